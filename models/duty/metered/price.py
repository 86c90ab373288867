# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Command

UNIT_DIGITS = 6  # decimals of the price of one unit


class ServiceContractLine(models.Model):
    """Tiers and minimum follow an adjustment of the price."""

    _inherit = "service.contract.line"

    def _get_price_digits(self):
        """A copy costs less than a cent."""
        digits = super()._get_price_digits()
        return max(digits, UNIT_DIGITS) if self[:1].is_metered else digits

    def _prepare_renewal_vals(self, start, end, percent):
        vals = super()._prepare_renewal_vals(start, end, percent)
        if not self.is_metered:
            return vals
        factor = self._get_price_factor(start) * (1 + percent / 100)
        return {
            **vals,
            "minimum_fee": self.minimum_fee * factor,
            "tier_ids": [
                Command.create(
                    {
                        "quantity_from": tier.quantity_from,
                        "price_unit": round(tier.price_unit * factor, UNIT_DIGITS),
                    }
                )
                for tier in self.tier_ids
            ],
        }

    def _set_prices_from(self, date, prices):
        before = {line: line.price_unit for line in self}
        days = super()._set_prices_from(date, prices)
        self._scale_use_prices(before)
        return days

    def _take_back_price(self):
        before = {line: line.price_unit for line in self}
        super()._take_back_price()
        self._scale_use_prices(before)

    def _scale_use_prices(self, before):
        """Let the other prices of use change as that of one unit has.

        They stay when that becomes nothing, or was: nothing says by how much.

        :param before: price of one unit before, by line
        """
        for line in self.filtered("is_metered"):
            if before[line] and line.price_unit:
                factor = line.price_unit / before[line]
                line.minimum_fee *= factor
                for tier in line.tier_ids:
                    tier.price_unit *= factor


class ServiceContract(models.Model):
    """Prices of use are not prices for time."""

    _inherit = "service.contract"

    def _has_prices(self):
        """The least amount and tiers are amounts of its currency as well."""
        lines = self.line_ids
        return super()._has_prices() or any(
            [*lines.mapped("minimum_fee"), *lines.tier_ids.mapped("price_unit")]
        )

    def _get_spread_lines(self):
        return super()._get_spread_lines().filtered(lambda line: not line.is_metered)

    def _get_priced_lines(self):
        return super()._get_priced_lines().filtered(lambda line: not line.is_metered)
