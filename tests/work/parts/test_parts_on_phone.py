# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Parts on the phone: scanned, in the van or not, fitted, returned."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestWorkParts(ServiceCommon):
    """A technician with a van, without rights on the stock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.van = cls.stock_location.copy({"name": "Van"})
        cls.user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.write(
            {"user_id": cls.user.id, "service_location_id": cls.van.id}
        )
        cls.part.barcode = "4006381333931"
        cls.motor = cls._make_serial_product("Motor")
        cls.lot = cls._make_stock(cls.motor, serials=["M-1"], location=cls.van)
        cls.far = cls._make_stock(cls.motor, serials=["M-2"])
        cls._make_stock(cls.part, 5.0, location=cls.van)
        cls.pump = cls._make_equipment("PUMP-1")
        cls.job = cls._make_job(equipment=cls.pump)
        cls.job.action_start()
        cls.mine = cls.job.with_user(cls.user)

    def _on_hand(self, product):
        return product.with_context(location=self.van.id).qty_available

    # === SCANNING === #

    def test_barcode_adds_a_part_and_one_more(self):
        self.assertIn("1 × Filter", self.mine.action_scan(" 4006381333931 "))
        self.assertIn("2 × Filter", self.mine.action_scan("4006381333931"))
        self.assertRecordValues(
            self.job.charge_ids,
            [
                {
                    "kind": "part",
                    "product_id": self.part.id,
                    "quantity": 2.0,
                    "item_id": self.job.item_ids.id,
                }
            ],
        )

    def test_serial_adds_its_part_once(self):
        self.assertIn("M-1", self.mine.action_scan("M-1"))
        self.assertEqual(self.job.charge_ids.lot_id, self.lot)
        self.assertEqual(self.job.charge_ids.product_id, self.motor)
        with self.assertRaisesRegex(UserError, "already"):
            self.mine.action_scan("M-1")

    def test_unknown_code_is_refused(self):
        with self.assertRaisesRegex(UserError, "NOPE"):
            self.mine.action_scan("NOPE")

    def test_serial_that_is_not_in_the_van_is_refused(self):
        with self.assertRaisesRegex(UserError, "M-2 .*not in .*Van.*Stock"):
            self.mine.action_scan("M-2")
        self.job.charge_ids = [
            Command.create({"product_id": self.motor.id, "lot_id": self.far.id})
        ]
        with self.assertRaisesRegex(UserError, "M-2 .*not in .*Van"):
            self.mine.action_done()
        self.assertEqual(self.job.state, "in_progress")

    def test_what_is_there_is_shown(self):
        self.mine.action_scan("4006381333931")
        self.mine.action_scan("M-1")
        available = {c.product_id: c.available_quantity for c in self.mine.charge_ids}
        self.assertEqual(available, {self.part: 5.0, self.motor: 1.0})

    # === INSTALLED BASE === #

    def test_serial_part_becomes_a_component(self):
        self.mine.action_scan("M-1")
        self.mine.action_done()
        motor = self.lot.service_equipment_ids
        self.assertEqual(motor.parent_id, self.pump)
        self.assertEqual(motor.partner_id, self.customer)

    def test_old_component_makes_place(self):
        for state in ("retired", "returned"):
            with self.subTest(state=state):
                old = self._make_equipment(
                    f"OLD-{state}", product_id=self.motor.id, parent_id=self.pump.id
                )
                lot = self._make_stock(
                    self.motor, serials=[f"NEW-{state}"], location=self.van
                )
                job = self._make_job(equipment=self.pump).with_user(self.user)
                job.action_start()
                job.action_scan(lot.name)
                job.charge_ids.write(
                    {"replaced_equipment_id": old.id, "replaced_state": state}
                )
                job.action_done()
                new = lot.service_equipment_ids
                self.assertEqual((old.state, old.parent_id.id), (state, False))
                self.assertEqual(new.parent_id, self.pump)
                self.assertIn("replaced", new.event_ids.mapped("kind"))

    def test_part_without_serial_can_replace_a_component(self):
        old = self._make_equipment("OLD", parent_id=self.pump.id)
        self.mine.action_scan("4006381333931")
        self.mine.charge_ids.replaced_equipment_id = old
        self.mine.action_done()
        self.assertEqual(old.state, "retired")

    # === RETURN === #

    def _return(self, charge, quantity):
        action = charge.action_return()
        wizard = self.env["service.charge.return"].with_user(self.user)
        wizard = wizard.with_context(**action["context"]).create({"quantity": quantity})
        wizard.action_confirm()

    def test_unused_parts_go_back(self):
        self.mine.charge_ids = [
            Command.create({"product_id": self.part.id, "quantity": 3.0})
        ]
        self.mine.action_done()
        self.assertEqual(self._on_hand(self.part), 2.0)
        charge = self.mine.charge_ids
        self._return(charge, 1.0)
        self.assertEqual(self._on_hand(self.part), 3.0)
        self.assertEqual(charge.quantity, 2.0)
        self._return(charge, 2.0)
        self.assertEqual(self._on_hand(self.part), 5.0)
        self.assertFalse(charge.exists())

    def test_more_than_was_taken_cannot_go_back(self):
        self.mine.action_scan("4006381333931")
        with self.assertRaisesRegex(UserError, "not left the stock"):
            self._return(self.mine.charge_ids, 1.0)
        self.mine.action_done()
        for quantity in (0.0, -1.0, 2.0):
            with (
                self.subTest(quantity=quantity),
                self.assertRaisesRegex(UserError, "Between 0 and 1"),
            ):
                self._return(self.mine.charge_ids, quantity)

    def test_invoiced_part_cannot_go_back(self):
        self.mine.action_scan("4006381333931")
        self.mine.action_done()
        self._invoice("2026-12-31")
        with self.assertRaisesRegex(UserError, "invoiced"):
            self._return(self.mine.charge_ids, 1.0)
