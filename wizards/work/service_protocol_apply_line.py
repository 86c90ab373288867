# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceProtocolApplyLine(models.TransientModel):
    """One target of the preview, and the job that it has for this occasion, if any."""

    _name = "service.protocol.apply.line"
    _description = "Apply Protocol to Many: Target"
    _order = "name, id"

    wizard_id = fields.Many2one(
        "service.protocol.apply", required=True, ondelete="cascade", index=True
    )
    res_id = fields.Integer(required=True)
    name = fields.Char(readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    intervention_id = fields.Many2one(
        "service.intervention", string="Has It Already", readonly=True
    )

    reason = fields.Char(string="Why Not", readonly=True)

    def _mark_applied(self, interventions):
        """Remember the job of each target.

        :param interventions: job by the id of its target
        """
        for line in self:
            line.intervention_id = interventions.get(line.res_id)
