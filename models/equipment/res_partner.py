# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..shared.roles import READERS


class ResPartner(models.Model):
    """What a customer has installed."""

    _inherit = "res.partner"

    service_equipment_ids = fields.One2many(
        "service.equipment",
        "partner_id",
        string="Installed Base",
        groups=READERS,
    )
    service_equipment_count = fields.Integer(
        compute="_compute_service_equipment_count",
        groups=READERS,
    )

    def _compute_service_equipment_count(self):
        counts = self._count_service_records("service.equipment")
        for partner in self:
            partner.service_equipment_count = counts.get(partner.id, 0)

    def action_view_service_equipment(self):
        self._check_asked_one()
        return self._action_view_service("service.equipment")
