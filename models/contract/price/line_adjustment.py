# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date
from typing import NamedTuple

from odoo import fields, models
from odoo.tools import float_is_zero, float_round, format_date

from ....tools.adjustment import AdjustmentRule, adjusted_price
from ....tools.periods import FOREVER

ONE_DAY = date.resolution


class PriceChange(NamedTuple):
    """What an adjustment does to the price of a contract line.

    ``obstacle`` says why it cannot be done; empty when it can.
    """

    line: models.Model
    rule: AdjustmentRule | None
    price_before: float
    price_after: float
    date: date
    obstacle: str


class ServiceContractLine(models.Model):
    """Adjustments of the price of a contract line."""

    _inherit = "service.contract.line"

    adjustment_line_ids = fields.One2many(
        "service.price.adjustment.line", "line_id", string="Adjustments"
    )

    def _propose_price_changes(self, date, rules):
        """What an adjustment from ``date`` on does to these lines.

        Lines without a price, invoiced once, or ended by then have no part in it.

        :param dict rules: ``AdjustmentRule`` by contract, None where there is none
        :rtype: list[PriceChange]
        """
        lines = self.filtered(lambda line: line._is_adjustable(date))
        return [
            line._propose_price_change(day, rules[line.contract_id])
            for line, day in lines._get_repricing_dates(date).items()
        ]

    def _is_adjustable(self, date):
        self.ensure_one()
        return (
            not self.one_off
            and not float_is_zero(self.price_unit, precision_digits=6)
            and date <= (self._get_last_day() or FOREVER)
        )

    def _propose_price_change(self, day, rule):
        self.ensure_one()
        price, digits = self.price_unit, self._get_price_digits()
        return PriceChange(
            line=self,
            rule=rule,
            price_before=price,
            price_after=adjusted_price(
                price,
                *rule[:2],
                lambda amount: float_round(amount, precision_digits=digits),
            )
            if rule
            else price,
            date=day,
            obstacle=self._get_adjustment_obstacle(day, rule),
        )

    def _get_adjustment_obstacle(self, day, rule):
        """Why the price cannot change by ``rule`` on ``day``, or nothing."""
        if not rule:
            if self.contract_id.adjustment == "index":
                return self.env._("The index is not published yet")
            return self.env._("No adjustment agreed")
        if day > (self._get_last_day() or FOREVER):
            return self.env._("Invoiced until its end")
        if self.price_since and self.price_since >= day:
            changes = format_date(self.env, self.price_since)
            return self.env._("Changes on %s already", changes)
        return ""

    def _get_invoice_line_name(self, period):
        """Tell the customer once why the price has changed."""
        name = super()._get_invoice_line_name(period)
        notices = (
            adjustment._get_notice()
            for adjustment in self.adjustment_line_ids
            if adjustment._is_to_be_told()
            and period.start <= self._get_first_owed(adjustment.date) <= period.end
        )
        return "\n".join([name, *notices])

    def _get_first_owed(self, day):
        """``day``, or the first one after it that is owed."""
        for start, end in sorted(self._get_unowed_intervals()):
            if start <= day <= end:
                day = end + ONE_DAY
        return day
