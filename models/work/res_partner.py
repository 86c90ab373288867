# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..shared.roles import READERS


class ResPartner(models.Model):
    """The jobs for a customer."""

    _inherit = "res.partner"

    service_intervention_ids = fields.One2many(
        "service.intervention",
        "partner_id",
        string="Jobs",
        groups=READERS,
    )
    service_intervention_count = fields.Integer(
        string="Job Count",
        compute="_compute_service_intervention_count",
        groups=READERS,
    )

    def _compute_service_intervention_count(self):
        counts = self._count_service_records("service.intervention")
        for partner in self:
            partner.service_intervention_count = counts.get(partner.id, 0)

    def action_view_service_interventions(self):
        self._check_asked_one()
        return self._action_view_service("service.intervention")
