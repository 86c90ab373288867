# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ...models.shared.once import take_turns


class ServiceEquipmentStep(models.AbstractModel):
    """One step in the life of selected equipment, on a day and for a reason."""

    _name = "service.equipment.step"
    _description = "Change of Equipment"

    equipment_ids = fields.Many2many(
        "service.equipment",
        string="Equipment",
        required=True,
        default=lambda self: self._get_selected(),
    )
    date = fields.Date(required=True, default=lambda self: self._get_company_today())
    reason = fields.Char()

    @api.model
    def _get_selected(self):
        """The records that the wizard was opened on."""
        if self.env.context.get("active_model") != "service.equipment":
            return self.env["service.equipment"]
        return self.env["service.equipment"].browse(
            self.env.context.get("active_ids", [])
        )

    @api.constrains("date")
    def _check_date(self):
        for step in self:
            if step.date > step._get_company_today():
                raise UserError(
                    self.env._(
                        "The day lies in the future. Record it on the day it happens."
                    )
                )

    def action_confirm(self):
        self._check_asked_one()
        take_turns(self.equipment_ids)
        self._apply()
        return {"type": "ir.actions.act_window_close"}

    def _apply(self):
        """Hook: do it."""
        raise NotImplementedError
