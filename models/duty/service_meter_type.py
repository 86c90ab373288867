# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceMeterType(models.Model):
    """Kind of meter, with what its meters begin with."""

    _name = "service.meter.type"
    _description = "Meter Type"
    _inherit = ["service.guarded.mixin"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: every company can use it."
    )
    uom_id = fields.Many2one(
        "uom.uom",
        string="Counts",
        help="Copies, hours, kilometres, kWh …",
    )
    digits = fields.Integer(
        help="Digits that the counter shows: after 99999 one of five digits goes on "
        "with 0. Zero: it never begins again."
    )
    decimals = fields.Integer(
        help="Use is counted to so many decimals. Zero: whole units."
    )
    is_increasing = fields.Boolean(
        string="Only Counts Up",
        default=True,
        help="Untick it for a level or a pressure, which goes up and down. Only what "
        "counts up can be invoiced.",
    )

    _check_shape = models.Constraint(
        "CHECK(digits BETWEEN 0 AND 12 AND decimals BETWEEN 0 AND 3)",
        "A counter has up to 12 digits, and use is counted to up to 3 decimals.",
    )
