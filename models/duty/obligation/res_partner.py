# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.fields import Domain

from ...shared.roles import READERS


class ResPartner(models.Model):
    """The duties of a customer's machines."""

    _inherit = "res.partner"

    service_duty_count = fields.Integer(
        compute="_compute_service_duty_count", groups=READERS
    )

    def _compute_service_duty_count(self):
        in_force = Domain("state", "=", "active")
        counts = self._count_service_records("service.duty", in_force)
        for partner in self:
            partner.service_duty_count = counts.get(partner.id, 0)

    def action_view_service_duties(self):
        """The duties of this customer's machines."""
        self._check_asked_one()
        action = self._action_view_service("service.duty")
        return {**action, "context": {"search_default_active": 1}}
