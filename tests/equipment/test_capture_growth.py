# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 14 for shipping: what capture costs does not grow with the serial numbers."""

from odoo import Command
from odoo.tests import tagged

from .common_capture import CaptureCommon

FEW, MANY = 10, 100
SLACK = 5  # the ORM reads and inserts in chunks


@tagged("post_install", "-at_install")
class TestCaptureGrowth(CaptureCommon):
    """The same for 10 and for 100 serial numbers."""

    def _assert_constant(self, measure):
        measure(2)
        few, many = measure(FEW), measure(MANY)
        self.assertLessEqual(many, few + SLACK, f"{FEW}: {few}, {MANY}: {many}")

    def _lots(self, product, number):
        self.made = getattr(self, "made", 0) + number
        serials = [f"SN-{self.made - one:05}" for one in range(number)]
        return self._make_stock(product, serials=serials)

    def _picking(self, product, number):
        self._lots(product, number)
        way = {
            "location_id": self.stock_location.id,
            "location_dest_id": self.customers.id,
        }
        picking = self.env["stock.picking"].create(
            {
                "partner_id": self.customer.id,
                "picking_type_id": self.warehouse.out_type_id.id,
                "move_ids": [
                    Command.create(
                        {"product_id": product.id, "product_uom_qty": number, **way}
                    )
                ],
                **way,
            }
        )
        picking.action_confirm()
        picking.action_assign()
        picking.move_ids.picked = True
        return picking

    def test_extra_queries_of_a_delivery(self):
        plain = self._make_serial_product("Plain", service_tracked=False)

        def extra(number):
            with_capture = self._picking(self.machine, number)
            without = self._picking(plain, number)
            queries = self._count_queries(with_capture.button_validate)
            self.assertEqual(
                len(with_capture.move_ids.lot_ids.service_equipment_ids), number
            )
            return queries - self._count_queries(without.button_validate)

        self._assert_constant(extra)

    def _uncaptured(self, number):
        """Serial numbers out, back and out again to somebody else, each by itself."""
        self.machine.service_tracked = False
        lots = self._lots(self.machine, number)
        stock, customers = self.stock_location, self.customers
        moves = self.env["stock.move"]
        for source, target, partner in (
            (stock, customers, self.customer),
            (customers, stock, self.customer),
            (stock, customers, self._make_customer("Other")),
        ):
            moves |= self._move_apart(
                self.machine, source, target, lots, partner_id=partner.id
            )
        self.machine.service_tracked = True
        return moves

    def _capture_history(self, moves):
        self.env["service.equipment"].sudo()._capture_history(moves)

    def test_history(self):
        def measure(number):
            moves = self._uncaptured(number)
            queries = self._count_queries(lambda: self._capture_history(moves))
            equipment = moves.lot_ids.service_equipment_ids
            self.assertEqual(len(equipment), number)
            self.assertEqual(len(equipment.event_ids), 3 * number)
            return queries

        self._assert_constant(measure)

    def test_serials_that_never_came_back(self):
        def measure(number):
            lots = self._lots(self.machine, number)
            first = self._out(self.machine, lots)
            self.machine.service_tracked = False
            again = self._out(self.machine, lots, target=self.elsewhere)
            self.machine.service_tracked = True
            queries = self._count_queries(
                lambda: self.env["service.equipment"].sudo()._capture_safely(again)
            )
            anomalies = self.env["service.equipment.anomaly"].search(
                [("move_id", "in", (first | again).ids)]
            )
            self.assertEqual(len(anomalies), number)
            return queries

        self._assert_constant(measure)

    def test_returns_of_components(self):
        def measure(number):
            lots = self._lots(self.machine, number)
            self._out(self.machine, lots)
            equipment = lots.service_equipment_ids
            self.env["service.equipment"].create(
                [
                    {
                        "product_id": self.part.id,
                        "partner_id": self.customer.id,
                        "parent_id": one.id,
                    }
                    for one in equipment
                ]
            )
            self.machine.service_tracked = False
            back = self._back(self.machine, lots)
            self.machine.service_tracked = True
            return self._count_queries(
                lambda: self.env["service.equipment"].sudo()._capture_safely(back)
            )

        self._assert_constant(measure)

    def test_units_without_serial(self):
        valve = self._make_serial_product("Valve", tracking="none")
        self.company.service_unit_limit = MANY

        def measure(number):
            valve.service_tracked = False
            out = self._out(valve, quantity=number)
            back = self._back(valve, quantity=number)
            valve.service_tracked = True
            equipment = self.env["service.equipment"].sudo()
            queries = self._count_queries(lambda: equipment._capture_safely(out))
            queries += self._count_queries(lambda: equipment._capture_safely(back))
            self.assertEqual(
                set(self._equipment_of(valve).mapped("state")), {"returned"}
            )
            return queries

        self._assert_constant(measure)
