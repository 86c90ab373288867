# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules 4 and 9: finished work is invoiced once, and taken back exactly."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_exactly_once import ExactlyOnceCommon


@tagged("post_install", "-at_install")
class TestWorkExactlyOnce(ExactlyOnceCommon):
    """Work lines: one hour at 80.00 and one part at 40.00 are to be invoiced."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_stock(cls.part, 10)
        cls.job = cls._finish(cls._make_job(activities=[{}], charges=[{}]))

    def _states(self):
        return {*self.job.activity_ids.mapped("invoice_state")} | {
            *self.job.charge_ids.mapped("invoice_state")
        }

    def test_finished_work_is_to_invoice(self):
        self.assertEqual(self._states(), {"to_invoice"})
        self.assertEqual(self.job.invoice_state, "to_invoice")

    def test_a_second_run_finds_nothing(self):
        self._run()
        self.assertEqual(self._states(), {"invoiced"})
        self.assertEqual(self.job.invoice_state, "invoiced")
        with self.assertRaises(UserError):
            self._run()

    def test_cancelling_gives_the_work_back(self):
        self._run().button_cancel()
        self.assertEqual(self._states(), {"to_invoice"})
        self.assertEqual(self._run().amount_untaxed, 120.0)

    def test_deleting_gives_the_work_back(self):
        self._run().unlink()
        self.assertEqual(self._states(), {"to_invoice"})
        self.assertEqual(self._run().amount_untaxed, 120.0)

    def test_removing_a_line_of_the_draft_gives_that_work_back(self):
        lines = self._run().invoice_line_ids
        lines.filtered("service_charge_ids").unlink()
        self.assertEqual(self.job.activity_ids.invoice_state, "invoiced")
        self.assertEqual(self.job.charge_ids.invoice_state, "to_invoice")
        self.assertEqual(self._run().amount_untaxed, 40.0)

    def test_full_credit_note_gives_the_work_back(self):
        self._credit(self._run(post=True))
        self.assertEqual(self._states(), {"to_invoice"})
        self.assertEqual(self._run().amount_untaxed, 120.0)

    def test_part_credit_gives_no_work_back(self):
        invoice = self._run(post=True)
        refund = invoice._reverse_moves([{"invoice_date": self.today}])
        refund.invoice_line_ids.price_unit = 1.0
        refund.action_post()
        self.assertEqual(self._states(), {"invoiced"})

    def test_credit_and_replace_hands_the_work_to_the_new_draft(self):
        replacement = self._credit(self._run(post=True), modify=True)
        self.assertEqual(self._states(), {"invoiced"})
        replacement.button_cancel()
        self.assertEqual(self._states(), {"to_invoice"})

    def test_duplicate_of_an_invoice_bills_no_work(self):
        invoice = self._run()
        copy = invoice.copy()
        self.assertFalse(copy.invoice_line_ids.service_activity_ids)
        invoice.button_cancel()
        self.assertEqual(self._states(), {"to_invoice"})

    def test_invoiced_job_cannot_be_reopened(self):
        self._run()
        with self.assertRaises(UserError):
            self.job.action_reopen("More to do")

    def test_invoiced_work_cannot_be_deleted(self):
        self._run()
        with self.assertRaises(UserError):
            self.job.activity_ids.unlink()

    def test_invoiced_work_keeps_its_amount(self):
        """Cancelling the contract or changing the cover later touches no invoice."""
        self._run()
        self._make_contract(labour_coverage=100.0)
        self.job.activity_ids.discount = 50.0
        self.assertEqual(self.job.activity_ids.invoice_state, "invoiced")
        self.assertEqual(self.job.activity_ids.coverage, 0.0)
