# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..shared.roles import READERS


class ResPartner(models.Model):
    """What a customer was promised."""

    _inherit = "res.partner"

    service_contract_ids = fields.One2many(
        "service.contract",
        "partner_id",
        string="Service Contracts",
        groups=READERS,
    )
    service_contract_count = fields.Integer(
        compute="_compute_service_contract_count",
        groups=READERS,
    )

    def _compute_service_contract_count(self):
        counts = self._count_service_records("service.contract")
        for partner in self:
            partner.service_contract_count = counts.get(partner.id, 0)

    def action_view_service_contracts(self):
        self._check_asked_one()
        return self._action_view_service("service.contract")
