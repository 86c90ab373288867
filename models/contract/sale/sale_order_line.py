# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ...shared.roles import READERS
from .product_template import CONTRACT_BILLINGS


class SaleOrderLine(models.Model):
    """Order lines that sell a service contract: who invoices them."""

    _name = "sale.order.line"
    _inherit = ["sale.order.line", "service.guarded.mixin"]

    service_contract_id = fields.Many2one(
        "service.contract",
        string="Service Contract",
        copy=False,
        readonly=True,
        index="btree_not_null",
        help="Made or extended by this line.",
    )
    # kept from the product as it was on confirmation
    service_contract_billing = fields.Selection(
        CONTRACT_BILLINGS,
        string="First Period",
        copy=False,
        readonly=True,
    )
    service_contract_line_ids = fields.One2many(
        "service.contract.line",
        "sale_line_id",
        string="Contract Lines",
        groups=READERS,
    )

    # === COMPUTE METHODS === #

    @api.depends("service_contract_billing")
    def _compute_qty_to_invoice(self):
        super()._compute_qty_to_invoice()
        self._filter_invoiced_by_contract().qty_to_invoice = 0.0

    @api.depends("service_contract_billing")
    def _compute_invoice_status(self):
        super()._compute_invoice_status()
        self._filter_invoiced_by_contract().invoice_status = "invoiced"

    @api.depends("service_contract_billing")
    def _compute_untaxed_amount_to_invoice(self):
        super()._compute_untaxed_amount_to_invoice()
        self._filter_invoiced_by_contract().untaxed_amount_to_invoice = 0.0

    @api.depends("service_contract_billing")
    def _compute_amount_to_invoice(self):
        super()._compute_amount_to_invoice()
        self._filter_invoiced_by_contract().amount_to_invoice = 0.0

    def _filter_invoiced_by_contract(self):
        return self.filtered(
            lambda line: (
                line.state == "sale" and line.service_contract_billing == "contract"
            )
        )

    def _is_first_period_invoiced(self):
        """Whether the order invoices, or has invoiced, what the price pays for."""
        self.ensure_one()
        return self.service_contract_billing == "order" and (
            (self.state == "sale" and self.product_uom_qty > 0) or self.qty_invoiced > 0
        )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.filtered(lambda line: line.state == "sale")._sell_service_contracts()
        return lines
