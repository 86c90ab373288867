# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ...shared.roles import READERS


class StockLot(models.Model):
    _inherit = "stock.lot"

    service_equipment_ids = fields.One2many(
        "service.equipment",
        "lot_id",
        string="Installed Base",
        groups=READERS,
    )
    service_equipment_count = fields.Integer(
        string="Installed", compute="_compute_service_equipment_count"
    )

    def write(self, vals):
        result = super().write(vals)
        if "name" in vals:
            # sudo: who corrects a number need not have rights on the installed base
            self.env["service.equipment"].sudo()._follow_lots(self)
        return result

    def _compute_service_equipment_count(self):
        counts = self.env["service.equipment"]._count_by("lot_id", self)
        for lot in self:
            lot.service_equipment_count = counts.get(lot, 0)

    def action_view_service_equipment(self):
        self._check_asked()
        return self.env["service.equipment"]._action_view([("lot_id", "in", self.ids)])

    def action_register_service_equipment(self):
        """Open a new equipment filled in with the lot and its last delivery."""
        self._check_asked_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Register in Installed Base"),
            "res_model": "service.equipment",
            "view_mode": "form",
            "context": {
                f"default_{name}": value
                for name, value in self._prepare_service_equipment_vals().items()
            },
        }

    def _prepare_service_equipment_vals(self):
        """What is known about the goods of this lot and where they went last."""
        # sudo: only the customer and the day of the delivery are taken from it
        line = (
            self.env["stock.move.line"]
            .sudo()
            .search(
                [
                    ("lot_id", "=", self.id),
                    ("state", "=", "done"),
                    ("location_dest_id.usage", "=", "customer"),
                ],
                order="date desc, id desc",
                limit=1,
            )
        )
        vals = {
            "product_id": self.product_id.id,
            "lot_id": self.id,
            "serial_number": self.name,
            "company_id": (self.company_id or line.company_id or self.env.company).id,
        }
        if line:
            placement = self.env["service.equipment"]._get_placement(line.move_id)
            vals |= {
                "partner_id": placement.partner.id,
                "site_id": placement.site.id,
                "delivery_date": fields.Date.to_string(placement.date),
            }
        return vals

    def _get_quantities_in(self, location):
        """Quantity on hand of each lot in ``location`` and below."""
        # sudo: technicians have no rights on the stock, and see only how much there is
        found = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [("lot_id", "in", self.ids), ("location_id", "child_of", location.ids)],
                ["lot_id"],
                ["quantity:sum"],
            )
        )
        return {lot.id: quantity for lot, quantity in found}

    def _filter_in_location(self, location):
        quantities = self._get_quantities_in(location)
        return self.filtered(lambda lot: quantities.get(lot.id, 0.0) > 0)
