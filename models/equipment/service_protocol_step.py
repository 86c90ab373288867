# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceProtocolStep(models.Model):
    """Steps that are wanted for some equipment only."""

    _inherit = "service.protocol.step"

    condition_model = fields.Selection(
        selection_add=[("service.equipment", "Equipment"), ("res.partner",)],
        default="service.equipment",
        ondelete={"service.equipment": "cascade"},
    )
