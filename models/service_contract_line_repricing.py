from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date


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

    def _compute_price_since(self):
        for line in self:
            ends = line.earlier_price_ids.mapped("date_end")
            line.price_since = max(ends) + timedelta(days=1) if ends else False

    def _get_price_on(self, date):
        """Unit price that holds on ``date``."""
        self.ensure_one()
        earlier = self.earlier_price_ids.filtered(lambda price: date <= price.date_end)
        return earlier.sorted("date_end")[:1].price_unit if earlier else self.price_unit

    def _get_repricing_date(self, date):
        """First day on or after ``date`` that is not invoiced yet."""
        self.ensure_one()
        day = max(date, self.date_start)
        for start, end in sorted(self._get_billed_intervals().get(self.id, [])):
            if start <= day <= end:
                day = end + timedelta(days=1)
        return day

    def _set_price_from(self, date, price_unit):
        """Let the price be ``price_unit`` from ``date`` on, included.

        What is invoiced already keeps its price: within such a period the new price
        holds from the next one.

        :return: the first day of the new price
        :raises UserError: when a later change of the price exists
        """
        self.ensure_one()
        date = self._get_repricing_date(date)
        if self.price_since and self.price_since >= date:
            raise UserError(
                self.env._(
                    "The price of %(line)s changes on %(date)s already. Take that "
                    "change back first or choose a later date.",
                    line=self.display_name,
                    date=format_date(self.env, self.price_since),
                )
            )
        if date > self.date_start:
            self.env["service.contract.line.price"].create(
                {
                    "line_id": self.id,
                    "date_end": date - timedelta(days=1),
                    "price_unit": self.price_unit,
                }
            )
        self.price_unit = price_unit
        return date

    def _take_back_price(self):
        """Undo the latest change of the price.

        :raises UserError: when there is none, or it has been invoiced
        """
        self.ensure_one()
        since = self.price_since
        billed = self._get_billed_intervals().get(self.id, [])
        if not since or any(end >= since for _start, end in billed):
            raise UserError(
                self.env._(
                    "The price of %s has been invoiced since it changed, or never "
                    "changed. Enter a new price instead.",
                    self.display_name,
                )
            )
        latest = self.earlier_price_ids.sorted("date_end")[-1:]
        self.price_unit = latest.price_unit
        latest.unlink()
