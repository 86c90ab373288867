# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command
from odoo.tests import HttpCase, tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestServicePathTour(ServiceCommon, HttpCase):
    """The whole job in the browser, by one person with exactly the needed groups."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer = cls._make_customer("Officine Tour", service_distance_km=42.0)
        cls.pump = cls._make_serial_product(
            "Tour Pump", service_warranty_duration=12, service_warranty_unit="month"
        )
        cls.gasket = cls._create_product(
            name="Tour Gasket", is_storable=True, lst_price=40.0, standard_price=25.0
        )
        cls._make_stock(cls.gasket, 10)
        cls._make_stock(cls.pump, serials=["TOUR-0001"])
        cls.travel_product.name = "Travel"
        cls.fee_product.name = "Service Contract"
        cls.company.service_warranty_type_id = cls._make_contract_type(
            "Tour Warranty", kind="warranty", parts_coverage=50.0
        )
        cls.activity_type.copy({"name": "Tour Extra Work"})
        cls.protocol = cls.env["service.protocol"].create(
            {
                "name": "Tour Overhaul",
                "step_ids": [
                    Command.create(
                        {
                            "name": "Check the pressure",
                            "activity_type_id": cls.activity_type.id,
                            "planned_hours": 1.0,
                        }
                    )
                ],
            }
        )
        cls.pump.service_protocol_id = cls.protocol
        cls._make_contract_type(
            "Tour Maintenance",
            duration_months=12,
            labour_coverage=50.0,
            visit_interval=6,
            billing_interval=1,
        )
        cls._make_employee("Tour Technician")
        cls.user = cls._make_user(
            "tour",
            "stock.group_stock_user",
            "service_management.group_planner",
            "service_management.group_contract_manager",
            "account.group_account_invoice",
        )
        cls.user.tz = "Europe/Rome"

    def test_from_shipment_to_invoice(self):
        picking = self._make_order(self.pump, customer=self.customer).picking_ids
        picking.action_assign()
        picking.move_ids.picked = True

        self.start_tour(
            f"/odoo/action-stock.action_picking_tree_all/{picking.id}",
            "service_path",
            login="tour",
        )

        equipment = picking.move_ids.lot_ids.service_equipment_ids
        contract = equipment.contract_line_ids.contract_id
        job = contract.intervention_ids
        invoice = contract.line_ids.invoice_line_ids.move_id
        today = contract._get_company_today()
        self.assertEqual(equipment.partner_id, self.customer)
        self.assertEqual(len(contract.line_ids), 1, "without the one that Tab opened")
        self.assertEqual(job.state, "done")
        self.assertEqual(job.invoice_state, "invoiced")
        self.assertEqual(
            contract.line_ids.billed_until,
            contract.line_ids.invoice_line_ids.service_period_end,
        )
        self.assertEqual(contract.line_ids.invoice_line_ids.service_period_start, today)
        self.assertEqual(
            sorted(
                (
                    line.product_id.name,
                    line.quantity,
                    line.discount,
                    line.price_subtotal,
                )
                for line in invoice.invoice_line_ids
                if line.display_type == "product"
            ),
            [
                ("Labour", 1.0, 50.0, 40.0),
                ("Labour", 2.0, 50.0, 80.0),
                ("Service Contract", 1.0, 0.0, 300.0),
                ("Tour Gasket", 2.0, 50.0, 40.0),
                ("Travel", 42.0, 0.0, 21.0),
            ],
        )
        self.assertEqual(invoice.invoice_line_ids.tax_ids, self.fee_product.taxes_id)
        self.assertAlmostEqual(invoice.amount_untaxed, 481.0)
        self.assertAlmostEqual(invoice.amount_tax, 481.0 * 0.15)
        self.assertEqual(
            invoice.invoice_line_ids.service_activity_ids, job.activity_ids
        )
        self.assertEqual(invoice.invoice_line_ids.service_charge_ids, job.charge_ids)
        self.assertEqual(job.charge_ids.filtered("move_id").move_id.state, "done")
