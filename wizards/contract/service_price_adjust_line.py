# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServicePriceAdjustLine(models.TransientModel):
    """What an adjustment would do to one price."""

    _name = "service.price.adjust.line"
    _description = "Price to Adjust"

    wizard_id = fields.Many2one(
        "service.price.adjust", required=True, ondelete="cascade", index=True
    )
    selected = fields.Boolean(string="Apply")
    line_id = fields.Many2one(
        "service.contract.line",
        string="Contract Line",
        required=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(related="line_id.partner_id")
    currency_id = fields.Many2one(related="line_id.currency_id")
    price_before = fields.Float(string="Old Price", min_display_digits="Product Price")
    price_after = fields.Float(string="New Price", min_display_digits="Product Price")
    percent = fields.Float(string="%", digits=(16, 3))
    date = fields.Date(string="Effective", help="First day of the new price.")
    obstacle = fields.Char(string="Not Possible")
