# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What capture has read is corrected afterwards: the installed base follows."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestCorrection(ServiceCommon):
    today = "2026-03-10 10:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls._make_customer("Other Customer")
        cls.machine.service_warranty_duration = 12

    def _get_line(self, equipment):
        return equipment.event_ids.move_id.move_line_ids

    def _anomalies(self, kind=None):
        found = self.env["service.equipment.anomaly"].search(
            [
                ("state", "=", "open"),
                ("product_id", "in", (self.machine + self.part).ids),
            ]
        )
        return found.filtered(lambda one: kind in (None, one.kind))

    def _find(self, serial):
        return self.env["service.equipment"].search([("serial_number", "=", serial)])

    # === THE NUMBER OF A LOT === #

    def test_renamed_lot(self):
        equipment = self._deliver(["SN-1"])
        equipment.lot_id.name = "SN-2"
        self.assertEqual(equipment.serial_number, "SN-2")
        self.assertEqual(self._find("SN-2"), equipment)
        bearer = self._deliver(["SN-1"])
        self.assertEqual(bearer.serial_number, "SN-1")
        self.assertNotEqual(bearer, equipment)
        by_hand = self._make_equipment("SN-3")
        self.assertEqual(self._find("SN-3"), by_hand)
        self.assertFalse(self._anomalies())

    def test_exchanged_numbers(self):
        one, two = self._deliver(["SN-1", "SN-2"])
        one.lot_id.name = "Other"
        two.lot_id.name = "SN-1"
        one.lot_id.name = "SN-2"
        self.env.flush_all()
        self.assertEqual((one.serial_number, two.serial_number), ("SN-2", "SN-1"))
        self.assertFalse(self._anomalies())

    def test_numbers_in_a_circle_at_once(self):
        """Also where all lots change before any equipment has followed."""
        equipment = self._deliver(["SN-1", "SN-2", "SN-3"])
        lots = equipment.lot_id
        self.env.cr.execute(
            "UPDATE stock_lot SET name = CASE name WHEN 'SN-1' THEN 'SN-2' "
            "WHEN 'SN-2' THEN 'SN-3' ELSE 'SN-1' END WHERE id = ANY(%s)",
            [lots.ids],
        )
        self.env.invalidate_all()
        self.env["service.equipment"]._follow_lots(lots)
        self.assertEqual(equipment.mapped("serial_number"), ["SN-2", "SN-3", "SN-1"])

    def test_number_that_another_equipment_bears(self):
        equipment = self._deliver(["SN-1"])
        by_hand = self._make_equipment("SN-2", partner_id=self.other.id)
        equipment.lot_id.name = "SN-2"
        self.assertFalse(equipment.serial_number)
        self.assertTrue(self._deliver(["SN-1"]))  # nobody bears it any more
        anomaly = self._anomalies("serial")
        self.assertIn("SN-2", anomaly.message)
        self.assertIn("Other Customer", anomaly.message)
        anomaly.action_retry()
        self.assertEqual(self._anomalies("serial"), anomaly)
        by_hand.serial_number = "SN-9"
        anomaly.action_retry()
        self.assertEqual(equipment.serial_number, "SN-2")
        self.assertFalse(self._anomalies())

    # === THE LOT OF A DELIVERY === #

    def test_another_lot_is_the_same_object(self):
        equipment = self._deliver(["SN-1"])
        contract = self._make_contract({"equipment_id": equipment.id})
        [right] = self._make_stock(self.machine, serials=["SN-2"])
        self._get_line(equipment).lot_id = right
        self.assertEqual(equipment.lot_id, right)
        self.assertEqual(equipment.serial_number, "SN-2")
        self.assertFalse(self._find("SN-1"))
        self.assertFalse(contract.line_ids.date_end)
        self.assertEqual(equipment.state, "in_service")
        self.assertEqual(len(equipment.event_ids), 1)

    def test_lot_that_is_known_already(self):
        known = self._deliver(["SN-2"], customer=self.other)
        self._return(known)
        [lot] = self._make_stock(self.machine, serials=["SN-1"])
        wrong = self._deliver_lot(lot)
        self._get_line(wrong).lot_id = known.lot_id
        self.assertEqual(known.partner_id, self.customer)
        self.assertEqual(known.state, "in_service")
        self.assertEqual((wrong.state, wrong.active), ("returned", False))
        again = self._deliver_lot(lot)
        self.assertTrue(again.active)
        self.assertEqual(again, wrong)

    def test_lots_of_two_deliveries_are_exchanged(self):
        one = self._deliver(["SN-1"])
        two = self._deliver(["SN-2"], customer=self.other)
        of_one, of_two = self._get_line(one), self._get_line(two)
        lot_one, lot_two = one.lot_id, two.lot_id
        of_one.lot_id = lot_two
        of_two.lot_id = lot_one
        self.assertEqual(lot_one.service_equipment_ids.partner_id, self.other)
        self.assertEqual(lot_two.service_equipment_ids.partner_id, self.customer)
        for lot in lot_one + lot_two:
            [equipment] = lot.service_equipment_ids
            self.assertEqual(equipment.state, "in_service")
            self.assertEqual(equipment.serial_number, lot.name)

    def _return(self, equipment):
        picking = equipment.event_ids.move_id.picking_id[0]
        wizard = self.env["stock.return.picking"].with_context(
            active_id=picking.id, active_ids=picking.ids, active_model="stock.picking"
        )
        wizard = wizard.create({"picking_id": picking.id})
        wizard.product_return_moves.quantity = 1.0
        back = wizard._create_return()
        back.move_ids.picked = True
        back.button_validate()
        self.assertEqual(equipment.state, "returned")

    def _deliver_lot(self, lot):
        order = self._make_order(self.machine)
        picking = order.picking_ids
        picking.action_assign()
        picking.move_line_ids.lot_id = lot
        self._ship(picking)
        return lot.service_equipment_ids

    # === ITS QUANTITY === #

    def test_serial_that_never_left(self):
        equipment = self._deliver(["SN-1", "SN-2"])
        line = self._get_line(equipment).filtered(
            lambda line: line.lot_id == equipment[0].lot_id
        )
        line.quantity = 0
        self.assertEqual((equipment[0].active, equipment[1].active), (False, True))
        self.assertEqual(equipment[0].state, "returned")

    def test_serial_that_left_as_well(self):
        equipment = self._deliver(["SN-1"])
        [lot] = self._make_stock(self.machine, serials=["SN-2"])
        move = equipment.event_ids.move_id
        line = self._get_line(equipment)
        self.env["stock.move.line"].create(
            {
                "move_id": move.id,
                "picking_id": move.picking_id.id,
                "product_id": self.machine.id,
                "lot_id": lot.id,
                "quantity": 1.0,
                "location_id": line.location_id.id,
                "location_dest_id": line.location_dest_id.id,
            }
        )
        self.assertEqual(lot.service_equipment_ids.partner_id, self.customer)
        self.assertEqual(len(equipment.event_ids), 1)

    def test_units_without_serial(self):
        self.part.service_tracked = True
        self._make_stock(self.part, 10)
        order = self._make_order(self.part, 3)
        self._ship(order.picking_ids)
        find = self.env["service.equipment"].search
        domain = [("product_id", "=", self.part.id)]
        for quantity in (5, 2, 2):
            order.picking_ids.move_line_ids.quantity = quantity
            self.assertEqual(sum(find(domain).mapped("quantity")), quantity)
            self.assertEqual(find(domain).partner_id, self.customer)

    # === ITS DAY === #

    def test_day(self):
        equipment = self._deliver(["SN-1"])
        self.assertEqual(str(equipment.warranty_end), "2027-03-09")
        picking = equipment.event_ids.move_id.picking_id
        picking.date_done = "2026-03-05 10:00:00"
        self.assertEqual(str(equipment.delivery_date), "2026-03-05")
        self.assertEqual(str(equipment.warranty_end), "2027-03-04")
        self.assertEqual(str(equipment.event_ids.date), "2026-03-05")

    def test_day_that_a_person_has_entered_stays(self):
        equipment = self._deliver(["SN-1"])
        equipment.delivery_date = "2026-02-01"
        equipment.event_ids.move_id.date = "2026-03-05 10:00:00"
        self.assertEqual(str(equipment.delivery_date), "2026-02-01")
        self.assertEqual(str(equipment.event_ids.date), "2026-03-05")

    # === THE CUSTOMER === #

    def test_customer_of_the_order(self):
        equipment = self._deliver(["SN-1"])
        contract = self._make_contract({"equipment_id": equipment.id})
        order = equipment.event_ids.move_id.sale_line_id.order_id
        order.write({"partner_id": self.other.id, "partner_shipping_id": self.other.id})
        order.picking_ids.partner_id = self.other
        self.assertEqual(equipment.partner_id, self.other)
        self.assertEqual(equipment.site_id, self.other)
        self.assertEqual(equipment.event_ids.partner_id, self.other)
        self.assertTrue(contract.line_ids.date_end)
        self.assertFalse(self._anomalies())

    def test_where_it_went_since_stays(self):
        equipment = self._deliver(["SN-1"])
        site = self._make_customer("Branch", parent_id=self.customer.id)
        equipment._relocate(site, False, self._day("2026-03-10"))
        order = equipment.event_ids.move_id.sale_line_id.order_id
        order.picking_ids.partner_id = self._make_customer(
            "Second Branch", parent_id=self.customer.id
        )
        self.assertEqual(equipment.site_id, site)

    # === SETTINGS OF THE PRODUCT === #

    def test_registered_from_now_on(self):
        self.machine.service_tracked = False
        self.assertFalse(self._deliver(["SN-1"]))
        self.machine.service_tracked = True
        anomaly = self._anomalies("tracked")
        self.assertIn("1 deliveries", anomaly.message)
        anomaly.action_retry()
        self.assertEqual(self._find("SN-1").partner_id, self.customer)
        self.assertFalse(self._anomalies())

    def test_warranty(self):
        equipment = self._deliver(["SN-1", "SN-2"])
        equipment[1].write({"warranty_end": "2026-12-31"})
        equipment[1]._log_event("warranty")
        self.machine.service_warranty_duration = 24
        self.assertEqual(str(equipment[0].warranty_end), "2027-03-09")
        anomaly = self._anomalies("warranty")
        self.machine.service_warranty_duration = 36
        self.assertEqual(self._anomalies("warranty"), anomaly)
        anomaly.action_retry()
        self.assertEqual(str(equipment[0].warranty_end), "2029-03-09")
        self.assertEqual(str(equipment[1].warranty_end), "2026-12-31")

    # === WHAT FAILS === #

    def test_what_cannot_be_followed_is_told(self):
        equipment = self._deliver(["SN-1"])
        self.env["service.equipment"].flush_model()
        line = self._get_line(equipment)
        [lot] = self._make_stock(self.machine, serials=["SN-2"])
        by_hand = self._make_equipment("SN-2", partner_id=self.other.id)
        by_hand.company_id = self.company
        with mute_logger("odoo.sql_db"):
            line.lot_id = lot
        self.assertEqual(by_hand.lot_id, lot)
        self.assertEqual(self._find("SN-2"), by_hand)
        anomaly = self._anomalies()
        self.assertRecordValues(
            anomaly,
            [{"kind": "left_twice", "move_id": line.move_id.id, "lot_ids": lot.ids}],
        )
        for name in (by_hand.display_name, self.customer.name, self.other.name):
            self.assertIn(name, anomaly.message)
        anomaly.action_solve()
        self.assertFalse(self._anomalies())

    def test_many_at_once(self):
        """The day of a large delivery is corrected without a query for each serial."""
        counts = []
        for first, number in ((0, 5), (5, 40)):
            equipment = self._deliver([f"SN-{first + one:03}" for one in range(number)])
            move = equipment.event_ids.move_id
            counts.append(
                self._count_queries(
                    lambda move=move: move.write({"date": "2026-03-04 10:00:00"})
                )
            )
            self.assertEqual(
                set(map(str, equipment.mapped("delivery_date"))), {"2026-03-04"}
            )
        few, many = counts
        self.assertLessEqual(many, few + 10)
