"""Rules 3 and 4: every covered day is invoiced once, and taken back exactly.

Each test does something to an invoice and then looks at what is due again.
"""

import random
import threading
from contextlib import contextmanager, suppress

import psycopg2.errors

from odoo import SUPERUSER_ID, Command, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, Form, get_db_name, tagged
from odoo.tools import mute_logger

from .common import ServiceCommon

QUARTERLY = {"billing_interval": 3, "billing_unit": "month"}
FIRST, SECOND = ("2026-01-01", "2026-03-31"), ("2026-04-01", "2026-06-30")


class ExactlyOnceCommon(ServiceCommon):
    today = "2026-06-15"

    def _due(self, contract):
        """Periods due today."""
        return [
            (str(one.period.start), str(one.period.end))
            for one in contract.line_ids._get_due_instalments(self._day(self.today))
        ]

    def _run(self, **criteria):
        """Invoice what is due today; return the invoices."""
        return self._invoice(self.today, **criteria).invoice_ids


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

    def test_cancelled_invoice_cannot_come_back_once_billed_again(self):
        invoice = self._run()
        invoice.button_cancel()
        self._run()
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            invoice.button_draft()

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

    def test_credit_note_cannot_be_taken_back_once_billed_again(self):
        refund = self._credit(self._run(post=True))
        self._run()
        with (
            self.assertRaises(psycopg2.errors.UniqueViolation),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            refund.button_draft()

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


@tagged("post_install", "-at_install")
class TestBilledAndDueAreOwed(ExactlyOnceCommon):
    """Whatever people do to invoices, billed and due together are what is owed."""

    CONTRACTS = (
        {"billing_interval": 1, "price_basis": "year", "date_end": "2026-12-31"},
        {**QUARTERLY, "billing_alignment": "calendar", "date_end": "2026-11-20"},
        {"billing_interval": 5, "billing_timing": "arrears", "price_basis": "month"},
        {"billing_interval": 1, "billing_unit": "year"},
    )
    STARTS = ("2025-01-31", "2025-02-15", "2025-05-30", "2024-02-29")
    DAYS = ("2025-03-01", "2025-09-30", "2026-01-31", "2026-06-15")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contracts = cls.env["service.contract"].union(
            *(
                cls._make_contract(
                    {"price_unit": 999.99},
                    {"price_unit": 33.33, "quantity": 3, "discount": 12.5},
                    **vals,
                    date_start=start,
                )
                for vals, start in zip(cls.CONTRACTS, cls.STARTS, strict=True)
            )
        )
        cls.owed = cls._open_periods()

    @classmethod
    def _open_periods(cls):
        return sorted(
            (one.line.id, one.period.start, one.period.end, one.amount)
            for one in cls.contracts.line_ids._get_due_instalments(cls._day(cls.today))
        )

    def _billed_periods(self):
        lines = self.contracts.line_ids.invoice_line_ids.filtered("service_live")
        return sorted(
            (
                line.service_contract_line_id.id,
                line.service_period_start,
                line.service_period_end,
                line.price_subtotal,
            )
            for line in lines
        )

    def _some_invoice(self, dice, *states):
        moves = self.contracts.line_ids.invoice_line_ids.move_id.filtered(
            lambda move: (
                move.move_type == "out_invoice"
                and move.state in states
                and any(move.invoice_line_ids.mapped("service_live"))
            )
        )
        return moves and dice.choice(moves)

    # What people do. Each takes the dice and may find nothing to do.

    def _do_run(self, dice):
        grouping = dice.choice(("customer", "contract", "document"))
        day, post = dice.choice(self.DAYS), dice.random() < 0.5
        with suppress(UserError):  # nothing due until that day
            self._invoice(day, grouping=grouping, post=post)

    def _do_cancel(self, dice):
        invoice = self._some_invoice(dice, "draft")
        if invoice:
            invoice.button_cancel()

    def _do_delete(self, dice):
        invoice = self._some_invoice(dice, "draft")
        if invoice and invoice.name in (False, "/"):
            invoice.unlink()

    def _do_remove_line(self, dice):
        invoice = self._some_invoice(dice, "draft")
        lines = invoice and invoice.invoice_line_ids.filtered("service_live")
        if lines:
            dice.choice(lines).unlink()

    def _do_post(self, dice):
        invoice = self._some_invoice(dice, "draft")
        if invoice:
            invoice.action_post()

    def _do_credit(self, dice):
        invoice = self._some_invoice(dice, "posted")
        if invoice and not invoice.reversal_move_ids:
            self._credit(invoice)

    def _do_replace(self, dice):
        invoice = self._some_invoice(dice, "posted")
        if invoice and not invoice.reversal_move_ids:
            self._credit(invoice, modify=True)

    def _do_duplicate(self, dice):
        invoice = self._some_invoice(dice, "draft", "posted")
        if invoice:
            invoice.copy()

    def _play(self, seed, steps=12):
        dice = random.Random(seed)
        actions = (
            *(self._do_run,) * 3,
            self._do_cancel,
            self._do_delete,
            self._do_remove_line,
            self._do_post,
            self._do_credit,
            self._do_replace,
            self._do_duplicate,
        )
        for step in range(steps):
            action = dice.choice(actions)
            action(dice)
            with self.subTest(seed=seed, step=step, action=action.__name__):
                self.assertEqual(
                    sorted(self._billed_periods() + self._open_periods()), self.owed
                )

    def test_something_is_owed(self):
        self.assertGreater(len(self.owed), 40)

    def test_random_day_1(self):
        self._play(1)

    def test_random_day_2(self):
        self._play(2)

    def test_random_day_3(self):
        self._play(3)

    def test_random_day_4(self):
        self._play(4)


@tagged("post_install", "-at_install")
class TestTwoRunsAtOnce(BaseCase):
    """Two clerks press the button at the same moment, each in a real transaction."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._transaction() as env:
            company = env.ref("base.main_company")
            if not company.chart_template:
                env["account.chart.template"].try_loading("generic_coa", company)
            product = env["product.product"].create({"name": "Care", "type": "service"})
            contract_type = env["service.contract.type"].create({"name": "Race"})
            partner = env["res.partner"].create({"name": "Racer"})
            contract = env["service.contract"].create(
                {
                    "partner_id": partner.id,
                    "contract_type_id": contract_type.id,
                    "company_id": company.id,
                    "date_start": "2026-01-01",
                    "line_ids": [
                        Command.create({"product_id": product.id, "price_unit": 100.0})
                    ],
                }
            )
            contract.action_activate()
            self.contract_id, self.partner_id = contract.id, partner.id
            self.made = [partner, product.product_tmpl_id, contract_type]
            self.made = [(record._name, record.id) for record in self.made]
        self.addCleanup(self._clean)

    @contextmanager
    def _transaction(self):
        with self.registry.cursor() as cr:  # committed at the end
            cr.execute("SET LOCAL lock_timeout = '10s'")  # rather fail than wait
            yield api.Environment(cr, SUPERUSER_ID, {})

    def _clean(self):
        with self._transaction() as env:
            contract = env["service.contract"].browse(self.contract_id)
            contract.line_ids.invoice_line_ids.move_id.unlink()
            runs = env["service.invoicing.run"].search(
                [("partner_ids", "in", self.partner_id)]
            )
            runs.unlink()
            contract.state = "draft"
            contract.unlink()
            for model, record_id in self.made:
                env[model].browse(record_id).unlink()

    def _run(self, env):
        wizard = env["service.invoicing"].create(
            {
                "company_id": env.ref("base.main_company").id,
                "date_to": "2026-01-01",
                "invoice_date": "2026-01-01",
                "partner_ids": [Command.set([self.partner_id])],
            }
        )
        wizard.action_run()

    def _count_invoice_lines(self):
        with self._transaction() as env:
            contract = env["service.contract"].browse(self.contract_id)
            return len(contract.line_ids.invoice_line_ids)

    def test_second_run_is_refused_while_the_first_is_under_way(self):
        with self._transaction() as first:
            self._run(first)
            with (
                self.assertRaisesRegex(UserError, "at this moment"),
                self._transaction() as second,
            ):
                self._run(second)
        self.assertEqual(self._count_invoice_lines(), 1)

    def test_second_run_finds_nothing_after_the_first(self):
        with self._transaction() as env:
            self._run(env)
        nothing_due = self.assertRaisesRegex(UserError, "Nothing is due")
        with nothing_due, self._transaction() as env:
            self._run(env)
        self.assertEqual(self._count_invoice_lines(), 1)

    def test_crashed_run_can_be_repeated(self):
        with self.assertRaises(ZeroDivisionError), self._transaction() as env:
            self._run(env)
            env.flush_all()
            raise ZeroDivisionError
        self.assertEqual(self._count_invoice_lines(), 0)
        with self._transaction() as env:
            self._run(env)
        self.assertEqual(self._count_invoice_lines(), 1)

    def test_transaction_that_began_before_the_first_run_adds_nothing(self):
        """A snapshot from before the first run must not let the second one through."""
        with (
            self.assertRaises((UserError, psycopg2.Error)),
            mute_logger("odoo.sql_db"),
            self._transaction() as second,
        ):
            second["service.contract"].browse(self.contract_id).fetch(["name"])
            with self._transaction() as first:
                self._run(first)
            self._run(second)
        self.assertEqual(self._count_invoice_lines(), 1)

    def test_threads_racing_add_one_invoice(self):
        barrier = threading.Barrier(4)
        errors = []

        def press():
            barrier.wait()
            try:
                with self._transaction() as env:
                    self._run(env)
            except (UserError, psycopg2.Error) as error:
                errors.append(error)

        threads = [threading.Thread(target=press) for _clerk in range(4)]
        with mute_logger("odoo.sql_db"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(self._count_invoice_lines(), 1)
        self.assertEqual(len(errors), 3)
