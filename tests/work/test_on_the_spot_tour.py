# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo.tests import HttpCase, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestOnTheSpotTour(ServiceCommon, HttpCase):
    """A serial number that nobody knows is registered from the line it is typed in."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._make_customer("Officine Spot")
        cls.pump = cls._make_serial_product("Spot Pump")
        cls.user = cls._make_user(
            "spot",
            "service_management.group_planner",
            "service_management.group_contract_manager",
        )

    def _run(self, record, action, tour, line, serial):
        self.start_tour(
            f"/odoo/action-service_management.{action}/{record.id}", tour, login="spot"
        )
        equipment = record[line].equipment_id
        self.assertRecordValues(
            equipment,
            [
                {
                    "serial_number": serial,
                    "product_id": self.pump.id,
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                }
            ],
        )

    def test_contract_line(self):
        contract = self.env["service.contract"].create(
            {
                "partner_id": self.customer.id,
                "contract_type_id": self.contract_type.id,
                "date_start": "2026-01-01",
            }
        )
        self._run(
            contract,
            "service_contract_action",
            "service_management.on_the_spot_contract",
            "line_ids",
            "SPOT-01",
        )

    def test_job(self):
        self._run(
            self._make_job(partner_id=self.customer.id),
            "service_intervention_action",
            "service_management.on_the_spot_job",
            "item_ids",
            "SPOT-02",
        )
