# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import formatLang

from ...shared.duration_text import format_interval


class ServiceContractConditionsMixin(models.AbstractModel):
    """What prices pay for, in words."""

    _inherit = "service.contract.conditions.mixin"

    def _get_price_per(self):
        """What a price pays for: “per month”."""
        self.ensure_one()
        return self._name_interval(self._get_price_interval())

    @api.model
    def _name_interval(self, interval):
        """Say how long ``interval`` is, as what a price is for: “per quarter”."""
        months, days = interval.months, interval.days
        usual = {
            (0, 1): self.env._("per day"),
            (0, 7): self.env._("per week"),
            (1, 0): self.env._("per month"),
            (3, 0): self.env._("per quarter"),
            (6, 0): self.env._("per half-year"),
            (12, 0): self.env._("per year"),
        }
        if (months, days) in usual:
            return usual[months, days]
        for unit, length, whole in (("year", months, 12), ("week", days, 7)):
            if length and length % whole == 0:
                return format_interval(self.env, length // whole, unit)
        unit = "month" if months else "day"
        return format_interval(self.env, months or days, unit)


class ServiceContractLine(models.Model):
    """What a line comes to, and for how long."""

    _inherit = "service.contract.line"

    amount = fields.Monetary(
        compute="_compute_amount",
        help="Quantity times price, after discount and before taxes.",
    )
    price_per = fields.Char(
        string="Per",
        compute="_compute_price_per",
        help="What price and amount pay for. It is set under Cover and Billing.",
    )

    amount_text = fields.Char(
        string="Comes To",
        compute="_compute_amount_text",
        help="Quantity times price, after discount and before taxes, and what it pays "
        "for. That is set under Cover and Billing.",
    )

    @api.depends("price_unit", "quantity", "discount")
    def _compute_amount(self):
        for line in self:
            line.amount = line._get_net_price()

    @api.depends(
        "one_off",
        "contract_id.price_basis",
        "contract_id.billing_interval",
        "contract_id.billing_unit",
    )
    @api.depends_context("lang")
    def _compute_price_per(self):
        for line in self:
            line.price_per = (
                self.env._("once")
                if line.one_off
                else line.contract_id._get_price_per()
            )

    @api.depends("amount", "price_per", "currency_id")
    @api.depends_context("lang")
    def _compute_amount_text(self):
        for line in self:
            amount = formatLang(self.env, line.amount, currency_obj=line.currency_id)
            line.amount_text = f"{amount} {line.price_per}"
