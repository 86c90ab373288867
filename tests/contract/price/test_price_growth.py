# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 14 for prices: adjusting many contracts takes no more queries than a few."""

from odoo import Command
from odoo.tests import tagged

from ...common import ServiceCommon

FEW, MANY = 10, 100
SLACK = 8  # the ORM reads and inserts in chunks


@tagged("post_install", "-at_install")
class TestPriceGrowth(ServiceCommon):
    today = "2026-06-15"

    def _assert_constant(self, measure):
        measure(2)
        few, many = measure(FEW), measure(MANY)
        self.assertLessEqual(many, few + SLACK, f"{FEW}: {few}, {MANY}: {many}")

    def _make_contracts(self, number, active=True):
        contracts = self.env["service.contract"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "contract_type_id": self.contract_type.id,
                    "date_start": "2026-01-01",
                    "adjustment": "percent",
                    "adjustment_percent": 3.0,
                    "line_ids": [Command.create({"price_unit": 1000.0})] * 2,
                }
                for _contract in range(number)
            ]
        )
        if active:
            contracts.action_activate()
        return contracts

    def _adjust(self, contracts):
        wizard = self.env["service.price.adjust"].create(
            {"contract_ids": contracts.ids, "date_from": "2027-01-01"}
        )
        wizard.action_apply()

    def test_adjusting_many_contracts(self):
        def measure(number):
            contracts = self._make_contracts(number)
            count = self._count_queries(lambda: self._adjust(contracts))
            self.assertEqual(set(contracts.line_ids.mapped("price_unit")), {1030.0})
            return count

        self._assert_constant(measure)

    def test_taking_back_many_prices(self):
        def measure(number):
            contracts = self._make_contracts(number)
            self._adjust(contracts)
            adjustment = contracts.adjustment_line_ids.adjustment_id
            adjustment = adjustment.browse(adjustment.ids)  # as a search returns it
            count = self._count_queries(adjustment.action_take_back)
            self.assertEqual(set(contracts.line_ids.mapped("price_unit")), {1000.0})
            return count

        self._assert_constant(measure)

    def test_logging_many_contracts(self):
        def measure(number):
            contracts = self._make_contracts(number)
            return self._count_queries(
                lambda: contracts.write({"price_basis": "month"})
            )

        self._assert_constant(measure)

    def test_logging_many_lines_of_one_contract(self):
        def measure(number):
            lines = self._make_contract(*[{}] * number).line_ids
            lines = lines.browse(lines.ids)  # as a search returns them
            return self._count_queries(lambda: lines._end_on(self._day(self.today)))

        self._assert_constant(measure)
