# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules 3 and 4: every covered day is invoiced once, and taken back exactly.

Each test does something to an invoice and then looks at what is due again.
"""

import psycopg2.errors

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_exactly_once import FIRST, QUARTERLY, SECOND, ExactlyOnceCommon


@tagged("post_install", "-at_install")
class TestContractExactlyOnce(ExactlyOnceCommon):
    """Instalments: two quarters of 1,000.00 have fallen due."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_contract(**QUARTERLY)

    def test_both_quarters_are_due(self):
        self.assertEqual(self._due(self.contract), [FIRST, SECOND])

    def test_a_second_run_finds_nothing(self):
        self._run()
        self.assertEqual(self._due(self.contract), [])
        with self.assertRaises(UserError):
            self._run()

    def test_a_draft_counts_as_billed(self):
        invoice = self._run(post=False)
        self.assertEqual(invoice.state, "draft")
        self.assertEqual(self._due(self.contract), [])

    def test_cancelling_the_draft_gives_the_periods_back(self):
        self._run().button_cancel()
        self.assertEqual(self._due(self.contract), [FIRST, SECOND])
        self.assertFalse(self.contract.line_ids.billed_until)
        self.assertEqual(str(self.contract.next_invoice_date), "2026-01-01")

    def test_deleting_the_draft_gives_the_periods_back(self):
        self._run().unlink()
        self.assertEqual(self._due(self.contract), [FIRST, SECOND])
        self.assertFalse(self.contract.line_ids.billed_until)
        self.assertEqual(str(self.contract.next_invoice_date), "2026-01-01")

    def test_removing_a_line_of_the_draft_gives_its_period_back(self):
        invoice = self._run()
        invoice.invoice_line_ids.filtered(
            lambda line: str(line.service_period_start) == FIRST[0]
        ).unlink()
        self.assertEqual(self._due(self.contract), [FIRST])
        self.assertEqual(
            self._periods(self._run().invoice_line_ids), [(*FIRST, 1000.0)]
        )
        self.assertEqual(str(self.contract.line_ids.billed_until), SECOND[1])

    def test_removing_a_line_in_the_form_gives_its_period_back(self):
        with Form(self._run()) as form:
            form.invoice_line_ids.remove(0)
        self.assertEqual(len(self._due(self.contract)), 1)

    def test_reset_to_draft_keeps_the_periods_billed(self):
        invoice = self._run(post=True)
        invoice.button_draft()
        self.assertEqual(self._due(self.contract), [])

    def test_reset_to_draft_of_a_cancelled_invoice_bills_again(self):
        invoice = self._run()
        invoice.button_cancel()
        invoice.button_draft()
        self.assertEqual(self._due(self.contract), [])

    def test_full_credit_note_gives_the_periods_back(self):
        self._credit(self._run(post=True))
        self.assertEqual(self._due(self.contract), [FIRST, SECOND])

    def test_draft_credit_note_gives_nothing_back_yet(self):
        invoice = self._run(post=True)
        refund = invoice._reverse_moves()
        self.assertEqual(refund.state, "draft")
        self.assertEqual(self._due(self.contract), [])

    def test_after_a_credit_note_the_periods_are_billed_once_more(self):
        self._credit(self._run(post=True))
        again = self._run(post=True)
        self.assertEqual(
            self._periods(again.invoice_line_ids), [(*FIRST, 1000.0), (*SECOND, 1000.0)]
        )
        self.assertEqual(self._due(self.contract), [])

    def test_taking_the_credit_note_back_bills_the_periods_again(self):
        refund = self._credit(self._run(post=True))
        refund.button_draft()
        self.assertEqual(self._due(self.contract), [])

    def test_credit_note_of_one_line_gives_that_period_back(self):
        invoice = self._run(post=True)
        refund = invoice._reverse_moves([{"invoice_date": self.today}])
        refund.invoice_line_ids.filtered(
            lambda line: str(line.service_period_start) == SECOND[0]
        ).unlink()
        refund.action_post()
        self.assertEqual(self._due(self.contract), [FIRST])

    def test_part_credit_is_an_allowance_and_gives_nothing_back(self):
        invoice = self._run(post=True)
        refund = invoice._reverse_moves([{"invoice_date": self.today}])
        refund.invoice_line_ids.price_unit = 400.0
        refund.action_post()
        self.assertEqual(self._due(self.contract), [])

    def test_part_credits_that_add_up_to_the_whole_give_the_periods_back(self):
        invoice = self._run(post=True)
        for price in (400.0, 600.0):
            refund = invoice._reverse_moves([{"invoice_date": self.today}])
            refund.invoice_line_ids.price_unit = price
            refund.action_post()
        self.assertEqual(self._due(self.contract), [FIRST, SECOND])

    def test_credit_and_replace_hands_the_periods_to_the_new_draft(self):
        invoice = self._run(post=True)
        replacement = self._credit(invoice, modify=True)
        self.assertEqual(
            (invoice.payment_state, replacement.state), ("reversed", "draft")
        )
        self.assertEqual(self._due(self.contract), [])
        self.assertEqual(
            self._periods(replacement.invoice_line_ids),
            [(*FIRST, 1000.0), (*SECOND, 1000.0)],
        )
        replacement.button_cancel()
        self.assertEqual(self._due(self.contract), [FIRST, SECOND])

    def test_credit_and_replace_of_many_periods(self):
        """Every period goes over to the replacement, and none is left behind."""
        self.contract.write({"billing_interval": 1, "price_basis": "month"})
        self._make_contract({}, {}, {}, {}, billing_interval=1)
        replacement = self._credit(self._run(post=True), modify=True)
        self.env.flush_all()
        self.assertEqual(len(replacement.invoice_line_ids.filtered("service_live")), 30)
        self.assertEqual(self._due(self.contract), [])

    def test_duplicate_of_an_invoice_bills_nothing(self):
        invoice = self._run()
        copy = invoice.copy()
        self.assertFalse(copy.invoice_line_ids.service_contract_line_id)
        invoice.button_cancel()
        self.assertEqual(self._due(self.contract), [FIRST, SECOND])

    def test_credit_note_of_a_credited_and_rebilled_period_takes_its_own_back(self):
        first = self._run(post=True)
        self._credit(first)
        second = self._run(post=True)
        self._credit(second)
        self.assertEqual(self._due(self.contract), [FIRST, SECOND])

    def test_gap_in_the_middle_is_due_and_billed_until_stops_before_it(self):
        """One invoice a quarter; the first is credited."""
        invoices = self._invoice("2026-01-01", post=True).invoice_ids
        self._invoice("2026-04-01", post=True)
        self._credit(invoices)
        self.assertEqual(self._due(self.contract), [FIRST])
        self.assertFalse(self.contract.line_ids.billed_until)

    def test_database_refuses_a_second_live_line_for_a_period(self):
        invoice = self._run()
        line = invoice.invoice_line_ids[0]
        vals = {
            "name": "Again",
            "price_unit": 1.0,
            "service_contract_line_id": line.service_contract_line_id.id,
            "service_period_start": line.service_period_start,
            "service_period_end": line.service_period_end,
        }
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            invoice.copy({"invoice_line_ids": [Command.create(vals)]})

    def test_contract_with_a_live_invoice_cannot_be_cancelled(self):
        self._run()
        with self.assertRaises(UserError):
            self.contract.action_cancel()

    def test_contract_with_a_live_invoice_after_a_gap_cannot_be_cancelled(self):
        self._credit(self._invoice("2026-01-01", post=True).invoice_ids)
        lines = self._run(post=True).invoice_line_ids
        lines.move_id.button_draft()
        lines.filtered(lambda one: str(one.service_period_start) == FIRST[0]).unlink()
        self.assertEqual(self._due(self.contract), [FIRST])
        with self.assertRaises(UserError):
            self.contract.action_cancel()

    def test_contract_whose_invoices_are_credited_can_be_cancelled(self):
        self._credit(self._run(post=True))
        self.contract.action_cancel()
        self.assertEqual(self.contract.state, "cancelled")

    def test_failing_run_leaves_nothing_behind(self):
        """A crash half way through takes everything of the run back."""
        with self.assertRaises(ZeroDivisionError), self.env.cr.savepoint():
            self._run()
            raise ZeroDivisionError
        self.assertEqual(self._due(self.contract), [FIRST, SECOND])
