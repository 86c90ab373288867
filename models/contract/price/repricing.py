# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

ONE_DAY = timedelta(days=1)


class ServiceContractLine(models.Model):
    """Prices of a contract line that change on a day."""

    _inherit = "service.contract.line"

    earlier_price_ids = fields.One2many(
        "service.contract.line.price", "line_id", string="Earlier Prices"
    )
    price_since = fields.Date(
        compute="_compute_price_since",
        help="First day of the present price, when there was another one before.",
    )

    @api.depends("earlier_price_ids.date_end")
    def _compute_price_since(self):
        for line in self:
            ends = line.earlier_price_ids.mapped("date_end")
            line.price_since = max(ends) + ONE_DAY if ends else False

    def _get_price_digits(self):
        """Decimals that a changed price is rounded to."""
        return self.env["decimal.precision"].precision_get("Product Price")

    def _get_price_on(self, date):
        """Unit price that holds on ``date``."""
        self.ensure_one()
        earlier = self.earlier_price_ids.filtered(lambda price: date <= price.date_end)
        return earlier.sorted("date_end")[:1].price_unit if earlier else self.price_unit

    def _get_repricing_date(self, date):
        """First day on or after ``date`` that is not invoiced yet."""
        self.ensure_one()
        return self._get_repricing_dates(date)[self]

    def _get_repricing_dates(self, date):
        """First day on or after ``date`` that is not invoiced yet, by line."""
        billed = self._get_billed_intervals()
        days = {}
        for line in self:
            day = max(date, line.date_start)
            for start, end in sorted(billed.get(line.id, [])):
                if start <= day <= end:
                    day = end + ONE_DAY
            days[line] = day
        return days

    def _set_price_from(self, date, price_unit):
        """Let the price be ``price_unit`` from ``date`` on, included.

        What is invoiced already keeps its price: within such a period the new price
        holds from the next one.

        :return: the first day of the new price
        :raises UserError: when a later change of the price exists
        """
        self.ensure_one()
        return self._set_prices_from(date, {self: price_unit})[self]

    def _set_prices_from(self, date, prices):
        """Let the price of each line be that of ``prices`` from ``date`` on.

        :param dict prices: new unit prices by line
        :return: the first day of the new price, by line
        :raises UserError: see :meth:`_set_price_from`
        """
        days = self._get_repricing_dates(date)
        for line, day in days.items():
            if line.price_since and line.price_since >= day:
                raise UserError(
                    self.env._(
                        "The price of %(line)s changes on %(date)s already. Take that "
                        "change back first or choose a later date.",
                        line=line.display_name,
                        date=format_date(self.env, line.price_since),
                    )
                )
        self.env["service.contract.line.price"].create(
            [
                {
                    "line_id": line.id,
                    "date_end": day - ONE_DAY,
                    "price_unit": line.price_unit,
                }
                for line, day in days.items()
            ]
        )
        for line in self:
            line.price_unit = prices[line]
        return days

    def _take_back_price(self):
        """Undo the latest change of the price of these lines.

        :raises UserError: when there is none, or it has been invoiced
        """
        billed = self._get_billed_intervals()
        for line in self:
            since = line.price_since
            if not since or any(
                end >= since for _start, end in billed.get(line.id, [])
            ):
                raise UserError(
                    self.env._(
                        "The price of %s has been invoiced since it changed, or never "
                        "changed. Enter a new price instead.",
                        line.display_name,
                    )
                )
        undone = self.env["service.contract.line.price"]
        for line in self:
            latest = line.earlier_price_ids.sorted("date_end")[-1:]
            line.price_unit = latest.price_unit
            undone |= latest
        undone.unlink()
