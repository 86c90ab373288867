# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ServiceContractLine(models.Model):
    """Tiers and minimum follow an adjustment of the price."""

    _inherit = "service.contract.line"

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

        :param before: price of one unit before, by line
        """
        for line in self.filtered("is_metered"):
            if before[line]:
                factor = line.price_unit / before[line]
                line.minimum_fee *= factor
                for tier in line.tier_ids:
                    tier.price_unit *= factor
