# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceContractLinePrice(models.Model):
    """An earlier price of a contract line.

    The price that holds now, or after the last earlier one, is on the line.
    """

    _name = "service.contract.line.price"
    _description = "Earlier Price of a Contract Line"
    _inherit = ["service.guarded.mixin"]
    _order = "line_id, date_end"

    line_id = fields.Many2one(
        "service.contract.line", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="line_id.company_id", store=True, precompute=True, index=True
    )
    date_end = fields.Date(
        string="Until", required=True, help="Last day of this price, included."
    )
    price_unit = fields.Float(
        string="Price", required=True, min_display_digits="Product Price"
    )

    _date_unique = models.UniqueIndex(
        "(line_id, date_end)",
        "A contract line has one price a day.",
    )
