# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ....tools.interval import MONTHS_PER_YEAR
from ....tools.periods import days_between

DAYS_PER_YEAR = 365.25


class ServiceContract(models.Model):
    """What an hour or a visit of a prepaid block costs."""

    _inherit = "service.contract"

    def _get_block_price(self):
        """Price of one hour of the block, or of one visit when it has no hours.

        What the contract costs in a term, or was paid for once, divided by what it
        includes. Without discount on quantities, before taxes.

        :return: ``hours`` or ``visits`` and the price; None and zero when it is free
        :rtype: tuple
        """
        unit = "hours" if self.included_hours else "visits"
        included = self and self[f"included_{unit}"]
        paid = self and self._get_term_price()
        if not included or paid <= 0:
            return None, 0.0
        return unit, paid / included

    def _get_term_price(self):
        """What the lines of the block cost in the present term."""
        self.ensure_one()
        today = self.company_id._get_service_today()
        block = self.line_ids.filtered(
            lambda line: (
                not line._is_topup() and (not line.date_end or line.date_end >= today)
            )
        )
        once = block.filtered("one_off")
        recurring = sum((block - once).mapped("annual_value"))
        return recurring * self._get_term_years(today) + sum(once.mapped("amount"))

    def _get_term_years(self, date):
        """Length of the term that holds ``date``; one year when it has no end."""
        self.ensure_one()
        start, end = self._get_term_start(date), self._get_term_end(date)
        if not start or not end or end < start:
            return 1.0
        months = round(days_between(start, end) * MONTHS_PER_YEAR / DAYS_PER_YEAR)
        return max(months, 1) / MONTHS_PER_YEAR
