# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceInterventionReopen(models.TransientModel):
    """Asks why a finished job is opened again."""

    _name = "service.intervention.reopen"
    _description = "Reopen Job"

    intervention_id = fields.Many2one(
        "service.intervention", string="Job", required=True
    )
    is_signed = fields.Boolean(compute="_compute_is_signed")
    reason = fields.Char(required=True)

    def _compute_is_signed(self):
        for wizard in self:
            wizard.is_signed = bool(wizard.intervention_id.signed_on)

    def action_confirm(self):
        self._check_asked_one()
        self.intervention_id.action_reopen(self.reason)
