# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceCheckMixin(models.AbstractModel):
    """A check that reads a meter of the equipment worked on."""

    _inherit = "service.check.mixin"

    check_type = fields.Selection(
        selection_add=[("meter", "Meter Reading"), ("text",)],
        ondelete={"meter": lambda checks: checks.write({"check_type": "none"})},
    )
    meter_type_id = fields.Many2one(
        "service.meter.type",
        string="Which Meter",
        help="Empty: the only meter of the equipment, or its first one.",
    )
