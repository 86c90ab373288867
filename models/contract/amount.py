# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError

from ...tools.proration import spread_amount, unit_price


class ServiceContract(models.Model):
    """The amount of the whole contract, spread over its lines."""

    _inherit = "service.contract"

    def _get_spread_lines(self):
        """Lines that go on and whose price comes again: what a total is spread over."""
        self.ensure_one()
        today = self._get_company_today()
        return self.line_ids.filtered(
            lambda line: (
                not line.one_off
                and line.discount < 100
                and (not line.date_end or line.date_end >= today)
            )
        )

    def _spread_total(self, total, evenly=False):
        """Spread ``total`` over the lines, in proportion to what they come to now.

        :param total: per billing period, month or year, as the prices are
        :param evenly: to all lines the same instead
        :return: amount of each line; they come to exactly ``total``
        :raises UserError: when it is negative or there is nothing to spread it over
        """
        self.ensure_one()
        lines = self._get_spread_lines()
        if total < 0 or not lines:
            raise UserError(
                self.env._(
                    "Contract %s has no line that goes on, or the amount is negative. "
                    "Add a line or enter an amount of zero or more.",
                    self.display_name,
                )
            )
        weights = [max(line._get_rounded_price(), 0.0) for line in lines]
        if evenly or not any(weights):
            weights = [1.0] * len(lines)
        amounts = spread_amount(total, weights, self.currency_id.round)
        return dict(zip(lines, amounts, strict=True))

    def _set_amounts(self, amounts, date):
        """Let each line come to its amount of ``amounts`` from ``date`` on.

        What is invoiced keeps its price; a draft has never had another one.
        """
        self.ensure_one()
        prices = {line: line._get_price_for(amount) for line, amount in amounts.items()}
        changed = self.line_ids.filtered(
            lambda line: line in prices and line.price_unit != prices[line]
        )
        if self.state == "draft":
            for line in changed:
                line.price_unit = prices[line]
        else:
            changed._set_prices_from(date, prices)


class ServiceContractLine(models.Model):
    _inherit = "service.contract.line"

    def _get_rounded_price(self):
        """Price of the whole line as its contract has prices, after discount."""
        self.ensure_one()
        return self.currency_id.round(self._get_net_price())

    def _get_price_for(self, amount):
        """Unit price at which the line comes to exactly ``amount``."""
        self.ensure_one()
        digits = self.env["decimal.precision"].precision_get("Product Price")
        return unit_price(amount, self.quantity * (1 - self.discount / 100), digits)
