# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.tools import SQL, groupby

AMOUNTS = ("amount", "amount_tax", "amount_total")


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

        What is left out is shown as if it was invoiced apart. Equal invoices are
        computed once.
        """
        known = {}
        for document in self.document_id:
            company = document.wizard_id.company_id
            # sudo: taxes of invoices whose amounts are shown to who may make them
            lines = document.line_ids.sudo().sorted("included")
            for _included, group in groupby(lines, lambda line: line.included):
                key = (company, *(line._get_price_terms() for line in group))
                if key not in known:
                    known[key] = self._get_amounts(group, company)
                for line, (net, tax) in zip(group, known[key], strict=True):
                    line.amount, line.amount_tax = net, tax
                    line.amount_total = net + tax

    def _get_price_terms(self):
        """What the amounts of a line follow from."""
        self.ensure_one()
        return (
            self.product_id,
            self.product_uom_id,
            self.quantity,
            self.price_unit,
            self.discount,
            self.tax_ids,
            self.currency_id,
        )

    @api.model
    def _get_amounts(self, lines, company):
        """Net and tax of each of ``lines``, which share an invoice."""
        taxes = lines[0].env["account.tax"]
        base_lines = [
            taxes._prepare_base_line_for_taxes_computation(line) for line in lines
        ]
        taxes._add_tax_details_in_base_lines(base_lines, company)
        taxes._round_base_lines_tax_details(base_lines, company)
        return [
            (
                details["total_excluded_currency"]
                + details["delta_total_excluded_currency"],
                sum(tax["tax_amount_currency"] for tax in details["taxes_data"]),
            )
            for details in (base_line["tax_details"] for base_line in base_lines)
        ]

    # === READ METHODS === #

    def _read_group_select(self, aggregate_spec, query):
        """Totals of amounts are those of what is invoiced."""
        total = super()._read_group_select(aggregate_spec, query)
        if aggregate_spec.partition(":")[0] not in AMOUNTS:
            return total
        included = self._field_to_sql(self._table, "included", query)
        return SQL("COALESCE(%s FILTER (WHERE %s), 0)", total, included)

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
