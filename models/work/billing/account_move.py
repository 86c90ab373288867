# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class AccountMove(models.Model):
    """The jobs whose work an invoice bills."""

    _inherit = "account.move"

    service_intervention_count = fields.Integer(
        string="Job Count", compute="_compute_service_intervention_count"
    )

    def _compute_service_intervention_count(self):
        for move in self:
            jobs = move.invoice_line_ids.service_intervention_id
            move.service_intervention_count = len(jobs)

    def action_view_service_interventions(self):
        self._check_asked()
        return self._action_view_service(
            "service_management.service_intervention_action",
            self.invoice_line_ids.service_intervention_id,
        )
