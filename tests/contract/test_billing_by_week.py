# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Contracts that are billed by the day, the week and the fortnight."""

from freezegun import freeze_time

from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from ..common import ServiceCommon

WEEKLY = {"billing_interval": 1, "billing_unit": "week"}
FORTNIGHTLY = {"billing_interval": 2, "billing_unit": "week"}
MONTHLY = {"billing_interval": 1, "billing_unit": "month"}


@tagged("post_install", "-at_install")
class TestBillingByWeek(ServiceCommon):
    today = "2026-01-01"

    def _due(self, contract, date_to):
        return [
            (str(one.period.start), str(one.period.end), one.amount)
            for one in contract.line_ids._get_due_instalments(self._day(date_to))
        ]

    def test_type_proposes_weeks_and_their_price_in_the_form(self):
        contract_type = self._make_contract_type(
            "By Week", **FORTNIGHTLY, price_basis="week"
        )
        form = Form(self.env["service.contract"])
        form.partner_id = self.customer
        form.contract_type_id = contract_type
        contract = form.save()
        self.assertEqual(
            (contract.billing_interval, contract.billing_unit, contract.price_basis),
            (2, "week", "week"),
        )

    def test_every_week_is_invoiced_once(self):
        contract = self._make_contract(
            {"price_unit": 50.0}, **WEEKLY, price_basis="week"
        )
        run = self._invoice("2026-01-20")
        lines = run.invoice_ids.invoice_line_ids.sorted("service_period_start")
        self.assertEqual(
            [str(line.service_period_start) for line in lines],
            ["2026-01-01", "2026-01-08", "2026-01-15"],
        )
        self.assertEqual(lines.mapped("price_subtotal"), [50.0] * 3)
        self.assertEqual(str(contract.line_ids.billed_until), "2026-01-21")
        self.assertEqual(str(contract.next_invoice_date), "2026-01-22")
        self.assertFalse(self._due(contract, "2026-01-21"))

    def test_weekly_price_billed_by_the_fortnight_in_arrears(self):
        contract = self._make_contract(
            {"price_unit": 33.35},
            **FORTNIGHTLY,
            price_basis="week",
            billing_timing="arrears",
        )
        self.assertEqual(
            self._due(contract, "2026-01-28"),
            [("2026-01-01", "2026-01-14", 66.7), ("2026-01-15", "2026-01-28", 66.7)],
        )

    def test_calendar_weeks_prorate_the_first_and_the_last(self):
        contract = self._make_contract(
            {"price_unit": 70.0},
            **WEEKLY,
            price_basis="week",
            billing_alignment="calendar",
            date_end="2026-01-14",
        )
        self.assertEqual(
            self._due(contract, "2026-01-31"),
            [
                ("2026-01-01", "2026-01-04", 40.0),
                ("2026-01-05", "2026-01-11", 70.0),
                ("2026-01-12", "2026-01-14", 30.0),
            ],
        )

    def test_weekly_price_billed_monthly_counts_the_days(self):
        contract = self._make_contract(
            {"price_unit": 70.0}, **MONTHLY, price_basis="week"
        )
        self.assertEqual(
            [amount for *_days, amount in self._due(contract, "2026-02-01")],
            [310.0, 280.0],
        )

    def test_yearly_price_billed_weekly_comes_to_the_year(self):
        contract = self._make_contract(
            {"price_unit": 1000.0},
            **WEEKLY,
            price_basis="year",
            date_end="2026-12-30",  # 52 weeks
        )
        amounts = [amount for *_days, amount in self._due(contract, "2026-12-31")]
        self.assertEqual(set(amounts), {19.17, 19.18})
        self.assertAlmostEqual(sum(amounts), 997.26, 2)  # 364 of 365 days

    def test_daily_price_billed_every_ten_days(self):
        contract = self._make_contract(
            {"price_unit": 5.0},
            billing_interval=10,
            billing_unit="day",
            price_basis="day",
        )
        self.assertEqual(
            self._due(contract, "2026-01-11"),
            [("2026-01-01", "2026-01-10", 50.0), ("2026-01-11", "2026-01-20", 50.0)],
        )

    def test_what_a_year_is_worth(self):
        for basis, terms, value in (
            ("week", WEEKLY, 3650.0),
            ("week", MONTHLY, 3650.0),
            ("period", FORTNIGHTLY, 1825.0),
            ("day", WEEKLY, 25550.0),
            ("month", WEEKLY, 840.0),
            ("year", WEEKLY, 70.0),
        ):
            with self.subTest(basis=basis, **terms):
                contract = self._make_contract(
                    {"price_unit": 70.0}, **terms, price_basis=basis
                )
                self.assertAlmostEqual(contract.annual_value, value, 2)

    def test_early_end_in_a_fortnight_credits_its_days(self):
        contract = self._make_contract(
            {"price_unit": 140.0}, **FORTNIGHTLY, price_basis="period"
        )
        self._invoice("2026-01-15")
        with freeze_time("2026-01-18"):
            contract.action_close()
        settlement = contract.settlement_ids
        self.assertEqual(
            [str(settlement.date_from), str(settlement.date_to), settlement.amount],
            ["2026-01-19", "2026-01-28", 100.0],
        )

    def test_price_changes_from_a_week_on(self):
        contract = self._make_contract(
            {"price_unit": 70.0}, **WEEKLY, price_basis="week"
        )
        self._invoice("2026-01-08")
        contract.line_ids._set_price_from(self._day("2026-01-19"), 77.0)
        self.assertEqual(
            self._due(contract, "2026-01-22"),
            [
                ("2026-01-15", "2026-01-18", 40.0),
                ("2026-01-19", "2026-01-21", 33.0),
                ("2026-01-22", "2026-01-28", 77.0),
            ],
        )

    def test_adjustment_of_a_weekly_price(self):
        contract = self._make_contract(
            {"price_unit": 70.0}, **WEEKLY, price_basis="week"
        )
        wizard = self.env["service.price.adjust"].create(
            {
                "contract_ids": contract.ids,
                "method": "percent",
                "percent": 10.0,
                "date_from": "2026-01-15",
            }
        )
        wizard.action_apply()
        self.assertEqual(
            [amount for *_days, amount in self._due(contract, "2026-01-15")],
            [70.0, 70.0, 77.0],
        )

    def test_schedule_shows_the_weeks(self):
        contract = self._make_contract(
            {"price_unit": 70.0}, **WEEKLY, price_basis="week", date_end="2026-01-31"
        )
        action = contract.action_view_schedule()
        rows = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(rows.mapped("amount"), [70.0] * 4 + [30.0])

    def test_order_cannot_invoice_what_is_no_whole_period(self):
        self.contract_type.write({**WEEKLY, "price_basis": "year"})
        with self.assertRaises(ValidationError):
            self.fee_product.write(
                {
                    "service_contract_type_id": self.contract_type.id,
                    "service_contract_billing": "order",
                }
            )
