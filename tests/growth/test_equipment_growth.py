# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Capture of deliveries and returns does not grow with each record."""

from odoo import Command
from odoo.tests import tagged

from .common_growth import GrowthCommon


@tagged("post_install", "-at_install")
class TestEquipmentGrowth(GrowthCommon):
    def _make_done_moves(self, number, size=1, lots=None, source=None, target=None):
        """Moves of ``size`` serials each that look done and are not captured.

        New serials are delivered, unless ``lots`` and locations are given.
        """
        source = source or self.stock_location
        target = target or self.customer.property_stock_customer
        lots = lots or self.env["stock.lot"].create(
            [
                {"product_id": self.machine.id, "name": serial}
                for serial in self._serials(number * size)
            ]
        )
        way = {"location_id": source.id, "location_dest_id": target.id}
        moves = self.env["stock.move"].create(
            [
                {
                    "product_id": self.machine.id,
                    "product_uom_qty": size,
                    "company_id": self.company.id,
                    "partner_id": self.customer.id,
                    "picked": True,
                    "move_line_ids": [
                        Command.create(
                            {
                                "product_id": self.machine.id,
                                "lot_id": lot.id,
                                "quantity": 1.0,
                                **way,
                            }
                        )
                        for lot in lots[one * size : (one + 1) * size]
                    ],
                    **way,
                }
                for one in range(number)
            ]
        )
        moves.state = "done"
        return moves

    def _capture(self, moves):
        self.env["service.equipment"].sudo()._capture_moves(moves)

    def test_capture_of_serials_in_one_delivery(self):
        self._assert_constant(lambda n: self._make_done_moves(1, n), self._capture)

    def test_capture_of_many_deliveries(self):
        self._assert_constant(self._make_done_moves, self._capture)

    def test_capture_of_serials_entered_by_hand(self):
        def prepare(number):
            moves = self._make_done_moves(1, number)
            lots = moves.move_line_ids.lot_id
            self.env["service.equipment"].create(
                [
                    {
                        "product_id": self.machine.id,
                        "partner_id": self.customer.id,
                        "serial_number": lot.name,
                    }
                    for lot in lots
                ]
            )
            return moves

        self._assert_constant(prepare, self._capture)

    def test_many_deliveries_of_known_serials(self):
        def prepare(number):
            moves = self._make_done_moves(number)
            self._capture(moves)
            return moves

        self._assert_constant(prepare, self._capture)

    def test_many_returns(self):
        location = self.customer.property_stock_customer

        def prepare(number):
            delivered = self._make_done_moves(number)
            self._capture(delivered)
            lots = delivered.move_line_ids.lot_id
            return self._make_done_moves(number, 1, lots, location, self.stock_location)

        def take_back(moves):
            self._capture(moves)
            equipment = moves.move_line_ids.lot_id.service_equipment_ids
            self.assertEqual(set(equipment.mapped("state")), {"returned"})

        self._assert_constant(prepare, take_back)
