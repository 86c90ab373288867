# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    service_tracked = fields.Boolean(
        string="Installed Base",
        help="Register each delivered unit in the installed base of the customer.",
    )
    service_warranty_duration = fields.Integer(
        string="Warranty",
        help="Length of the warranty. Zero: no warranty.",
    )
    service_warranty_unit = fields.Selection(
        [("day", "Days"), ("month", "Months"), ("year", "Years")],
        string="Warranty Unit",
        default="month",
        required=True,
    )
    service_warranty_from = fields.Selection(
        [("delivery", "Delivery"), ("installation", "Installation")],
        string="Warranty Runs From",
        default="delivery",
        required=True,
    )
    service_protocol_id = fields.Many2one(
        "service.protocol",
        string="Service Protocol",
        check_company=True,
        help="Operations proposed when this product is serviced.",
    )
    service_note = fields.Html(string="Service Information Sheet", translate=True)

    _check_service_warranty_duration = models.Constraint(
        "CHECK(service_warranty_duration >= 0)",
        "The warranty cannot be negative: enter 0 for no warranty.",
    )
