# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class StockPicking(models.Model):
    _inherit = "stock.picking"

    service_equipment_count = fields.Integer(
        string="Installed", compute="_compute_service_equipment_count"
    )

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals:
            self.move_ids._correct_installed_base()
        return result

    def _compute_service_equipment_count(self):
        found = self.env["service.equipment"]._find_by_move("picking_id", self)
        for picking in self:
            picking.service_equipment_count = len(found.get(picking, ()))

    def action_view_service_equipment(self):
        self._check_asked()
        return self.env["service.equipment"]._action_view(
            [("event_ids.move_id.picking_id", "in", self.ids)]
        )
