# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A copier in the browser: from its delivery to the invoice of its copies, and back."""

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.tests import HttpCase, tagged

from ..duty.common_meters import MeterCommon


@tagged("post_install", "-at_install")
class TestMeterTour(MeterCommon, HttpCase):
    today = None  # what the browser sends is of the real day

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "customer@example.com"
        cls.copier = cls._make_serial_product(
            "Tour Copier", service_meter_type_ids=cls.black.ids
        )
        cls._make_stock(cls.copier, serials=["COPY-TOUR"])
        cls.clerk = cls._make_user(
            "clerk",
            "stock.group_stock_user",
            "service_management.group_planner",
            "service_management.group_contract_manager",
            "account.group_account_invoice",
        )
        owner = cls._make_user("owner", "base.group_portal")
        owner.partner_id.parent_id = cls.customer

    def test_from_delivery_to_credit(self):
        picking = self._make_order(self.copier, customer=self.customer).picking_ids
        picking.action_assign()
        picking.move_ids.picked = True
        self.start_tour(
            f"/odoo/action-stock.action_picking_tree_all/{picking.id}",
            "service_meter_delivery",
            login="clerk",
        )
        meter = picking.move_ids.lot_ids.service_equipment_ids.meter_ids
        self.assertEqual(meter.type_id, self.black)

        # a month goes by
        start = fields.Date.today() - relativedelta(months=1)
        meter.begin_date = start
        contract = self._make_use_contract(
            meter,
            equipment_id=meter.equipment_id.id,
            date_start=start,
            contract={"date_start": start},
        )
        self.start_tour("/my/equipment", "service_meter_reading", login="owner")
        reading = meter.reading_ids
        self.assertRecordValues(
            reading, [{"value": 4200, "source": "customer", "state": "valid"}]
        )
        self.assertTrue(reading.photo)

        due = contract.next_invoice_date
        self.start_tour(
            f"/odoo/service-contracts/{contract.id}",
            "service_meter_invoice",
            login="clerk",
        )
        lines = contract.line_ids.invoice_line_ids
        self.assertEqual(
            sorted(lines.move_id.mapped("move_type")), ["out_invoice", "out_refund"]
        )
        self.assertEqual(set(lines.mapped("price_subtotal")), {lines[0].price_subtotal})
        self.assertFalse(contract.line_ids.billed_until)
        self.assertEqual(contract.next_invoice_date, due)
