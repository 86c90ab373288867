# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Every way in which goods leave and come back keeps the installed base."""

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_capture import CaptureCommon


@tagged("post_install", "-at_install")
class TestCaptureFlows(CaptureCommon):
    """Ways of shipping and of coming back."""

    # === RETURNS === #

    def test_return_of_a_return_puts_it_back_into_service(self):
        self._make_stock(self.machine, serials=["SN-1"])
        picking = self._make_order(self.machine).picking_ids
        self._ship(picking)
        equipment = self._equipment_of(self.machine)
        back = self._return_picking(picking)
        self.assertEqual(equipment.state, "returned")
        self._return_picking(back)
        self.assertEqual(equipment.state, "in_service")
        self.assertEqual(equipment.partner_id, self.customer)
        self.assertFalse(self._anomalies_of(self.machine))

    def test_partial_return_takes_back_only_what_came(self):
        equipment = self._deliver(["SN-1", "SN-2"])
        self._back(self.machine, equipment[0].lot_id)
        self.assertEqual(equipment.mapped("state"), ["returned", "in_service"])

    def test_return_years_later_to_another_warehouse(self):
        with freeze_time("2020-03-10 10:00:00"):
            equipment = self._deliver(["SN-1"])
        other = self.env["stock.warehouse"].create(
            {"name": "Far", "code": "FAR", "company_id": self.company.id}
        )
        self._back(self.machine, equipment.lot_id, target=other.lot_stock_id)
        self.assertEqual(equipment.state, "returned")

    def test_return_to_the_supplier(self):
        equipment = self._deliver(["SN-1"])
        self._back(self.machine, equipment.lot_id, target=self.suppliers)
        self.assertEqual(equipment.state, "returned")

    # === SCRAP === #

    def _scrap(self, product, lot, location):
        scrap = self.env["stock.scrap"].create(
            {
                "product_id": product.id,
                "lot_id": lot.id,
                "location_id": location.id,
                "scrap_qty": 1.0,
                "company_id": self.company.id,
            }
        )
        scrap.do_scrap()

    def test_scrap_from_stock_registers_nothing(self):
        lot = self._make_stock(self.machine, serials=["SN-1"])
        self._scrap(self.machine, lot, self.stock_location)
        self.assertFalse(self._equipment_of(self.machine))

    def test_scrap_at_the_customer_retires(self):
        equipment = self._deliver(["SN-1"])
        contract = self._make_contract({"equipment_id": equipment.id})
        self._scrap(self.machine, equipment.lot_id, self.customers)
        self.assertEqual(equipment.state, "retired")
        self.assertTrue(contract.line_ids.date_end)
        self.assertIn("retired", equipment.event_ids.mapped("kind"))

    # === DROP SHIPPING === #

    def _drop_ship(self, lot, **vals):
        vendor = self._make_customer("Vendor")
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": self.warehouse.out_type_id.id,
                "location_id": self.suppliers.id,
                "location_dest_id": self.customers.id,
                "partner_id": vendor.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": self.machine.id,
                            "product_uom_qty": 1.0,
                            "location_id": self.suppliers.id,
                            "location_dest_id": self.customers.id,
                            "company_id": self.company.id,
                            **vals,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        picking.move_ids.lot_ids = lot
        picking.move_ids.partner_id = vals.get("partner_id")
        picking.move_ids.picked = True
        picking.button_validate()
        self.assertEqual(picking.state, "done")

    def test_drop_shipment_registers_the_receiver_and_not_the_supplier(self):
        lot = self.env["stock.lot"].create(
            {"product_id": self.machine.id, "name": "SN-1"}
        )
        self._drop_ship(lot, partner_id=self.customer.id)
        self.assertEqual(lot.service_equipment_ids.partner_id, self.customer)

    def test_drop_shipment_to_the_plant_of_the_buyer(self):
        plant = self._make_customer("Plant", parent_id=self.customer.id)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "partner_shipping_id": plant.id,
                "order_line": [Command.create({"product_id": self.machine.id})],
            }
        )
        lot = self.env["stock.lot"].create(
            {"product_id": self.machine.id, "name": "SN-1"}
        )
        self._drop_ship(lot, sale_line_id=order.order_line.id)
        self.assertEqual(lot.service_equipment_ids.partner_id, self.customer)
        self.assertEqual(lot.service_equipment_ids.site_id, plant)

    # === OWNERS AND COMPANIES === #

    def test_goods_of_another_owner_are_registered_for_the_customer(self):
        owner = self._make_customer("Owner")
        lot = self.env["stock.lot"].create(
            {"product_id": self.machine.id, "name": "SN-1"}
        )
        self.env["stock.quant"].sudo()._update_available_quantity(
            self.machine, self.stock_location, 1.0, lot_id=lot, owner_id=owner
        )
        self._out(self.machine, lot, owner_id=owner.id)
        self.assertEqual(lot.service_equipment_ids.partner_id, self.customer)

    def test_goods_in_transit_between_companies_are_at_no_customer(self):
        transit = self.env.ref("stock.stock_location_inter_company")
        transit.active = True
        lot = self._make_stock(self.machine, serials=["SN-1"])
        self._move(self.machine, self.stock_location, transit, lot)
        self.assertFalse(self._equipment_of(self.machine))

    def test_stock_count_at_the_customer_is_no_delivery(self):
        loss = self.machine.property_stock_inventory
        lot = self.env["stock.lot"].create(
            {"product_id": self.machine.id, "name": "SN-1"}
        )
        self._move(self.machine, loss, self.customers, lot)
        self.assertFalse(self._equipment_of(self.machine))

    def test_serial_without_number_is_registered_to_be_completed(self):
        machine = self._make_serial_product("Unnumbered")
        self.warehouse.out_type_id.write(
            {"use_create_lots": False, "use_existing_lots": False}
        )
        picking_type = self.warehouse.out_type_id
        self._make_stock(machine, 2.0)
        picking = self.env["stock.picking"].create(
            {
                "picking_type_id": picking_type.id,
                "location_id": self.stock_location.id,
                "location_dest_id": self.customers.id,
                "partner_id": self.customer.id,
                "move_ids": [
                    Command.create(
                        {
                            "product_id": machine.id,
                            "product_uom_qty": 2.0,
                            "location_id": self.stock_location.id,
                            "location_dest_id": self.customers.id,
                        }
                    )
                ],
            }
        )
        picking.action_confirm()
        self._ship(picking)
        equipment = self._equipment_of(machine)
        self.assertEqual(equipment.mapped("serial_number"), [False, False])
        self.assertEqual(equipment.partner_id, self.customer)

    def test_lot_renamed_after_the_delivery_is_the_same_equipment(self):
        equipment = self._deliver(["SN-1"])
        self._back(self.machine, equipment.lot_id)
        equipment.lot_id.name = "SN-1-BIS"
        self._out(self.machine, equipment.lot_id)
        self.assertEqual(self._equipment_of(self.machine), equipment)

    # === COMPONENTS === #

    def test_components_come_back_with_their_machine(self):
        machine = self._deliver(["SN-1"])
        motor = self._make_equipment("M-1", parent_id=machine.id)
        self._back(self.machine, machine.lot_id)
        self.assertEqual((machine | motor).mapped("state"), ["returned"] * 2)
        self.assertIn("returned", motor.event_ids.mapped("kind"))

    def test_components_move_to_the_next_customer_with_their_machine(self):
        machine = self._deliver(["SN-1"])
        motor = self._make_equipment("M-1", parent_id=machine.id)
        self._back(self.machine, machine.lot_id)
        other = self._make_customer("Other")
        self._out(self.machine, machine.lot_id, partner_id=other.id)
        self.assertEqual((machine | motor).partner_id, other)
        self.assertEqual(motor.parent_id, machine)
        self.assertEqual(motor.state, "in_service")

    def test_component_sold_alone_leaves_its_machine(self):
        machine, motor = self._deliver(["SN-1", "SN-2"])
        motor.parent_id = machine
        self._back(self.machine, motor.lot_id)
        other = self._make_customer("Other")
        self._out(self.machine, motor.lot_id, partner_id=other.id)
        self.assertFalse(motor.parent_id)
        self.assertEqual(motor.partner_id, other)
        self.assertEqual(machine.partner_id, self.customer)


@tagged("post_install", "-at_install")
class TestCaptureUnits(CaptureCommon):
    """Goods by lot or without any number: one for each unit, up to a limit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sensor = cls._make_serial_product("Sensor", tracking="lot")
        cls.valve = cls._make_serial_product("Valve", tracking="none")
        cls.lot = cls.env["stock.lot"].create(
            {"product_id": cls.sensor.id, "name": "LOT-1"}
        )
        cls.company.service_unit_limit = 5

    def test_limit_is_twenty_unless_set(self):
        company = self.env["res.company"].create({"name": "New"})
        self.assertEqual(company.service_unit_limit, 20)

    def test_lot_gives_one_for_each_unit_up_to_the_limit(self):
        self._out_of_lot(self.sensor, self.lot, 5.0)
        sensors = self._equipment_of(self.sensor)
        self.assertEqual(sensors.mapped("quantity"), [1.0] * 5)
        self.assertEqual(sensors.lot_id, self.lot)
        self.assertEqual(sensors.mapped("serial_number"), [False] * 5)

    def test_lot_beyond_the_limit_gives_one_with_its_quantity(self):
        self._out_of_lot(self.sensor, self.lot, 6.0)
        self.assertEqual(self._equipment_of(self.sensor).mapped("quantity"), [6.0])

    def test_limit_holds_for_all_lines_of_a_lot_together(self):
        self._out(self.valve, quantity=3.0)
        self.assertEqual(len(self._equipment_of(self.valve)), 3)
        self._out(self.valve, quantity=6.0)
        self.assertEqual(
            sorted(self._equipment_of(self.valve).mapped("quantity")),
            [1.0, 1.0, 1.0, 6.0],
        )

    def test_quantity_that_is_no_whole_number_gives_one(self):
        self._out(self.valve, quantity=2.5)
        self.assertEqual(self._equipment_of(self.valve).mapped("quantity"), [2.5])

    def test_return_takes_back_as_many_units(self):
        self._out_of_lot(self.sensor, self.lot, 3.0)
        self._back_of_lot(self.sensor, self.lot, 2.0)
        self.assertEqual(
            sorted(self._equipment_of(self.sensor).mapped("state")),
            ["in_service", "returned", "returned"],
        )

    def test_return_leaves_the_units_of_other_customers(self):
        other = self._make_customer("Other")
        self._out(self.valve, partner_id=other.id)
        self._back(self.valve)
        self.assertEqual(self._equipment_of(self.valve).state, "in_service")

    def test_part_of_a_lot_that_comes_back_is_divided(self):
        self._out_of_lot(self.sensor, self.lot, 50.0)
        self._back_of_lot(self.sensor, self.lot, 3.0)
        found = {e.state: e.quantity for e in self._equipment_of(self.sensor)}
        self.assertEqual(found, {"in_service": 47.0, "returned": 3.0})

    def test_units_of_the_returned_delivery_come_back_and_go_out_again(self):
        self._make_stock(self.valve, 3.0)
        first = self._make_order(self.valve, 1.0).picking_ids
        second = self._make_order(self.valve, 2.0).picking_ids
        self._ship(first)
        self._ship(second)
        back = self._return_picking(second)
        valves = self._equipment_of(self.valve)
        returned = valves.filtered(lambda e: e.state == "returned")
        self.assertEqual(returned.event_ids.move_id, (second | back).move_ids)
        self._return_picking(back)
        self.assertEqual(returned.state, "in_service")
        self.assertEqual(self._equipment_of(self.valve), valves)

    @mute_logger("odoo.sql_db")
    def test_quantity_is_positive(self):
        with self.assertRaises(CheckViolation):
            self._make_equipment(quantity=0.0)
