# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ...models.shared.once import take_turns


class ServiceEquipmentWarranty(models.TransientModel):
    """Changes a warranty by hand and asks why."""

    _name = "service.equipment.warranty"
    _description = "Change Warranty"

    equipment_id = fields.Many2one(
        "service.equipment",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    warranty_start = fields.Date(
        default=lambda self: self._get_equipment().warranty_start
    )
    warranty_end = fields.Date(
        string="Warranty End",
        default=lambda self: self._get_equipment().warranty_end,
        help="Last day of the warranty, included. Empty: no warranty.",
    )
    reason = fields.Char(required=True)

    _check_dates = models.Constraint(
        "CHECK(warranty_end IS NULL OR warranty_start <= warranty_end)",
        "The warranty cannot end before it starts.",
    )

    def _get_equipment(self):
        return self.env["service.equipment"].browse(self.env.context.get("active_id"))

    def action_confirm(self):
        self._check_asked_one()
        take_turns(self.equipment_id)
        self.equipment_id._change_warranty(
            self.warranty_start, self.warranty_end, self.reason
        )
        return {"type": "ir.actions.act_window_close"}
