# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    service_equipment_count = fields.Integer(
        string="Installed", compute="_compute_service_equipment_count"
    )

    def write(self, vals):
        result = super().write(vals)
        if "partner_id" in vals or "partner_shipping_id" in vals:
            # sudo: who corrects the order need not have rights on stock
            self.sudo().order_line.move_ids._correct_installed_base()
        return result

    def _compute_service_equipment_count(self):
        found = self.env["service.equipment"]._find_by_move(
            "sale_line_id.order_id", self
        )
        for order in self:
            order.service_equipment_count = len(found.get(order, ()))

    def action_view_service_equipment(self):
        self._check_asked()
        return self.env["service.equipment"]._action_view(
            [("event_ids.move_id.sale_line_id.order_id", "in", self.ids)],
            default_partner_id=self[:1].partner_id.id,
        )
