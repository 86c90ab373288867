# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceInterventionCancel(models.TransientModel):
    """Asks why jobs are given up."""

    _name = "service.intervention.cancel"
    _description = "Cancel Job"

    intervention_ids = fields.Many2many(
        "service.intervention",
        string="Jobs",
        required=True,
        default=lambda self: self._get_selected(),
    )
    company_id = fields.Many2one("res.company", compute="_compute_company_id")
    code_id = fields.Many2one(
        "service.intervention.code",
        string="Reason",
        domain="[('kind', '=', 'cancel'), ('company_id', 'in', (False, company_id))]",
    )
    reason = fields.Char(string="Note")

    @api.model
    def _get_selected(self):
        """The jobs that the wizard was opened on."""
        jobs = self.env["service.intervention"]
        if self.env.context.get("active_model") != jobs._name:
            return jobs
        return jobs.browse(self.env.context.get("active_ids", []))

    @api.depends("intervention_ids")
    def _compute_company_id(self):
        for wizard in self:
            wizard.company_id = wizard.intervention_ids.company_id[:1]

    def action_confirm(self):
        """Cancel the jobs.

        :raises UserError: when no reason is given
        """
        self._check_asked_one()
        if not self.code_id and not self.reason:
            raise UserError(self.env._("Choose or enter why the job is cancelled."))
        self.intervention_ids.action_cancel(self.reason, self.code_id)
        return {"type": "ir.actions.act_window_close"}
