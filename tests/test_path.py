# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The whole path, from an order to the invoice of its after-sales service.

Every step is taken by a person with exactly the rights that the step needs.
"""

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from .common import ServiceCommon

DELIVERY, VISIT = "2026-03-10", "2026-04-15"


@tagged("post_install", "-at_install")
class TestPath(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.machine.write(
            {"service_warranty_duration": 1, "service_warranty_unit": "month"}
        )
        cls.customer.service_distance_km = 25.0
        cls.protocol = cls.env["service.protocol"].create(
            {
                "name": "Yearly Check",
                "company_id": cls.company.id,
                "step_ids": [
                    Command.create(
                        {
                            "name": "Clean",
                            "activity_type_id": cls.activity_type.id,
                            "planned_hours": 1.5,
                        }
                    )
                ],
            }
        )
        cls.van = cls.env["stock.location"].create(
            {"name": "Van", "location_id": cls.stock_location.id}
        )
        cls._make_stock(cls.part, 5, location=cls.van)
        cls.lots = cls._make_stock(cls.machine, serials=["M-1", "M-2"])
        cls._make_people()
        cls.technician.write(
            {"user_id": cls.technician_user.id, "service_location_id": cls.van.id}
        )

    @classmethod
    def _make_people(cls):
        service = "service_management.group_"
        cls.seller = cls._make_user("seller", "sales_team.group_sale_salesman")
        cls.storekeeper = cls._make_user("storekeeper", "stock.group_stock_user")
        cls.manager = cls._make_user("manager", f"{service}contract_manager")
        cls.planner = cls._make_user("planner", f"{service}planner")
        cls.technician_user = cls._make_user("technician", f"{service}technician")
        cls.clerk = cls._make_user("clerk", "account.group_account_invoice")

    # === THE STEPS === #

    def _sell(self):
        order = (
            self.env["sale.order"]
            .with_user(self.seller)
            .create(
                {
                    "partner_id": self.customer.id,
                    "order_line": [
                        Command.create(
                            {"product_id": self.machine.id, "product_uom_qty": 2}
                        )
                    ],
                }
            )
        )
        order.action_confirm()
        return order

    def _ship_order(self, order):
        self._ship(order.sudo().picking_ids.sudo(False).with_user(self.storekeeper))

    def _promise(self, equipment):
        """1,200.00 a year billed by the quarter; half the labour is covered."""
        contract = (
            self.env["service.contract"]
            .with_user(self.manager)
            .create(
                {
                    "partner_id": self.customer.id,
                    "contract_type_id": self.contract_type.id,
                    "date_start": VISIT,
                    "billing_interval": 3,
                    "price_basis": "year",
                    "labour_coverage": 50.0,
                    "line_ids": [
                        Command.create(
                            {
                                "equipment_id": equipment.id,
                                "price_unit": 1200.0,
                                "protocol_id": self.protocol.id,
                                "visit_interval": 6,
                                "visit_unit": "month",
                            }
                        )
                    ],
                }
            )
        )
        contract.action_activate()
        return contract

    def _plan(self, job):
        job = job.with_user(self.planner)
        job.write(
            {
                "date_start": f"{VISIT} 08:00:00",
                "employee_ids": [Command.set(self.technician.ids)],
            }
        )
        job.action_plan()

    def _work(self, job):
        job = job.with_user(self.technician_user)
        job.action_start()
        job.activity_ids.hours = 2.0
        job.activity_ids.action_done()
        job.charge_ids = [
            Command.create({"product_id": self.part.id, "item_id": job.item_ids.id})
        ]
        job.action_done()

    def _bill(self):
        wizard = (
            self.env["service.invoicing"]
            .with_user(self.clerk)
            .create({"date_to": VISIT, "invoice_date": VISIT, "post": True})
        )
        run = self.env["service.invoicing.run"].browse(wizard.action_run()["res_id"])
        return run.invoice_ids

    # === THE WAY === #

    def test_from_order_to_invoice(self):
        with freeze_time(DELIVERY):
            self._ship_order(self._sell())
        equipment = self._check_installed_base()

        with freeze_time(VISIT):
            contract = self._promise(equipment)
            contract.action_generate_visits()
            job = contract.intervention_ids
            self._check_planned_visit(job, contract, equipment)
            self._plan(job)
            self._work(job)
            self._check_work(job)
            invoice = self._bill()
        self._check_invoice(invoice, contract, job)

    def _check_installed_base(self):
        equipment = self.lots.service_equipment_ids.sorted("serial_number")
        self.assertRecordValues(
            equipment,
            [
                {
                    "serial_number": serial,
                    "product_id": self.machine.id,
                    "partner_id": self.customer.id,
                    "state": "in_service",
                    "delivery_date": self._day(DELIVERY),
                    "warranty_start": self._day(DELIVERY),
                    "warranty_end": self._day("2026-04-09"),
                }
                for serial in ("M-1", "M-2")
            ],
        )
        self.assertEqual(equipment.event_ids.mapped("kind"), ["delivered"] * 2)
        self.assertTrue(equipment.event_ids.picking_id)
        return equipment[0]

    def _check_planned_visit(self, job, contract, equipment):
        self.assertRecordValues(
            job,
            [
                {
                    "state": "new",
                    "origin": "planned",
                    "partner_id": self.customer.id,
                    "contract_id": contract.id,
                }
            ],
        )
        self.assertEqual(job.item_ids.equipment_id, equipment)
        self.assertEqual(job.activity_ids.mapped("name"), ["Clean"])
        self.assertEqual(str(contract.line_ids.next_visit_date), "2026-10-15")

    def _check_work(self, job):
        self.assertEqual((job.state, job.invoice_state), ("done", "to_invoice"))
        travel, part = job.charge_ids.sorted("kind", reverse=True)
        self.assertEqual((travel.kind, travel.quantity), ("travel", 25.0))
        self.assertEqual(part.move_id.state, "done")
        self.assertEqual(part.move_id.location_id, self.van)
        self.assertEqual(
            self.env["stock.quant"]._get_available_quantity(self.part, self.van), 4.0
        )
        self.assertRecordValues(
            job.activity_ids,
            [
                {
                    "coverage": 50.0,
                    "coverage_source": "contract",
                    "amount_billable": 80.0,
                    "cost": 60.0,
                }
            ],
        )
        self.assertRecordValues(
            job.activity_ids.timesheet_ids,
            [
                {
                    "employee_id": self.technician.id,
                    "project_id": self.company.service_project_id.id,
                    "unit_amount": 2.0,
                    "date": self._day(VISIT),
                }
            ],
        )

    def _check_invoice(self, invoice, contract, job):
        self.assertRecordValues(
            invoice,
            [
                {
                    "state": "posted",
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                    "amount_untaxed": 432.5,
                    "amount_tax": 64.88,
                    "amount_total": 497.38,
                }
            ],
        )
        tax = self.tax_sale_a.ids
        travel, part = job.charge_ids.sorted("kind", reverse=True)
        lines = invoice.invoice_line_ids.filtered("product_id")
        self.assertRecordValues(
            lines,
            [
                {"price_subtotal": 300.0, "tax_ids": tax},
                {"price_subtotal": 80.0, "tax_ids": tax},
                {"price_subtotal": 12.5, "tax_ids": tax},
                {"price_subtotal": 40.0, "tax_ids": tax},
            ],
        )
        instalment, labour, kilometres, spare = lines
        self.assertEqual(self._periods(instalment), [(VISIT, "2026-07-14", 300.0)])
        self.assertEqual(instalment.service_contract_line_id, contract.line_ids)
        self.assertEqual(labour.service_activity_ids, job.activity_ids)
        self.assertEqual((labour.quantity, labour.discount), (2.0, 50.0))
        self.assertEqual(kilometres.service_charge_ids, travel)
        self.assertEqual(spare.service_charge_ids, part)
        self.assertEqual((lines - instalment).service_intervention_id, job)
        self.assertEqual(job.invoice_state, "invoiced")
        self.assertEqual(str(contract.line_ids.billed_until), "2026-07-14")
