# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceChargeReturn(models.TransientModel):
    """Asks how much of a part goes back to the stock unused."""

    _name = "service.charge.return"
    _description = "Return a Part to Stock"

    charge_id = fields.Many2one("service.charge", string="Part", required=True)
    uom_id = fields.Many2one(related="charge_id.uom_id")
    quantity = fields.Float(
        compute="_compute_quantity",
        store=True,
        readonly=False,
        precompute=True,
        digits="Product Unit",
    )

    @api.depends("charge_id")
    def _compute_quantity(self):
        for wizard in self:
            wizard.quantity = wizard.charge_id.quantity

    def action_confirm(self):
        self._check_asked_one()
        self.charge_id._return_to_stock(self.quantity)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
