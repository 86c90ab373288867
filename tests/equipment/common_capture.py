# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of deliveries and returns begin with."""

from odoo import Command

from ..common import ServiceCommon

CAPTURE = "odoo.addons.service_management.models.equipment.capture.deliveries"


class CaptureCommon(ServiceCommon):
    """Movements of goods by hand, with and without a transfer."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customers = cls.customer.property_stock_customer
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        # Odoo refuses the same serial number twice in one place, also at customers
        cls.elsewhere = cls.customers.copy({"name": "Elsewhere"})

    def _equipment_of(self, product):
        return self.env["service.equipment"].search([("product_id", "=", product.id)])

    def _anomalies_of(self, product):
        return self.env["service.equipment.anomaly"].search(
            [("product_id", "=", product.id)]
        )

    def _move(self, product, source, target, lots=None, quantity=1.0, **vals):
        """A done move of serial numbers, or of ``quantity`` units without any."""
        return self._do_moves(
            [self._prepare_move(product, source, target, lots, quantity, **vals)]
        )

    def _move_apart(self, product, source, target, lots, **vals):
        """A done move of each serial number."""
        return self._do_moves(
            [self._prepare_move(product, source, target, lot, **vals) for lot in lots]
        )

    def _do_moves(self, vals_list):
        moves = self.env["stock.move"].create(vals_list)
        moves._action_confirm(merge=False)
        moves._action_done()
        return moves

    def _prepare_move(self, product, source, target, lots=None, quantity=1.0, **vals):
        way = {
            "product_id": product.id,
            "location_id": source.id,
            "location_dest_id": target.id,
        }
        owner = vals.pop("owner_id", False)
        return {
            **way,
            "product_uom_qty": len(lots) if lots else quantity,
            "company_id": self.company.id,
            "picked": True,
            "move_line_ids": [
                Command.create(
                    {
                        **way,
                        "lot_id": lot and lot.id,
                        "quantity": 1.0 if lots else quantity,
                        "owner_id": owner,
                    }
                )
                for lot in lots or [False]
            ],
            **vals,
        }

    def _out(self, product, lots=None, quantity=1.0, **vals):
        vals = {"partner_id": self.customer.id, **vals}
        target = vals.pop("target", self.customers)
        return self._move(product, self.stock_location, target, lots, quantity, **vals)

    def _back(self, product, lots=None, quantity=1.0, **vals):
        vals = {"partner_id": self.customer.id, **vals}
        target = vals.pop("target", self.stock_location)
        return self._move(product, self.customers, target, lots, quantity, **vals)

    def _out_of_lot(self, product, lot, quantity, **vals):
        way = {"location_id": self.stock_location, "location_dest_id": self.customers}
        return self._of_lot(product, lot, quantity, way, **vals)

    def _back_of_lot(self, product, lot, quantity, **vals):
        way = {"location_id": self.customers, "location_dest_id": self.stock_location}
        return self._of_lot(product, lot, quantity, way, **vals)

    def _of_lot(self, product, lot, quantity, way, **vals):
        way = {name: location.id for name, location in way.items()}
        move = self.env["stock.move"].create(
            {
                "product_id": product.id,
                "product_uom_qty": quantity,
                "company_id": self.company.id,
                "partner_id": self.customer.id,
                "picked": True,
                "move_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "lot_id": lot.id,
                            "quantity": quantity,
                            **way,
                        }
                    )
                ],
                **way,
                **vals,
            }
        )
        move._action_confirm(merge=False)
        move._action_done()
        return move

    def _return_picking(self, picking, quantity=1.0):
        """Return a transfer with Odoo's own wizard and validate it."""
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=picking.id, active_model="stock.picking")
            .create({"picking_id": picking.id})
        )
        wizard.product_return_moves.quantity = quantity
        action = wizard.action_create_returns()
        back = self.env["stock.picking"].browse(action["res_id"])
        self._ship(back)
        return back
