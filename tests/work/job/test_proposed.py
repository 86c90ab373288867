# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a job proposes by itself: the contract it is under, and travel."""

from odoo import Command
from odoo.tests import tagged

from .common_job import JobCommon


@tagged("post_install", "-at_install")
class TestProposed(JobCommon):
    # === CONTRACT === #

    def test_contract_in_force_is_proposed(self):
        contract = self._make_contract()
        self.assertEqual(self._make_request().contract_id, contract)

    def test_contract_that_covers_most_is_proposed(self):
        self._make_contract(labour_coverage=20)
        best = self._make_contract(labour_coverage=80)
        self._make_contract(labour_coverage=50)
        self.assertEqual(self._make_request().contract_id, best)

    def test_contract_of_the_equipment_is_proposed(self):
        pump, fan = self._make_equipment("PUMP"), self._make_equipment("FAN")
        self._make_contract({"equipment_id": fan.id}, labour_coverage=100)
        of_pump = self._make_contract({"equipment_id": pump.id}, labour_coverage=10)
        job = self._make_request(item_ids=[Command.create({"equipment_id": pump.id})])
        self.assertEqual(job.contract_id, of_pump)

    def test_contract_of_somebody_else_is_not_proposed(self):
        self._make_contract(partner_id=self._make_customer("Other").id)
        self.assertFalse(self._make_request().contract_id)

    def test_contract_that_is_over_is_not_proposed(self):
        self._make_contract(date_end="2026-02-28")
        self.assertFalse(self._make_request().contract_id)

    def test_contract_chosen_by_hand_stays(self):
        chosen = self._make_contract(labour_coverage=10)
        self._make_contract(labour_coverage=100)
        job = self._make_request(contract_id=chosen.id)
        job.title = "Changed"
        self.assertEqual(job.contract_id, chosen)

    # === TRAVEL === #

    def test_travel_to_the_site_is_proposed(self):
        plant = self.env["res.partner"].create(
            {
                "name": "Plant",
                "parent_id": self.customer.id,
                "service_distance_km": 40,
            }
        )
        self.customer.service_distance_km = 15
        job = self._make_job(site_id=plant.id)
        job.action_start()
        self.assertRecordValues(
            job.charge_ids,
            [
                {
                    "kind": "travel",
                    "product_id": self.travel_product.id,
                    "quantity": 40.0,
                    "price_unit": 0.5,
                }
            ],
        )

    def test_travel_falls_back_on_the_km_of_the_customer(self):
        self.customer.service_distance_km = 15
        job = self._make_job()
        job.action_start()
        self.assertEqual(job.charge_ids.quantity, 15.0)

    def test_no_travel_without_a_journey(self):
        self.customer.service_distance_km = 15
        for place in ("workshop", "remote"):
            with self.subTest(place=place):
                job = self._make_job(place=place)
                job.action_start()
                self.assertFalse(job.charge_ids)

    def test_travel_entered_by_hand_is_not_doubled(self):
        self.customer.service_distance_km = 15
        job = self._make_job(
            charges=[{"kind": "travel", "product_id": self.travel_product.id}]
        )
        job.action_start()
        self.assertEqual(len(job.charge_ids), 1)
