# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prices when the billing interval, or what they pay for, changes."""

from odoo.fields import Command
from odoo.tests import Form, tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestRebasing(ServiceCommon):
    today = "2026-06-15"

    def _due(self, contract, date_to):
        return [
            (str(one.period.start), str(one.period.end), one.amount)
            for one in contract.line_ids._get_due_instalments(self._day(date_to))
        ]

    def test_what_prices_pay_for_is_said(self):
        contract = self._make_contract(
            {"quantity": 2, "discount": 10}, {"one_off": True}, active=False
        )
        first, once = contract.line_ids
        self.assertEqual((first.amount, first.price_per), (1800.0, "per year"))
        self.assertEqual(first.amount_text, "$\xa01,800.00 per year")
        self.assertEqual(once.price_per, "once")
        texts = {
            (1, "day"): "per day",
            (1, "week"): "per week",
            (14, "day"): "every 2 weeks",
            (1, "month"): "per month",
            (3, "month"): "per quarter",
            (6, "month"): "per half-year",
            (5, "month"): "every 5 months",
            (2, "year"): "every 2 years",
        }
        for (count, unit), text in texts.items():
            contract.write(
                {
                    "billing_interval": count,
                    "billing_unit": unit,
                    "price_choice": "unit",
                }
            )
            self.assertEqual(first.price_per, text)

    def test_yearly_value_stays_unless_somebody_says_otherwise(self):
        """By a program or a file: what is owed does not change in silence."""
        contract = self._make_contract({}, {"one_off": True, "price_unit": 50.0})
        self._invoice("2026-01-01")
        contract.billing_interval = 3
        self.assertEqual(contract.line_ids.mapped("price_unit"), [250.0, 50.0])
        self.assertEqual(contract.annual_value, 1000.0)
        self.assertEqual(contract.change_ids.sorted("id")[-1].delta, 0.0)
        self.assertEqual(
            self._due(contract, "2027-01-01"), [("2027-01-01", "2027-03-31", 250.0)]
        )

    def test_to_the_cent(self):
        """Twelve times 83.33 is less than 1,000.00: prices become yearly ones."""
        contract = self._make_contract()
        contract.billing_interval = 1
        self.assertEqual(contract.line_ids.price_unit, 1000.0)
        self.assertEqual(contract.price_basis, "year")
        amounts = [row[2] for row in self._due(contract, "2026-12-31")]
        self.assertEqual((len(amounts), round(sum(amounts), 2)), (12, 1000.0))

    def test_another_basis(self):
        contract = self._make_contract()
        contract.price_basis = "month"
        self.assertAlmostEqual(contract.line_ids.price_unit, 1000.0 / 12)
        self.assertEqual(self._due(contract, "2026-06-15")[0][2], 1000.0)

    def test_prices_stay_from_what_is_not_invoiced_on(self):
        contract = self._make_contract(
            {"price_unit": 100.0}, billing_interval=1, billing_timing="arrears"
        )
        self._invoice("2026-03-31")
        contract.write({"billing_interval": 3, "price_choice": "unit"})
        self.assertEqual(contract.line_ids.price_unit, 100.0)
        due = self._due(contract, "2026-09-30")
        self.assertEqual(due[0], ("2026-04-01", "2026-06-14", round(300 * 75 / 91, 2)))
        self.assertEqual(due[1], ("2026-06-15", "2026-06-30", round(100 * 16 / 91, 2)))
        self.assertEqual(due[2], ("2026-07-01", "2026-09-30", 100.0))

    def test_earlier_and_adjusted_prices_follow(self):
        contract = self._make_contract({"price_unit": 100.0}, billing_interval=1)
        line = contract.line_ids
        line._set_price_from(self._day("2026-04-01"), 110.0)
        contract.billing_interval = 3
        self.assertEqual(
            (line.earlier_price_ids.price_unit, line.price_unit), (300, 330)
        )
        self.assertEqual(
            [row[2] for row in self._due(contract, "2026-06-15")], [300.0, 330.0]
        )
        line._take_back_price()
        self.assertEqual(line.price_unit, 300.0)

    def test_prices_written_with_it_are_as_they_are(self):
        contract = self._make_contract({}, {})
        first, second = contract.line_ids
        contract.write(
            {
                "billing_interval": 3,
                "line_ids": [Command.update(first.id, {"price_unit": 1000.0})],
            }
        )
        self.assertEqual((first.price_unit, second.price_unit), (1000.0, 250.0))

    def test_another_type_of_a_draft(self):
        quarterly = self._make_contract_type("Quarterly", billing_interval=3)
        contract = self._make_contract(active=False)
        contract.contract_type_id = quarterly
        self.assertEqual(contract.line_ids.price_unit, 250.0)
        contract.write({"billing_interval": 12, "price_choice": "unit"})
        self.assertEqual(contract.line_ids.price_unit, 250.0)
        self.assertFalse(contract.line_ids.earlier_price_ids)

    def test_the_form_asks_with_both_results(self):
        contract = self._make_contract()
        with Form(contract) as form:
            self.assertFalse(form.choice_annual)
            form.billing_interval = 3
            self.assertEqual(
                (form.choice_annual, form.choice_unit),
                (
                    "$\xa0250.00 per quarter, $\xa01,000.00 a year",
                    "$\xa01,000.00 per quarter, $\xa04,000.00 a year",
                ),
            )
            with self.assertRaisesRegex(AssertionError, "price_choice"):
                form.save()
            form.price_choice = "annual"
        self.assertEqual(contract.line_ids.price_unit, 250.0)
        self.assertFalse(contract.choice_annual)

    def test_a_new_contract_is_not_asked(self):
        form = Form(self.env["service.contract"])
        form.partner_id = self.customer
        form.contract_type_id = self.contract_type
        with form.line_ids.new() as line:
            line.price_unit = 100.0
        form.billing_interval = 3
        self.assertFalse(form.choice_annual)
        self.assertEqual(form.save().line_ids.price_unit, 100.0)
