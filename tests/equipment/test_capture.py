# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 8: what is delivered registers itself, exactly once."""

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestCapture(ServiceCommon):
    """A delivery registers its goods in the installed base of the customer."""

    def _equipment_of(self, product):
        return self.env["service.equipment"].search([("product_id", "=", product.id)])

    # === WHAT IS REGISTERED === #

    def test_serial_number_becomes_equipment_of_the_customer(self):
        with freeze_time("2026-03-10 10:00:00"):
            equipment = self._deliver(["SN-1"])
        self.assertRecordValues(
            equipment,
            [
                {
                    "serial_number": "SN-1",
                    "product_id": self.machine.id,
                    "partner_id": self.customer.id,
                    "site_id": self.customer.id,
                    "company_id": self.company.id,
                    "state": "in_service",
                    "delivery_date": self._day("2026-03-10"),
                }
            ],
        )

    def test_order_of_a_contact_registers_the_company_at_its_delivery_address(self):
        buyer, plant = self.env["res.partner"].create(
            [
                {"name": "Buyer", "parent_id": self.customer.id, "type": "contact"},
                {"name": "Plant", "parent_id": self.customer.id, "type": "delivery"},
            ]
        )
        self._make_stock(self.machine, serials=["SN-1"])
        order = self._make_order(
            self.machine, customer=buyer, partner_shipping_id=plant.id
        )
        self._ship(order.picking_ids)
        equipment = self._equipment_of(self.machine)
        self.assertEqual(equipment.partner_id, self.customer)
        self.assertEqual(equipment.site_id, plant)

    def test_delivery_to_an_address_of_somebody_else_stays_with_the_buyer(self):
        builder = self._make_customer("Builder")
        self._make_stock(self.machine, serials=["SN-1"])
        order = self._make_order(self.machine, partner_shipping_id=builder.id)
        self._ship(order.picking_ids)
        equipment = self._equipment_of(self.machine)
        self.assertEqual(equipment.partner_id, self.customer)
        self.assertEqual(equipment.site_id, self.customer)

    def test_history_begins_with_the_delivery(self):
        with freeze_time("2026-03-10 10:00:00"):
            event = self._deliver(["SN-1"]).event_ids
        self.assertRecordValues(
            event,
            [
                {
                    "kind": "delivered",
                    "date": self._day("2026-03-10"),
                    "partner_id": self.customer.id,
                    "site_id": self.customer.id,
                }
            ],
        )
        self.assertEqual(event.move_id.product_id, self.machine)
        self.assertEqual(event.picking_id.state, "done")

    def test_lot_knows_its_equipment(self):
        equipment = self._deliver(["SN-1"])
        self.assertEqual(equipment.lot_id.name, "SN-1")
        self.assertEqual(equipment.lot_id.service_equipment_ids, equipment)

    def test_untracked_product_gives_one_equipment_for_each_unit(self):
        boiler = self._make_serial_product("Boiler", tracking="none")
        self._make_stock(boiler, 3.0)
        self._ship(self._make_order(boiler, 3.0).picking_ids)
        boilers = self._equipment_of(boiler)
        self.assertEqual(len(boilers), 3)
        self.assertEqual(boilers.mapped("serial_number"), [False] * 3)

    def test_dozen_gives_twelve(self):
        boiler = self._make_serial_product("Boiler", tracking="none")
        self._make_stock(boiler, 12.0)
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create(
                        {
                            "product_id": boiler.id,
                            "product_uom_qty": 1.0,
                            "product_uom_id": self.uom_dozen.id,
                        }
                    )
                ],
            }
        )
        order.action_confirm()
        self._ship(order.picking_ids)
        self.assertEqual(len(self._equipment_of(boiler)), 12)

    def test_product_that_is_not_serviced_is_left_out(self):
        gadget = self._make_serial_product("Gadget", service_tracked=False)
        self.assertFalse(self._deliver(["G-1"], gadget))

    def test_goods_between_own_locations_are_left_out(self):
        shelf = self.stock_location.copy({"name": "Shelf"})
        lot = self._make_stock(self.machine, serials=["SN-1"])
        self._move(lot, self.stock_location, shelf)
        self.assertFalse(self._equipment_of(self.machine))

    # === WARRANTY === #

    def test_warranty_by_the_policy_of_the_product(self):
        for unit, duration, last_day in (
            ("day", 30, "2026-04-08"),
            ("month", 12, "2027-03-09"),
            ("year", 2, "2028-03-09"),
        ):
            with self.subTest(unit=unit), freeze_time("2026-03-10 10:00:00"):
                product = self._make_serial_product(
                    unit,
                    service_warranty_duration=duration,
                    service_warranty_unit=unit,
                )
                equipment = self._deliver([f"{unit}-1"], product)
                self.assertEqual(equipment.warranty_start, self._day("2026-03-10"))
                self.assertEqual(equipment.warranty_end, self._day(last_day))

    def test_warranty_from_installation_waits_for_it(self):
        product = self._make_serial_product(
            "Lift", service_warranty_duration=12, service_warranty_from="installation"
        )
        with freeze_time("2026-03-10 10:00:00"):
            equipment = self._deliver(["L-1"], product)
        self.assertFalse(equipment.warranty_end)
        equipment.install_date = "2026-05-01"
        self.assertEqual(equipment.warranty_start, self._day("2026-05-01"))
        self.assertEqual(equipment.warranty_end, self._day("2027-04-30"))

    # === WAYS OF SHIPPING === #

    def test_three_deliveries_validated_at_once(self):
        self._make_stock(self.machine, serials=["SN-1", "SN-2", "SN-3"])
        customers = [self._make_customer(name) for name in "ABC"]
        pickings = self.env["stock.picking"].union(
            *(self._make_order(self.machine, 1.0, one).picking_ids for one in customers)
        )
        pickings.action_assign()
        pickings.move_ids.picked = True
        pickings.button_validate()
        owners = self._equipment_of(self.machine).mapped("partner_id.name")
        self.assertEqual(sorted(owners), ["A", "B", "C"])

    def test_backorder_registers_each_part_when_it_leaves(self):
        self._make_stock(self.machine, serials=["SN-1", "SN-2"])
        picking = self._make_order(self.machine, 2.0).picking_ids
        picking.move_ids.move_line_ids[1].quantity = 0
        picking.move_ids.picked = True
        picking.with_context(skip_backorder=True).button_validate()
        self.assertEqual(len(self._equipment_of(self.machine)), 1)

        self._ship(picking.backorder_ids)
        serials = self._equipment_of(self.machine).mapped("serial_number")
        self.assertEqual(sorted(serials), ["SN-1", "SN-2"])

    def test_two_and_three_step_deliveries_register_on_the_last_step(self):
        for steps in ("pick_ship", "pick_pack_ship"):
            with self.subTest(steps=steps):
                self.warehouse.delivery_steps = steps
                product = self._make_serial_product(steps)
                self._make_stock(product, serials=["SN-1"])
                order = self._make_order(product)
                while waiting := order.picking_ids.filtered(
                    lambda p: p.state != "done"
                ):
                    self.assertFalse(self._equipment_of(product))
                    self._ship(waiting[0])
                self.assertEqual(self._equipment_of(product).partner_id, self.customer)

    def test_delivery_without_partner_registers_without_customer(self):
        lot = self._make_stock(self.machine, serials=["SN-1"])
        self._move(lot, self.stock_location, self._customers())
        equipment = lot.service_equipment_ids
        self.assertFalse(equipment.partner_id)
        self.assertEqual(equipment.state, "in_service")

    def test_user_with_stock_rights_only_can_deliver(self):
        clerk = self._make_user("clerk", "stock.group_stock_user")
        self._make_stock(self.machine, serials=["SN-1"])
        picking = self._make_order(self.machine).picking_ids
        self._ship(picking.with_user(clerk))
        self.assertEqual(len(self._equipment_of(self.machine)), 1)

    # === RETURN AND RE-DELIVERY === #

    def test_return_is_written_into_the_history(self):
        equipment = self._deliver(["SN-1"])
        with freeze_time("2026-12-24 10:00:00"):
            self._return(equipment)
        self.assertEqual(equipment.state, "returned")
        event = equipment.event_ids.filtered(lambda e: e.kind == "returned")
        self.assertEqual(event.date, self._day("2026-12-24"))
        self.assertEqual(event.partner_id, self.customer)
        self.assertTrue(event.move_id)

    def test_redelivery_to_the_same_customer_keeps_the_warranty(self):
        self.machine.service_warranty_duration = 12
        with freeze_time("2026-03-10 10:00:00"):
            equipment = self._deliver(["SN-1"])
        self._return(equipment)
        with freeze_time("2026-06-01 10:00:00"):
            self._ship(self._make_order(self.machine).picking_ids)
        self.assertEqual(self._equipment_of(self.machine), equipment)
        self.assertEqual(equipment.state, "in_service")
        self.assertEqual(equipment.delivery_date, self._day("2026-03-10"))
        self.assertEqual(equipment.warranty_end, self._day("2027-03-09"))
        self.assertEqual(
            sorted(equipment.event_ids.mapped("kind")),
            ["delivered", "delivered", "returned"],
        )

    def test_sale_to_another_customer_moves_it_and_restarts_the_warranty(self):
        self.machine.service_warranty_duration = 12
        with freeze_time("2026-03-10 10:00:00"):
            equipment = self._deliver(["SN-1"])
        self._return(equipment)
        other = self._make_customer("Other")
        with freeze_time("2026-06-01 10:00:00"):
            self._ship(self._make_order(self.machine, customer=other).picking_ids)
        self.assertEqual(self._equipment_of(self.machine), equipment)
        self.assertEqual(equipment.partner_id, other)
        self.assertEqual(equipment.site_id, other)
        self.assertEqual(equipment.warranty_start, self._day("2026-06-01"))
        self.assertEqual(equipment.warranty_end, self._day("2027-05-31"))

    def test_sale_to_another_customer_ends_the_promise_the_day_before(self):
        with freeze_time("2026-03-10 10:00:00"):
            equipment = self._deliver(["SN-1"])
        contract = self._make_contract({"equipment_id": equipment.id}, {})
        other = self._make_customer("Other")
        self._return(equipment)
        with freeze_time("2026-06-01 10:00:00"):
            self._ship(self._make_order(self.machine, customer=other).picking_ids)
        of_machine, general = contract.line_ids
        self.assertEqual(of_machine.date_end, self._day("2026-05-31"))
        self.assertFalse(general.date_end)
        self.assertEqual(contract.state, "active")

    def test_archived_equipment_is_used_again(self):
        equipment = self._deliver(["SN-1"])
        self._return(equipment)
        equipment.active = False
        self._ship(self._make_order(self.machine).picking_ids)
        self.assertTrue(equipment.active)
        self.assertEqual(self._equipment_of(self.machine), equipment)

    # === ENTERED BY HAND BEFORE === #

    def test_serial_entered_by_hand_is_found_and_linked(self):
        equipment = self._make_equipment("SN-1")
        with freeze_time("2026-03-10 10:00:00"):
            self._deliver(["SN-1"])
        self.assertEqual(self._equipment_of(self.machine), equipment)
        self.assertEqual(equipment.lot_id.name, "SN-1")

    def test_serial_entered_by_hand_gets_its_warranty_from_the_delivery(self):
        self.machine.service_warranty_duration = 12
        equipment = self._make_equipment("SN-1")
        with freeze_time("2026-03-10 10:00:00"):
            self._deliver(["SN-1"])
        self.assertEqual(equipment.delivery_date, self._day("2026-03-10"))
        self.assertEqual(equipment.warranty_end, self._day("2027-03-09"))

    def test_serial_entered_for_a_contact_is_still_the_same_customers(self):
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": self.customer.id}
        )
        equipment = self._make_equipment(
            "SN-1", partner_id=contact.id, delivery_date="2026-01-01"
        )
        contract = self._make_contract({"equipment_id": equipment.id})
        self._deliver(["SN-1"])
        self.assertEqual(equipment.delivery_date, self._day("2026-01-01"))
        self.assertFalse(contract.line_ids.date_end)

    # === HELPERS === #

    def _customers(self):
        return self.customer.property_stock_customer

    def _return(self, equipment):
        self._move(equipment.lot_id, self._customers(), self.stock_location)

    def _move(self, lot, source, destination):
        """Move one serial number without a picking."""
        move = self.env["stock.move"].create(
            {
                "product_id": lot.product_id.id,
                "product_uom_qty": 1.0,
                "location_id": source.id,
                "location_dest_id": destination.id,
                "company_id": self.company.id,
                "picked": True,
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": lot.product_id.id,
                            "lot_id": lot.id,
                            "quantity": 1.0,
                            "location_id": source.id,
                            "location_dest_id": destination.id,
                        }
                    )
                ],
            }
        )
        move._action_confirm(merge=False)
        move._action_done()
        return move
