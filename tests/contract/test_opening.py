# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Contracts that were running in another system are taken over."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import ServiceCommon

QUARTERLY = {"billing_interval": 3, "price_basis": "period"}


@tagged("post_install", "-at_install")
class TestOpening(ServiceCommon):
    today = "2026-08-15"

    def _take_over(self, opening, *lines, **vals):
        lines = [{"opening_billed_until": opening, **line} for line in lines or [{}]]
        return self._make_contract(*lines, **{"date_start": "2024-01-01", **vals})

    def _due(self, contract, date_to=None):
        return [
            (str(one.period.start), str(one.period.end), one.amount)
            for one in contract.line_ids._get_due_instalments(
                self._day(date_to or self.today)
            )
        ]

    # === BILLED === #

    def test_what_was_invoiced_before_is_not_due(self):
        contract = self._take_over("2026-06-30", **QUARTERLY)
        self.assertEqual(self._due(contract), [("2026-07-01", "2026-09-30", 1000.0)])
        self.assertEqual(contract.line_ids.billed_until, self._day("2026-06-30"))
        self.assertEqual(contract.next_invoice_date, self._day("2026-07-01"))
        invoice = self._invoice(self.today).invoice_ids
        self.assertEqual(invoice.amount_untaxed, 1000.0)
        self.assertEqual(contract.line_ids.billed_until, self._day("2026-09-30"))

    def test_in_arrears(self):
        contract = self._take_over("2026-06-30", billing_timing="arrears", **QUARTERLY)
        self.assertFalse(self._due(contract))
        self.assertEqual(contract.next_invoice_date, self._day("2026-09-30"))

    def test_within_a_period_the_rest_is_due_by_days(self):
        contract = self._take_over("2026-07-31", **QUARTERLY)
        self.assertEqual(
            self._due(contract),
            [("2026-08-01", "2026-09-30", round(1000 * 61 / 92, 2))],
        )

    def test_by_the_calendar_with_a_part_period(self):
        contract = self._take_over(
            "2026-03-31",
            date_start="2026-02-15",
            billing_alignment="calendar",
            **QUARTERLY,
        )
        self.assertEqual(
            self._due(contract),
            [
                ("2026-04-01", "2026-06-30", 1000.0),
                ("2026-07-01", "2026-09-30", 1000.0),
            ],
        )

    def test_the_day_before_the_start_means_nothing_was_invoiced(self):
        contract = self._take_over("2023-12-31", date_end="2024-12-31")
        self.assertEqual(self._due(contract), [("2024-01-01", "2024-12-31", 1000.0)])

    def test_renewed_at_the_price_agreed(self):
        contract = self._take_over(
            "2026-12-31",
            date_end="2026-12-31",
            renewal="tacit",
            adjustment="percent",
            adjustment_percent=10.0,
        )
        self.assertEqual(contract.next_adjustment_date, self._day("2027-01-01"))
        contract.action_renew()
        self.assertEqual(
            self._due(contract, "2027-01-01"), [("2027-01-01", "2027-12-31", 1100.0)]
        )

    def test_a_price_change_spares_what_was_invoiced_before(self):
        contract = self._take_over("2026-09-30", **QUARTERLY)
        day = contract.line_ids._set_price_from(self._day("2026-08-01"), 2000.0)
        self.assertEqual(day, self._day("2026-10-01"))

    def test_suspended_days_after_it_are_not_due(self):
        contract = self._take_over("2026-06-30", **QUARTERLY)
        contract._suspend(self._day("2026-06-01"), self._day("2026-07-31"))
        self.assertEqual(
            self._due(contract),
            [("2026-08-01", "2026-09-30", round(1000 * 61 / 92, 2))],
        )
        self.assertFalse(contract.settlement_ids, "its invoice is not here")
        self.assertIn("(30 days)", contract.unowed_openings)

    # === NOT OWED ANY MORE === #

    def test_ended_early_says_what_to_credit_by_hand(self):
        contract = self._take_over("2026-12-31", **QUARTERLY)
        wizard = self.env["service.contract.close"].create(
            {"contract_ids": contract.ids, "date_end": "2026-10-31"}
        )
        self.assertIn("(61 days)", wizard.unowed_openings)
        self.assertIn("663.04", wizard.unowed_openings)
        wizard.action_confirm()
        self.assertFalse(contract.settlement_ids)
        self.assertIn("663.04", contract.unowed_openings)
        self.assertFalse(self._due(contract, "2027-12-31"))

    # === SEEN === #

    def test_in_the_schedule(self):
        contract = self._take_over("2026-06-30", date_end="2026-12-31", **QUARTERLY)
        self.assertEqual(
            [
                (str(row.date_start), str(row.date_end), row.state, row.amount)
                for row in contract._get_schedule()
            ],
            [
                ("2024-01-01", "2026-06-30", "opening", 0.0),
                ("2026-07-01", "2026-09-30", "due", 1000.0),
                ("2026-10-01", "2026-12-31", "future", 1000.0),
            ],
        )
        rows = self.env["service.contract.instalment"]._create_schedule(contract)
        self.assertEqual(rows[0].state, "opening")

    def test_a_copy_and_a_renewal_begin_anew(self):
        contract = self._take_over("2026-12-31", date_end="2026-12-31")
        self.assertFalse(contract.copy().line_ids.opening_billed_until)
        renewal = contract._propose_renewal()
        self.assertFalse(renewal.line_ids.opening_billed_until)

    def test_another_equipment_goes_on_with_it(self):
        old, new = self._make_equipment("OLD"), self._make_equipment("NEW")
        contract = self._take_over("2026-12-31", {"equipment_id": old.id})
        old._pass_promises(new, self._day("2026-08-01"))
        self.assertFalse(self._due(contract, "2026-12-31"))
        self.assertFalse(contract.unowed_openings)
        self.assertEqual(self._due(contract, "2027-01-01")[0][:1], ("2027-01-01",))

    # === CORRECTED === #

    def test_corrected_until_something_is_invoiced_here(self):
        contract = self._take_over("2026-06-30", **QUARTERLY)
        line = contract.line_ids
        line.opening_billed_until = "2026-03-31"
        invoice = self._invoice(self.today).invoice_ids
        self.assertEqual(len(invoice.invoice_line_ids), 2)
        with self.assertRaisesRegex(UserError, "invoiced here since"):
            line.opening_billed_until = "2026-06-30"
        line.opening_billed_until = "2026-03-31"  # the same is no change
        invoice.button_cancel()
        line.opening_billed_until = "2026-06-30"
        self.assertEqual(self._due(contract), [("2026-07-01", "2026-09-30", 1000.0)])

    def test_impossible_days_are_refused_in_words(self):
        with self.assertRaisesRegex(UserError, "from its start on"):
            self._take_over("2023-12-30")
        with self.assertRaisesRegex(UserError, "its end at most"):
            self._take_over("2027-01-01", date_end="2026-12-31")
        contract = self._take_over("2026-06-30", date_end="2026-12-31")
        with self.assertRaisesRegex(UserError, "its end at most"):
            contract.line_ids.opening_billed_until = "2027-01-01"

    def test_taken_over_by_mistake_can_be_cancelled(self):
        contract = self._take_over("2026-06-30")
        self.assertTrue(contract.can_be_cancelled)
        contract.action_cancel()
        self.assertEqual(contract.state, "cancelled")

    # === IMPORTED === #

    def test_one_file_twice(self):
        self._make_customer("Taken Over Ltd")
        self._make_contract_type("Taken Over Type")
        header = [
            "id",
            "partner_id",
            "contract_type_id",
            "date_start",
            "date_end",
            "billing_interval",
            "billing_unit",
            "price_basis",
            "line_ids/id",
            "line_ids/name",
            "line_ids/price_unit",
            "line_ids/opening_billed_until",
            "line_ids/visit_interval",
        ]
        rows = [
            [
                "__import__.contract_1",
                "Taken Over Ltd",
                "Taken Over Type",
                "2024-01-01",
                "2027-12-31",
                "3",
                "month",
                "period",
                "__import__.line_1",
                "Press",
                "250",
                "2026-06-30",
                "12",
            ],
            [
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "",
                "__import__.line_2",
                "Oven",
                "50",
                "2026-09-30",
                "0",
            ],
        ]
        contract = self._import(header, rows)
        contract.action_activate()
        self.assertEqual(self._due(contract), [("2026-07-01", "2026-09-30", 250.0)])
        self.assertEqual(
            contract.line_ids[0].next_visit_date,
            self._day("2027-01-01"),
            "none is past",
        )
        self._invoice(self.today)
        self.assertEqual(self._import(header, rows), contract)
        self.assertFalse(self._due(contract))
        self.assertEqual(len(contract.line_ids), 2)
        self.assertEqual(sum(contract.line_ids.mapped("price_unit")), 300.0)

    def _import(self, header, rows):
        result = self.env["service.contract"].load(header, rows)
        self.assertFalse(result["messages"])
        return self.env["service.contract"].browse(result["ids"])

    # === PREPAID BLOCK === #

    def _make_block(self, **vals):
        return self._make_contract(
            **{
                "labour_coverage": 100,
                "included_hours": 10,
                "renewal": "tacit",
                "renewal_months": 12,
                "opening_date": "2026-07-01",
                "opening_hours": 4.0,
                **vals,
            }
        )

    def _work(self, contract, hours, day):
        job = self._make_job(
            [{"hours": hours}], contract_id=contract.id, date_start=f"{day} 08:00:00"
        )
        return self._finish(job).activity_ids

    def test_block_begins_with_what_was_left(self):
        contract = self._make_block()
        self.assertEqual(contract.remaining_hours, 4.0)
        before = self._work(contract, 3.0, "2026-06-20")
        since = self._work(contract, 3.0, "2026-07-20")
        contract.invalidate_recordset()
        self.assertEqual(contract.remaining_hours, 1.0)
        self.assertEqual((before | since).mapped("coverage"), [100.0, 100.0])
        self.assertEqual(
            [
                (str(one.date), one.kind, one.amount, one.balance)
                for one in contract._get_prepaid_movements("hours")
            ],
            [
                ("2026-07-01", "included", 10.0, 10.0),
                ("2026-07-01", "opening", -6.0, 4.0),
                ("2026-07-20", "used", -3.0, 1.0),
            ],
        )
        contract.write({"opening_hours": 2.0})
        self.assertAlmostEqual(since.amount_billable, 80.0, 1, "one hour beyond it")

    def test_the_next_term_has_all_of_it(self):
        contract = self._make_block(opening_visits=1, included_visits=5)
        balance = contract._get_prepaid_balance(until=self._day("2027-01-01"))
        self.assertEqual(balance.hours[contract].left_on(self._day("2026-12-31")), 4.0)
        self.assertEqual(balance.visits[contract].left_on(self._day("2026-12-31")), 1)
        self.assertEqual(balance.hours[contract].left_on(self._day("2027-01-01")), 10.0)

    def test_balance_that_cannot_be_is_refused(self):
        with self.assertRaisesRegex(UserError, "negative"):
            self._make_block(opening_hours=-1.0)
        with self.assertRaisesRegex(UserError, "from its start on"):
            self._make_block(opening_date="2025-12-31")
        with self.assertRaisesRegex(UserError, "until its end"):
            self._make_block(
                renewal="none", date_end="2026-12-31", opening_date="2027-01-01"
            )
        self.assertTrue(self._make_block(opening_date="2027-01-01"), "in its next term")

    def test_lines_added_to_a_contract_taken_over(self):
        contract = self._take_over("2026-06-30", **QUARTERLY)
        contract.line_ids = [
            Command.create({"price_unit": 10.0, "date_start": "2026-07-01"})
        ]
        self.assertEqual([row[2] for row in self._due(contract)], [1000.0, 10.0])
