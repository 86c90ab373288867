# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The amount of a whole contract, spread over its lines to the cent."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestContractAmount(ServiceCommon):
    today = "2026-06-15"

    def _change(self, contract, total, method="amount", date=None):
        form = Form(
            self.env["service.contract.spread"].with_context(active_id=contract.id)
        )
        form.total = total
        form.method = method
        if date:
            form.date_from = self._day(date)
        wizard = form.save()
        wizard.action_confirm()
        return wizard

    def _amounts(self, contract):
        return [line._get_rounded_price() for line in contract.line_ids]

    def test_in_proportion_the_last_line_takes_the_remainder(self):
        contract = self._make_contract(
            {"price_unit": 100.0},
            {"price_unit": 100.0},
            {"price_unit": 100.0},
            active=False,
        )
        self._change(contract, 1000.0)
        self.assertEqual(
            contract.line_ids.mapped("price_unit"), [333.33, 333.33, 333.34]
        )

    def test_in_proportion_to_what_each_line_comes_to(self):
        contract = self._make_contract(
            {"price_unit": 100.0, "quantity": 3.0},
            {"price_unit": 200.0, "discount": 50.0},
            active=False,
        )
        self._change(contract, 800.0)
        self.assertEqual(contract.line_ids.mapped("price_unit"), [200.0, 400.0])

    def test_evenly_whatever_quantity_and_discount(self):
        contract = self._make_contract(
            {"price_unit": 100.0, "quantity": 3.0},
            {"price_unit": 200.0, "discount": 7.0},
            {"price_unit": 0.0},
            active=False,
        )
        self._change(contract, 100.0, "even")
        self.assertEqual(self._amounts(contract), [33.33, 33.33, 33.34])
        self.assertEqual(contract.line_ids.mapped("quantity"), [3.0, 1.0, 1.0])
        self.assertEqual(contract.line_ids.mapped("discount"), [0.0, 7.0, 0.0])

    def test_what_is_over_or_comes_once_is_left_alone(self):
        contract = self._make_contract(
            {"price_unit": 100.0},
            {"price_unit": 70.0, "date_end": "2026-03-31"},
            {"price_unit": 30.0, "one_off": True},
        )
        self._change(contract, 120.0)
        self.assertEqual(contract.line_ids.mapped("price_unit"), [120.0, 70.0, 30.0])

    def test_in_force_it_holds_from_the_next_period_that_is_not_invoiced(self):
        contract = self._make_contract({"price_unit": 100.0}, billing_interval=6)
        self._invoice("2026-01-01")
        wizard = self._change(contract, 150.0)
        self.assertEqual(str(wizard.line_ids.date_from), "2026-07-01")
        due = contract.line_ids._get_due_instalments(self._day("2026-12-31"))
        self.assertEqual([one.amount for one in due], [150.0])
        self.assertEqual(
            contract.line_ids._get_price_on(self._day("2026-06-30")), 100.0
        )

    def test_preview_shows_each_line_before_anything_is_written(self):
        contract = self._make_contract(
            {"price_unit": 100.0}, {"price_unit": 300.0}, active=False
        )
        form = Form(
            self.env["service.contract.spread"].with_context(active_id=contract.id)
        )
        self.assertEqual(form.total, 400.0)
        form.total = 500.0
        wizard = form.save()
        self.assertEqual(
            [(line.amount_before, line.amount) for line in wizard.line_ids],
            [(100.0, 125.0), (300.0, 375.0)],
        )
        self.assertEqual(contract.line_ids.mapped("price_unit"), [100.0, 300.0])

    def test_refused_when_negative_or_nothing_goes_on(self):
        contract = self._make_contract({"price_unit": 100.0})
        with self.assertRaisesRegex(UserError, "zero or more"):
            self._change(contract, -1.0)
        contract.line_ids.date_end = "2026-03-31"
        with self.assertRaisesRegex(UserError, "no line that goes on"):
            self._change(contract, 10.0)

    def test_in_a_currency_without_cents(self):
        yen = self.env.ref("base.JPY")
        yen.active = True
        pricelist = self.env["product.pricelist"].create(
            {"name": "Yen", "currency_id": yen.id}
        )
        contract = self._make_contract(
            {"quantity": 3.0}, {}, {}, pricelist_id=pricelist.id, active=False
        )
        self._change(contract, 10001.0, "even")
        self.assertEqual(self._amounts(contract), [3334.0, 3334.0, 3333.0])
