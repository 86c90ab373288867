# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Visits, renewals and margins of many contracts."""

from freezegun import freeze_time

from odoo.fields import Domain
from odoo.tests import tagged

from .common_growth import GrowthCommon


@tagged("post_install", "-at_install")
class TestContractGrowth(GrowthCommon):
    # === VISITS === #

    @freeze_time("2026-01-02")
    def test_visits_of_many_lines_of_one_contract(self):
        def prepare(number):
            equipment = self._make_many_equipment(number)
            return self._make_contract(
                *({"equipment_id": one.id, "visit_interval": 12} for one in equipment)
            )

        self._assert_constant(prepare, self._generate_visits)

    @freeze_time("2026-01-02")
    def test_visits_of_many_contracts(self):
        self._assert_constant(
            lambda n: self._make_contracts(n, visit_interval=12),
            self._generate_visits,
            numbered=True,
        )

    def _generate_visits(self, contracts):
        visits = self.env["service.contract.line"]._generate_visits(
            self._day("2027-01-31"), Domain("contract_id", "in", contracts.ids)
        )
        self.assertEqual(visits.contract_id, contracts)

    def _make_ending_contracts(self, number):
        contracts = self._make_contracts(number, visit_interval=12)
        contracts._start_terms()
        contracts.write({"date_end": "2026-12-31", "renewal": "tacit"})
        contracts.line_ids.date_end = "2026-12-31"
        contracts.notify_customer = True
        return contracts

    def test_renewing_many_contracts(self):
        self._assert_constant(
            self._make_ending_contracts, lambda contracts: contracts._append_term()
        )

    def test_reminding_of_many_contracts(self):
        self.customer.email = "customer@example.com"
        self._assert_constant(
            self._make_ending_contracts,
            lambda contracts: contracts._remind(self._day("2026-12-01")),
            numbered=True,  # one e-mail each
        )

    # === ANALYSIS === #

    def test_margin_of_many_contracts(self):
        self._assert_constant(
            self._make_contracts, lambda contracts: contracts.mapped("margin")
        )
