# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

VISIT_UNITS = [("week", "Weeks"), ("month", "Months"), ("year", "Years")]


class ServiceContractType(models.Model):
    """Kind of contract with all its defaults."""

    _name = "service.contract.type"
    _description = "Service Contract Type"
    _inherit = ["service.contract.conditions.mixin", "service.guarded.mixin"]
    _order = "sequence, name, id"
    _condition_fields = frozenset({"name", "kind", "company_id"})
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: every company can use it."
    )
    kind = fields.Selection(
        [
            ("warranty", "Warranty"),
            ("maintenance", "Maintenance"),
            ("flat_rate", "Flat Rate"),
            ("time_material", "Time and Material"),
            ("prepaid", "Prepaid Block"),
        ],
        default="maintenance",
        required=True,
    )
    duration_months = fields.Integer(
        string="Duration",
        default=12,
        help="Length of the first term in months. Zero: no end.",
    )
    product_id = fields.Many2one(
        "product.product",
        string="Invoiced As",
        domain="[('type', '=', 'service')]",
        check_company=True,
        help="Proposed on the contract's lines; gives price, account and taxes.",
    )
    protocol_id = fields.Many2one(
        "service.protocol",
        string="Protocol",
        check_company=True,
        help="Operations of the planned visits, proposed on the contract's lines.",
    )
    visit_interval = fields.Integer(
        string="Visit Every",
        help="Proposed on the contract's lines. Zero: no planned visits.",
    )
    visit_unit = fields.Selection(VISIT_UNITS, default="month", required=True)
    note = fields.Html(string="Information Sheet", translate=True)
    clauses = fields.Html(
        translate=True,
        help="Printed on the contracts, where they can be changed. Empty: the standard "
        "clauses in the language of the customer.",
    )

    _check_duration = models.Constraint(
        "CHECK(duration_months >= 0)", "The duration cannot be negative."
    )
    _check_visit_interval = models.Constraint(
        "CHECK(visit_interval >= 0)", "The interval of visits cannot be negative."
    )

    @api.constrains(
        "billing_interval", "billing_unit", "billing_alignment", "price_basis"
    )
    def _check_products(self):
        # sudo: also the products of other companies are sold as these contracts
        products = self.env["product.template"].sudo()
        products.with_context(active_test=False).search(
            [("service_contract_type_id", "in", self.ids)]
        )._check_service_contract_billing()
