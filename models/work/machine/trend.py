# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class ServiceEquipment(models.Model):
    """What was measured on an equipment, over time."""

    _inherit = "service.equipment"

    has_trends = fields.Boolean(compute="_compute_has_trends")

    @api.depends("meter_count")
    def _compute_has_trends(self):
        measured = self.env["service.activity"]._read_group(
            Domain("item_id.equipment_id", "in", self.ids)
            & Domain("check_type", "=", "measure")
            & Domain("state", "=", "done"),
            ["item_id"],
        )
        items = self.env["service.intervention.item"].union(
            *(one for [one] in measured)
        )
        found = items.equipment_id
        for equipment in self:
            equipment.has_trends = bool(equipment.meter_count or equipment in found)

    def action_view_trends(self):
        """Graph of all that was measured on it, and of its meters."""
        self._check_asked_one()
        return self._view_trends()

    def _view_trends(self, domain=Domain.TRUE):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_trend_action"
        )
        return {
            **action,
            "name": self.display_name,
            "domain": list(Domain("equipment_id", "=", self.id) & Domain(domain)),
        }
