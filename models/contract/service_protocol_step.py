# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceProtocolStep(models.Model):
    """Steps that are wanted with some contracts only."""

    _inherit = "service.protocol.step"

    condition_model = fields.Selection(
        selection_add=[("service.contract", "Contract"), ("res.partner",)],
        ondelete={"service.contract": "cascade"},
    )
