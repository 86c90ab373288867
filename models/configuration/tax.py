# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain


class ProductProduct(models.Model):
    """The taxes that are proposed for what a product invoices."""

    _inherit = "product.product"

    def _get_service_taxes(self, company, position):
        """Taxes of the product in ``company``, or else the company's default.

        A product may be older than the taxes, or made where there were none. What is
        free of tax has a tax of 0 %, or a fiscal ``position`` that takes taxes away.
        """
        taxes = self.taxes_id._filter_taxes_by_company(company)
        return position.map_tax(taxes or company._get_default_sale_tax())


class ResCompany(models.Model):
    """When a company begins to use taxes, what it sells gets them."""

    _inherit = "res.company"

    def write(self, vals):
        beginning = self.browse()
        if vals.get("account_sale_tax_id"):
            beginning = self.filtered(lambda company: not company.account_sale_tax_id)
        result = super().write(vals)
        beginning._on_taxes_introduced()
        return result

    def _get_default_sale_tax(self):
        """The company's own, else that of the company it is a branch of; maybe none."""
        # sudo: as Odoo does; a branch sells at the taxes of its parent
        return self.account_sale_tax_id or self.root_id.sudo().account_sale_tax_id

    def _on_taxes_introduced(self):
        """Called for companies that have a default tax on sales for the first time.

        What has none gets it. Products of the add-on are made before any chart of
        accounts can be chosen.
        """
        # sudo: who chooses the taxes of one company sells in no other
        own = (
            self.env["ir.model.data"]
            .sudo()
            .search(
                Domain("module", "=", "service_management")
                & Domain("model", "=", "product.product")
            )
        )
        products = self.env["product.product"].sudo().browse(own.mapped("res_id"))
        for company in self:
            products.exists().product_tmpl_id.filtered(
                lambda product, company=company: (
                    not product.taxes_id._filter_taxes_by_company(company)
                )
            )._force_default_sale_tax(company)

    def _propose_missing_taxes(self, records):
        """Let those of ``records`` that have no tax take what is proposed now."""
        # sudo: who chooses the taxes need not manage contracts and jobs
        untaxed = records.sudo().search(
            Domain("company_id", "in", self.ids) & Domain("tax_ids", "=", False)
        )
        self.env.add_to_compute(records._fields["tax_ids"], untaxed)
        untaxed._recompute_recordset(["tax_ids"])
