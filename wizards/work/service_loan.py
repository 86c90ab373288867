# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class ServiceLoan(models.TransientModel):
    """Lends a unit from stock while the customer's is in the workshop."""

    _name = "service.loan"
    _description = "Lend a Unit"

    item_id = fields.Many2one(
        "service.intervention.item", string="In Place Of", required=True
    )
    company_id = fields.Many2one(related="item_id.company_id")
    product_id = fields.Many2one(
        "product.product",
        string="Loan Unit",
        required=True,
        domain="[('id', 'in', available_product_ids)]",
    )
    available_product_ids = fields.Many2many(
        "product.product", compute="_compute_available_product_ids"
    )
    tracking = fields.Selection(related="product_id.tracking")
    lot_id = fields.Many2one(
        "stock.lot",
        string="Serial Number",
        domain="[('id', 'in', available_lot_ids)]",
    )
    available_lot_ids = fields.Many2many(
        "stock.lot", compute="_compute_available_lot_ids"
    )

    # === COMPUTE METHODS === #

    @api.depends("item_id")
    def _compute_available_product_ids(self):
        for loan in self:
            loan.available_product_ids = loan._get_quants().product_id

    @api.depends("product_id")
    def _compute_available_lot_ids(self):
        for loan in self:
            loan.available_lot_ids = loan._get_quants(loan.product_id).lot_id

    @api.onchange("product_id")
    def _onchange_product_id(self):
        self.lot_id = self.available_lot_ids[:1]

    # === ACTION METHODS === #

    def action_confirm(self):
        self._check_asked_one()
        quants = self._get_quants(self.product_id)
        if self.lot_id:
            quants = quants.filtered(lambda quant: quant.lot_id == self.lot_id)
        # sudo: people of the workshop have no rights on the stock
        warehouse = self.item_id.sudo()._get_warehouse()
        source = quants.location_id[:1] or warehouse.lot_stock_id
        self.item_id._lend(self.product_id, self.lot_id, source)
        return {"type": "ir.actions.act_window_close"}

    # === BUSINESS METHODS === #

    def _get_quants(self, product=None):
        """What is free on stock, all of it or that of one product."""
        self.ensure_one()
        domain = (
            Domain("company_id", "=", self.company_id.id)
            & Domain("location_id.usage", "=", "internal")
            & Domain("product_id.is_storable", "=", True)
            & Domain("quantity", ">=", 1)
        )
        if product is not None:
            domain &= Domain("product_id", "in", product.ids)
        # sudo: what is on stock may be lent by people without rights on the stock
        quants = self.env["stock.quant"].sudo().search(domain)
        return quants.filtered(lambda quant: quant.available_quantity >= 1)
