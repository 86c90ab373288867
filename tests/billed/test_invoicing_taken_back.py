# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 4: what would bill twice, or take back too much, is refused in clear words."""

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..invoicing.once.common_exactly_once import (
    FIRST,
    QUARTERLY,
    SECOND,
    ExactlyOnceCommon,
)


@tagged("post_install", "-at_install")
class TestTakenBack(ExactlyOnceCommon):
    """Two quarters of 1,000.00 and a job of 120.00 have been invoiced."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_stock(cls.part, 10)
        cls.contract = cls._make_contract(**QUARTERLY)
        cls.job = cls._finish(cls._make_job(activities=[{}], charges=[{}]))

    def _refuses(self, pattern):
        return self.assertRaisesRegex(UserError, pattern)

    def _refund(self, invoice, **prices):
        """A draft credit note of ``invoice``."""
        return invoice._reverse_moves([{"invoice_date": self.today, **prices}])

    # === WHAT COMES BACK WHEN IT IS BILLED AGAIN === #

    def test_cancelled_invoice_stays_cancelled_once_its_periods_are_billed(self):
        invoice = self._run(include_work=False)
        invoice.button_cancel()
        again = self._run(include_work=False)
        with self._refuses(f"billed by .*{self.contract.name}"):
            invoice.button_draft()
        self.assertEqual(invoice.state, "cancel")
        again.button_cancel()
        invoice.button_draft()
        self.assertEqual(self._due(self.contract), [])

    def test_cancelled_invoice_stays_cancelled_once_its_work_is_billed(self):
        invoice = self._run(include_contracts=False)
        invoice.button_cancel()
        self._run(include_contracts=False)
        with self._refuses("is billed by"):
            invoice.button_draft()

    def test_cancelled_invoice_comes_back_with_the_line_that_is_free(self):
        """One of two periods is billed again: without its line the other comes back."""
        invoice = self._run(include_work=False)
        invoice.button_cancel()
        again = self._run(include_work=False)
        again.invoice_line_ids.filtered(
            lambda line: str(line.service_period_start) == FIRST[0]
        ).unlink()
        with self._refuses("is billed by"):
            invoice.button_draft()
        self.assertEqual(self._due(self.contract), [FIRST])

    def test_credit_note_stays_once_its_periods_are_billed(self):
        refund = self._credit(self._run(post=True, include_work=False))
        self._run(include_work=False)
        for action in (refund.button_draft, refund.button_cancel):
            with self._refuses("is billed by"):
                action()
        self.assertEqual(refund.state, "posted")

    def test_credit_note_stays_once_its_work_is_billed(self):
        refund = self._credit(self._run(post=True, include_contracts=False))
        self._run(include_contracts=False)
        with self._refuses("is billed by"):
            refund.button_draft()

    def test_period_of_a_line_cannot_be_moved_onto_another(self):
        first, second = self._run(include_work=False).invoice_line_ids
        with self._refuses("is billed by"):
            second.service_period_start = first.service_period_start

    # === CREDIT NOTES AND THE INVOICE THEY TAKE BACK === #

    def test_credited_invoice_cannot_be_reset(self):
        invoice = self._run(post=True)
        refund = self._credit(invoice)
        with self._refuses("is credited by"):
            invoice.button_draft()
        refund.button_draft()
        invoice.button_draft()
        self.assertEqual(invoice.state, "draft")

    def test_invoice_with_a_draft_credit_note_cannot_go(self):
        invoice = self._run(post=True)
        self._refund(invoice)
        invoice.button_draft()
        with self._refuses("is credited by"):
            invoice.button_cancel()
        with self._refuses("is credited by"):
            invoice.invoice_line_ids.filtered("service_live")[0].unlink()

    def test_draft_invoice_cannot_be_credited(self):
        invoice = self._run(post=True)
        refund = self._refund(invoice)
        invoice.button_draft()
        with self._refuses("not\\s+confirmed"):
            refund.action_post()

    def test_no_more_is_credited_than_was_invoiced(self):
        invoice = self._run(post=True, include_work=False)
        first, second = self._refund(invoice), self._refund(invoice)
        first.invoice_line_ids.price_unit = 400.0
        first.action_post()
        with self._refuses("no more than .*600"):
            second.action_post()
        second.invoice_line_ids.price_unit = 600.0
        second.action_post()
        self.assertEqual(self._due(self.contract), [FIRST, SECOND])

    def test_credit_note_takes_what_earlier_ones_have_left(self):
        invoice = self._run(post=True, include_work=False)
        refund = self._refund(invoice)
        first, second = refund.invoice_line_ids.sorted("service_period_start")
        first.price_unit = 250.0
        refund.action_post()  # all of the second period, a quarter of the first
        self.assertEqual(self._due(self.contract), [SECOND])
        rest = self._credit(invoice)
        self.assertEqual(rest.amount_untaxed, 750.0)
        self.assertFalse(rest.invoice_line_ids.service_credited_line_id.service_live)
        self.assertEqual(self._due(self.contract), [FIRST, SECOND])

    def test_later_credit_note_cannot_be_replaced_at_once(self):
        """It would take effect on its day; the replacement would bill from today."""
        invoice = self._run(post=True, include_work=False)
        wizard = (
            self.env["account.move.reversal"]
            .with_context(active_model="account.move", active_ids=invoice.ids)
            .create({"journal_id": invoice.journal_id.id, "date": "2026-07-01"})
        )
        with self._refuses("takes\\s+effect only on that day"):
            wizard.modify_moves()
        self.assertFalse(invoice.reversal_move_ids)
        wizard.refund_moves()  # stays a draft until then
        self.assertEqual(self._due(self.contract), [])

    def test_future_invoice_can_be_replaced_today(self):
        with freeze_time("2026-06-01"):
            invoice = self._run(post=True, include_work=False)
            wizard = (
                self.env["account.move.reversal"]
                .with_context(active_model="account.move", active_ids=invoice.ids)
                .create({"journal_id": invoice.journal_id.id})
            )
            wizard.modify_moves()
        self.assertEqual(self._due(self.contract), [])

    # === EDITED BY HAND === #

    def test_changed_amounts_are_a_price_agreed(self):
        invoice = self._run(include_work=False)
        with Form(invoice) as form:
            with form.invoice_line_ids.edit(0) as line:
                line.price_unit = 900.0
            with form.invoice_line_ids.edit(1) as line:
                line.quantity = 0.0
        self.assertEqual(self._due(self.contract), [])
        invoice.action_post()
        self._credit(invoice)
        self.assertEqual(self._due(self.contract), [FIRST, SECOND])

    def test_negative_amount_credited_in_part_stays(self):
        """A rebate of 300.00 on the job, of which 100.00 is taken back."""
        invoice = self._run(include_contracts=False)
        work = invoice.invoice_line_ids.filtered("service_activity_ids")
        work.price_unit = -300.0
        invoice.invoice_line_ids = [
            Command.create({"name": "Other", "price_unit": 900.0, "quantity": 1.0})
        ]
        invoice.action_post()
        refund = self._refund(invoice)
        refund.invoice_line_ids.filtered("service_activity_ids").price_unit = -100.0
        refund.action_post()
        self.assertTrue(work.service_live)
        self.assertEqual(self.job.activity_ids.invoice_state, "invoiced")


@tagged("post_install", "-at_install")
class TestSettledAndTakenBack(ExactlyOnceCommon):
    """A year at 365.00 is invoiced; the contract is suspended in January."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_contract({"price_unit": 365.0})
        cls.invoice = cls._invoice("2026-01-01", post=True).invoice_ids
        cls.contract._suspend(cls._day("2026-01-01"), cls._day("2026-01-31"))

    def _settle(self):
        proposed = self.contract.settlement_ids.filtered(
            lambda settlement: settlement.state == "proposed"
        )
        moves = self.env["account.move"].search(proposed.action_credit()["domain"])
        moves.invoice_date = self.today
        moves.action_post()
        return moves

    def test_proposal_goes_with_the_invoice(self):
        self.assertEqual(self.contract.settlement_ids.amount, 31.0)
        refund = self._credit(self.invoice)
        self.assertFalse(self.contract.settlement_ids)
        refund.button_draft()
        self.assertEqual(self.contract.settlement_ids.amount, 31.0)

    def test_allowance_is_not_credited_again(self):
        refund = self.invoice._reverse_moves([{"invoice_date": self.today}])
        refund.invoice_line_ids.price_unit = 73.0
        refund.action_post()
        self.assertEqual(self.contract.settlement_ids.amount, 24.8)  # of 292.00

    def test_settled_days_owed_again_are_billed_once(self):
        self._settle()
        self.contract.suspension_ids.unlink()
        self.assertEqual(self._due(self.contract), [("2026-01-01", "2026-01-31")])
        self.assertEqual(self._run().amount_untaxed, 31.0)
        self.assertEqual(self._due(self.contract), [])
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            self._run()

    def test_settlement_stays_once_its_days_are_billed_again(self):
        refund = self._settle()
        self.contract.suspension_ids.unlink()
        self._run()
        with self.assertRaisesRegex(UserError, "is billed by"):
            refund.button_cancel()

    def test_settlement_cannot_come_back_beside_another(self):
        refund = self._settle()
        refund.button_cancel()
        self._settle()
        with self.assertRaisesRegex(UserError, "is billed by"):
            refund.button_draft()

    def test_all_of_it_is_settled_to_the_cent(self):
        """Month after month of a year at 100.00: rounding leaves nothing behind."""
        self.contract.suspension_ids.unlink()
        self.invoice.button_draft()
        self.invoice.invoice_line_ids.price_unit = 100.0
        self.invoice.action_post()
        for month in range(1, 13):
            start = self._day(f"2026-{month:02}-01")
            self.contract._suspend(start, start + relativedelta(day=31))
            self._settle()
        self.assertEqual(sum(self.contract.settlement_ids.mapped("amount")), 100.0)
        self.assertFalse(self.invoice.invoice_line_ids.service_live)
