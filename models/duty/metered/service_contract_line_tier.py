# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceContractLineTier(models.Model):
    """A price of use that holds beyond a quantity.

    A tier goes on to the next one, so that there are neither gaps nor overlaps; below
    the first one the price of the line holds.
    """

    _name = "service.contract.line.tier"
    _description = "Tier of a Contract Line"
    _inherit = ["service.guarded.mixin"]
    _order = "line_id, quantity_from"

    line_id = fields.Many2one(
        "service.contract.line", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="line_id.company_id", store=True, precompute=True, index=True
    )
    quantity_from = fields.Float(
        string="Beyond",
        digits="Product Unit",
        help="Units of one billing period beyond what is included, after which this "
        "price holds.",
    )
    price_unit = fields.Float(
        string="Price", required=True, min_display_digits="Product Price"
    )

    _quantity_unique = models.UniqueIndex(
        "(line_id, quantity_from)",
        "Two tiers begin with the same quantity. Change one of them, or remove it.",
    )
    _check_tier = models.Constraint(
        "CHECK(quantity_from >= 0 AND price_unit >= 0)",
        "Quantities and prices of tiers cannot be negative.",
    )
