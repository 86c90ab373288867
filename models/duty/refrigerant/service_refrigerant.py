# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceRefrigerant(models.Model):
    """A refrigerant and how much it warms the climate, compared to CO₂."""

    _name = "service.refrigerant"
    _description = "Refrigerant"
    _inherit = ["service.guarded.mixin"]
    _order = "name"

    name = fields.Char(required=True)
    gwp = fields.Float(
        string="GWP",
        digits=(12, 3),
        required=True,
        help="Global warming potential over 100 years, as Regulation (EU) 2024/573 "
        "counts it: kg of CO₂ that 1 kg of it equals.",
    )
    active = fields.Boolean(default=True)

    _name_unique = models.UniqueIndex(
        "(lower(name))", "There is already a refrigerant of this name."
    )
    _check_gwp = models.Constraint(
        "CHECK(gwp >= 0 AND gwp < 100000)", "The GWP is between 0 and 100,000."
    )
