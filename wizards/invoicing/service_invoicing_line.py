# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from itertools import groupby

from odoo import api, fields, models


class ServiceInvoicingLine(models.TransientModel):
    """One line of the preview: something that would be invoiced, and why.

    A credit has a quantity below zero.
    """

    _name = "service.invoicing.line"
    _description = "Service Invoicing Preview Line"
    _order = "partner_id, id"

    wizard_id = fields.Many2one(
        "service.invoicing", required=True, ondelete="cascade", index=True
    )
    document_id = fields.Many2one(
        "service.invoicing.document",
        string="Invoice",
        required=True,
        ondelete="cascade",
        index=True,
    )
    key = fields.Char()
    included = fields.Boolean(string="Invoice It")
    partner_id = fields.Many2one("res.partner", string="Invoice Address")
    document = fields.Char()
    name = fields.Char(string="Description")
    reason = fields.Char()
    due_date = fields.Date()
    period_start = fields.Date()
    period_end = fields.Date()
    equipment_id = fields.Many2one("service.equipment")
    product_id = fields.Many2one("product.product")
    product_uom_id = fields.Many2one("uom.uom")
    quantity = fields.Float(digits="Product Unit", aggregator=None)
    hours = fields.Float()
    price_unit = fields.Float(
        string="Unit Price", min_display_digits="Product Price", aggregator=None
    )
    discount = fields.Float(string="Disc.%", digits="Discount", aggregator=None)
    tax_ids = fields.Many2many("account.tax", string="Applied Taxes")
    taxes = fields.Char()
    currency_id = fields.Many2one("res.currency")
    amount = fields.Monetary(string="Net", compute="_compute_amounts", store=True)
    amount_tax = fields.Monetary(string="Tax", compute="_compute_amounts", store=True)
    amount_total = fields.Monetary(
        string="Gross", compute="_compute_amounts", store=True
    )

    # === COMPUTE METHODS === #

    @api.depends("document_id.line_ids.included")
    def _compute_amounts(self):
        """As the invoice has them, whose rounding is that of all its lines together.

        What is left out is shown as if it was invoiced apart.
        """
        # sudo: taxes of the own invoices, whose amounts are shown to who may make them
        taxes = self.env["account.tax"].sudo()
        for document in self.document_id:
            company = document.wizard_id.company_id
            lines = document.line_ids.sudo().sorted("included")
            for _included, group in groupby(lines, lambda line: line.included):
                base_lines = [
                    taxes._prepare_base_line_for_taxes_computation(line)
                    for line in group
                ]
                taxes._add_tax_details_in_base_lines(base_lines, company)
                taxes._round_base_lines_tax_details(base_lines, company)
                for base_line in base_lines:
                    base_line["record"]._take_amounts(base_line["tax_details"])

    def _take_amounts(self, details):
        """Take the amounts that Odoo's computation of taxes gives for this line."""
        self.amount = (
            details["total_excluded_currency"]
            + details["delta_total_excluded_currency"]
        )
        self.amount_tax = sum(
            tax["tax_amount_currency"] for tax in details["taxes_data"]
        )
        self.amount_total = self.amount + self.amount_tax

    # === ACTION METHODS === #

    def action_leave_out(self):
        """Do not invoice these this time."""
        self._check_asked()
        self.included = False

    def action_include(self):
        self._check_asked()
        self.included = True

    def action_run(self):
        self._check_asked()
        return self._get_wizard().action_run()

    def action_xlsx(self):
        self._check_asked()
        return self._get_wizard().action_xlsx()

    def action_change(self):
        self._check_asked()
        return self._get_wizard().action_change()

    def action_view_held_back(self):
        self._check_asked()
        return self._get_wizard().action_view_held_back()

    def _get_wizard(self):
        """What the list shows the preview of, also when no line is selected."""
        wizard = self.env.context.get("service_invoicing_id")
        return self.wizard_id or self.wizard_id.browse(wizard)
