# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A rebate alone on its invoice becomes a credit note, and is billed once."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestInvoicingSigns(ServiceCommon):
    today = "2026-06-15"

    def _make_rebate(self, **vals):
        return self._make_contract({"price_unit": -100.0}, **vals)

    def _bill(self):
        """The draft of what is due, turned into a credit note as Odoo advises."""
        invoice = self._invoice(self.today).invoice_ids
        invoice.action_switch_move_type()
        self.assertEqual(
            (invoice.move_type, invoice.amount_untaxed), ("out_refund", 100)
        )
        return invoice

    def _due(self, contract):
        return [
            (str(one.period.start), one.amount)
            for one in contract.line_ids._get_due_instalments(self._day(self.today))
        ]

    def test_rebate_is_billed_by_the_credit_note(self):
        contract = self._make_rebate()
        note = self._bill()
        self.assertFalse(self._due(contract))
        note.action_post()
        self.assertFalse(self._due(contract))
        self.assertEqual(str(contract.line_ids.billed_until), "2026-12-31")
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            self._invoice(self.today)

    def test_credit_note_that_is_deleted_or_cancelled_gives_the_rebate_back(self):
        contract = self._make_rebate()
        self._bill().unlink()
        self.assertEqual(self._due(contract), [("2026-01-01", -100.0)])
        note = self._bill()
        note.button_cancel()
        self.assertEqual(self._due(contract), [("2026-01-01", -100.0)])
        note.button_draft()
        self.assertFalse(self._due(contract))

    def test_credit_note_that_is_reversed_gives_the_rebate_back(self):
        contract = self._make_rebate()
        note = self._bill()
        note.action_post()
        reversal = note._reverse_moves([{"invoice_date": self.today}])
        self.assertEqual(reversal.move_type, "out_invoice")
        self.assertFalse(self._due(contract))
        reversal.action_post()
        self.assertEqual(self._due(contract), [("2026-01-01", -100.0)])
        self._bill()

    def test_rebate_that_ends_early_is_charged_again(self):
        contract = self._make_rebate()
        contract.line_ids.price_unit = -365.0
        note = self._invoice(self.today).invoice_ids
        note.action_switch_move_type()
        note.action_post()
        contract.line_ids._end_on(self._day("2026-06-15"))
        self.assertEqual(contract.settlement_ids.amount, -199.0)

    def test_rebate_of_a_job_is_billed_once(self):
        job = self._finish(self._make_job(charges=[{"price_unit": -40.0}]))
        self.assertEqual(job.invoice_state, "to_invoice")
        note = self._invoice(self.today).invoice_ids
        note.action_switch_move_type()
        note.action_post()
        self.assertEqual(job.invoice_state, "invoiced")
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            self._invoice(self.today)

    def test_rebate_beside_a_fee_stays_on_the_invoice(self):
        contract = self._make_contract({"price_unit": 500.0}, {"price_unit": -100.0})
        invoice = self._invoice(self.today, post=True).invoice_ids
        self.assertEqual(invoice.amount_untaxed, 400.0)
        self._credit(invoice)
        self.assertEqual(len(self._due(contract)), 2)
