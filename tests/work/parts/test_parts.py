# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Spare parts: what is fitted on a job leaves the stock."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestParts(ServiceCommon):
    """Finishing a job moves its parts to the customer, once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.van = cls.stock_location.copy({"name": "Van"})

    def _on_hand(self, product, location=None):
        location = location or self.stock_location
        return product.with_context(location=location.id).qty_available

    def _fit(self, product=None, **vals):
        """A job in progress that needs one part."""
        part = {"product_id": (product or self.part).id, **vals}
        job = self._make_job(charges=[part])
        job.action_start()
        return job

    def test_part_leaves_the_warehouse(self):
        self._make_stock(self.part, 5.0)
        job = self._fit(quantity=2.0)
        self.assertEqual(self._on_hand(self.part), 5.0)
        job.action_done()
        self.assertEqual(self._on_hand(self.part), 3.0)
        self.assertRecordValues(
            job.charge_ids.move_id,
            [
                {
                    "state": "done",
                    "quantity": 2.0,
                    "location_id": self.stock_location.id,
                    "location_dest_id": self.customer.property_stock_customer.id,
                    "partner_id": self.customer.id,
                    "origin": job.name,
                    "company_id": self.company.id,
                }
            ],
        )

    def test_part_leaves_the_van_of_the_technician(self):
        self.technician.service_location_id = self.van
        self._make_stock(self.part, 5.0)
        self._make_stock(self.part, 5.0, location=self.van)
        self._fit().action_done()
        self.assertEqual(self._on_hand(self.part, self.van), 4.0)
        self.assertEqual(self._on_hand(self.part), 5.0)

    def test_van_of_the_first_person_that_has_one(self):
        helper = self._make_employee("Helper", service_location_id=self.van.id)
        self._make_stock(self.part, 5.0, location=self.van)
        job = self._fit()
        job.employee_ids = [Command.set((self.technician | helper).ids)]
        job.action_done()
        self.assertEqual(job.charge_ids.move_id.location_id, self.van)

    def test_parts_leave_once(self):
        self._make_stock(self.part, 5.0)
        job = self._fit()
        job.action_done()
        job.action_reopen("Another part is needed.")
        job.charge_ids = [Command.create({"product_id": self.part.id})]
        job.action_done()
        self.assertEqual(self._on_hand(self.part), 3.0)
        self.assertEqual(len(job.charge_ids.move_id), 2)

    def test_only_parts_that_are_stored_leave(self):
        job = self._make_job(
            charges=[
                {"product_id": self.fee_product.id},
                {"kind": "fee"},
                {"kind": "expense"},
            ]
        )
        self._finish(job)
        self.assertFalse(job.charge_ids.move_id)

    def test_cancelled_job_uses_no_parts(self):
        self._make_stock(self.part, 5.0)
        self._fit().action_cancel()
        self.assertEqual(self._on_hand(self.part), 5.0)

    # === LOTS AND SERIALS === #

    def test_serial_that_was_fitted_leaves(self):
        motor = self._make_serial_product("Motor", service_tracked=False)
        first, second = self._make_stock(motor, serials=["M-1", "M-2"])
        self._fit(motor, lot_id=second.id).action_done()
        self.assertEqual(
            [
                lot.with_context(location=self.stock_location.id).product_qty
                for lot in (first, second)
            ],
            [1.0, 0.0],
        )

    def test_missing_serial_holds_the_job_open(self):
        motor = self._make_serial_product("Motor", service_tracked=False)
        self._make_stock(motor, serials=["M-1"])
        job = self._fit(motor)
        with self.assertRaisesRegex(UserError, "Motor"):
            job.action_done()
        self.assertEqual(job.state, "in_progress")

    def test_serviced_part_lands_in_the_installed_base(self):
        motor = self._make_serial_product("Motor")
        lot = self._make_stock(motor, serials=["M-1"])
        self._fit(motor, lot_id=lot.id).action_done()
        equipment = lot.service_equipment_ids
        self.assertEqual(equipment.partner_id, self.customer)
        self.assertEqual(equipment.event_ids.kind, "delivered")

    def test_serviced_part_stands_where_the_work_was_done(self):
        plant = self.env["res.partner"].create(
            {"name": "Plant", "parent_id": self.customer.id}
        )
        motor = self._make_serial_product("Motor")
        lot = self._make_stock(motor, serials=["M-1"])
        job = self._fit(motor, lot_id=lot.id)
        job.site_id = plant
        job.action_done()
        self.assertEqual(lot.service_equipment_ids.site_id, plant)

    # === WHO === #

    def test_technician_without_stock_rights_can_finish(self):
        user = self._make_user("tessa", "service_management.group_technician")
        self.technician.write({"user_id": user.id, "service_location_id": self.van.id})
        motor = self._make_serial_product("Motor")
        lot = self._make_stock(motor, serials=["M-1"], location=self.van)
        self._make_stock(self.part, 5.0, location=self.van)
        job = self._fit().with_user(user)
        job.charge_ids = [Command.create({"product_id": motor.id, "lot_id": lot.id})]
        job.action_done()
        self.assertEqual(job.state, "done")
        self.assertEqual(job.sudo().charge_ids.move_id.mapped("state"), ["done"] * 2)
        self.assertEqual(len(lot.service_equipment_ids), 1)

    def test_cost_of_a_part(self):
        self.assertEqual(self._fit(quantity=2.0).charge_ids.cost, 50.0)
