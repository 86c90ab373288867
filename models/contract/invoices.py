# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceContract(models.Model):
    """What a contract says of its invoices, and those that there are."""

    _name = "service.contract"
    _inherit = ["service.contract", "service.dispute.mixin", "analytic.mixin"]

    journal_id = fields.Many2one(
        "account.journal",
        string="Invoice Journal",
        check_company=True,
        domain="[('type', '=', 'sale'), ('company_id', '=', company_id)]",
        help="Empty: the company's own journal of customer invoices.",
    )
    partner_bank_id = fields.Many2one(
        "res.partner.bank",
        string="Paid to Account",
        check_company=True,
        help="Bank account that the customer pays to. Empty: the company's first one.",
    )
    client_order_ref = fields.Char(
        string="Customer Order",
        copy=False,
        help="Number of the customer's order; printed on the invoices.",
    )
    invoice_count = fields.Integer(compute="_compute_invoice_count")

    # === COMPUTE METHODS === #

    def _compute_invoice_count(self):
        for contract in self:
            contract.invoice_count = len(contract._get_invoices())

    # === ACTION METHODS === #

    def action_view_invoices(self):
        self._check_asked_one()
        return self._get_invoices()._action_view_service_invoices()

    # === BUSINESS METHODS === #

    def _prepare_analytic_vals(self):
        """Analytic accounts of invoice lines; without one Odoo's rules propose them."""
        distribution = self.analytic_distribution
        return {"analytic_distribution": distribution} if distribution else {}

    def _prepare_invoice_header_vals(self):
        """What the contract says of its invoices and Odoo would fill in otherwise."""
        vals = {
            "journal_id": self.journal_id.id,
            "partner_bank_id": self.partner_bank_id.id,
            "ref": self.client_order_ref,
        }
        return {name: value for name, value in vals.items() if value}

    def _get_invoices(self):
        # sudo: contract managers see that there are invoices, not their accounting
        return self.sudo().line_ids.invoice_line_ids.move_id
