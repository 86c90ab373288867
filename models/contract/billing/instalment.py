# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta
from typing import NamedTuple

from odoo import fields, models

from ....tools.periods import (
    FOREVER,
    Period,
    iter_periods,
    on_month_day,
    split_after,
    subtract,
    subtract_intervals,
)
from ....tools.proration import period_amount

ONE_DAY = timedelta(days=1)


class Instalment(NamedTuple):
    """One period of a contract line that is still to be invoiced.

    ``details`` are what a higher room knows of it, if there is more to say.
    """

    line: models.Model
    period: Period
    due_date: date
    amount: float
    details: object = None


class ServiceContractLine(models.Model):
    """What a contract line owes: periods, amounts and invoice lines."""

    _inherit = "service.contract.line"

    def _get_net_price(self, date=None):
        """Price of the whole line for what a price pays for, after discount.

        :param date: day whose price is meant; without it the latest price
        """
        self.ensure_one()
        price = self._get_price_on(date) if date else self.price_unit
        return price * self.quantity * (1 - self.discount / 100)

    def _get_billed_intervals(self):
        """Intervals that are invoiced and not credited, by id of contract line."""
        settled = self._get_settled_intervals()
        return {
            line.id: [
                interval
                for invoice_line_id, *billed in zip(ids, starts, ends, strict=True)
                for interval in subtract_intervals(
                    [tuple(billed)], settled.get(invoice_line_id, [])
                )
            ]
            # sudo: contract managers need no accounting rights to see this
            for line, ids, starts, ends in self.env["account.move.line"]
            .sudo()
            ._read_group(
                [
                    ("service_contract_line_id", "in", self._origin.ids),
                    ("service_live", "=", True),
                    ("service_period_start", "!=", False),
                ],
                ["service_contract_line_id"],
                [
                    "id:array_agg",
                    "service_period_start:array_agg",
                    "service_period_end:array_agg",
                ],
            )
        }

    def _iter_periods(self, end, since=None):
        """Yield the periods of the line until ``end``, oldest first.

        :param end: last day, or None when the line has none
        :param since: skip the periods that end before this day
        """
        self.ensure_one()
        contract = self.contract_id
        if not self.one_off:
            return iter_periods(
                self.date_start,
                end,
                contract._get_billing_interval(),
                contract.billing_alignment,
                since,
            )
        end = end or self.date_start
        return iter([Period(0, self.date_start, end, self.date_start, end)])

    def _iter_open_periods(self, billed):
        """Yield what :meth:`_iter_unbilled_periods` does once the contract is in force.

        :param billed: intervals that have been invoiced
        """
        if self._is_billable():
            yield from self._iter_unbilled_periods(billed)

    def _iter_unbilled_periods(self, billed, end=None):
        """Yield the periods, or parts of them, that are not invoiced, oldest first.

        Without end when the line has none. A period in which the price changes is cut
        there.

        :param billed: intervals that have been invoiced
        :param end: last day that counts, instead of the last one that is owed
        """
        self.ensure_one()
        if not self.date_start or self.contract_id.billing_interval < 1:
            return
        unowed = self._get_unowed_intervals()
        end = end or self._get_end_of_debt(unowed)
        if end and end < self.date_start:
            return
        if self.one_off:
            yield from [] if billed else self._iter_periods(end)
            return
        taken = [*billed, *unowed]
        prices = self.earlier_price_ids.mapped("date_end")
        for period in self._iter_periods(end, since=self.billed_until or None):
            for part in subtract(period, taken):
                yield from split_after(part, prices)

    def _is_billable(self):
        """Whether the contract is, or has been, in force."""
        self.ensure_one()
        return self.contract_id.state not in ("draft", "cancelled", False)

    def _get_unowed_intervals(self):
        """Days for which nothing is owed: suspended, or without a price."""
        self.ensure_one()
        intervals = self.contract_id._get_suspended_intervals()
        start = self.date_start
        for end in (*self.earlier_price_ids.mapped("date_end"), FOREVER):
            if self._is_free_on(end):
                intervals.append((start, end))
            start = end + ONE_DAY
        return intervals

    def _is_free_on(self, day):
        """Whether nothing is to be paid at the price of ``day``."""
        self.ensure_one()
        return self.currency_id.is_zero(self._get_net_price(day))

    def _get_last_day(self):
        """Own end or that of the contract, whichever is earlier; None without end."""
        ends = filter(None, (self.date_end, self.contract_id.date_end))
        return min(ends, default=None)

    def _get_billing_end(self):
        """Last day that is owed; None when there is none."""
        return self._get_end_of_debt(self._get_unowed_intervals())

    def _get_end_of_debt(self, unowed):
        """Last day of the line, or before the part of ``unowed`` without end."""
        ends = [start - ONE_DAY for start, end in unowed if end == FOREVER]
        last = self._get_last_day()
        return min([*ends, last] if last else ends, default=None)

    def _get_due_date(self, period):
        """Day on which the invoice of ``period`` is to be issued.

        The first day of the period when billed in advance, else its last day; then
        ahead by the contract's lead days and on its day of the month.
        """
        day = self._get_issue_day(*self._get_uncut_days(period))
        return on_month_day(day, self.contract_id.invoice_day)

    def _get_issue_day(self, start, end):
        """Day from which a period can be invoiced, on any day of the month."""
        self.ensure_one()
        contract = self.contract_id
        day = start if contract.billing_timing == "advance" else end
        return day - contract.lead_days * ONE_DAY

    def _get_uncut_days(self, period):
        """First and last day of ``period`` as if no change of the price had cut it."""
        changes = self.earlier_price_ids.mapped("date_end")
        start, end = period.start, period.end
        if start - ONE_DAY in changes:
            start = max(period.full_start, self.date_start)
        if end in changes:
            end = min(period.full_end, self._get_billing_end() or period.full_end)
        return start, end

    def _get_due_instalments(self, date_to):
        """Instalments that have fallen due, oldest first for each line.

        :param date_to: last due date that counts, included
        :rtype: list[Instalment]
        """
        billed = self._get_billed_intervals()
        return self._make_instalments(
            {
                line: list(line._iter_due_periods(billed.get(line.id, []), date_to))
                for line in self
            }
        )

    def _iter_due_periods(self, billed, date_to):
        """Yield the open periods that have fallen due, each with its due date."""
        for period in self._iter_open_periods(billed):
            due_date = self._get_due_date(period)
            if due_date > date_to:
                return
            yield period, due_date

    def _make_instalments(self, due):
        """Instalments of these lines, in their order.

        :param due: periods and their due dates, by line
        :rtype: list[Instalment]
        """
        return [
            Instalment(line, period, due_date, line._get_period_amount(period))
            for line in self
            for period, due_date in due[line]
        ]

    def _get_amount_between(self, first, end, date_to, billed):
        """What would fall due for the days from ``first`` on, owed or not.

        :param end: last day that counts, None when there is none
        :param date_to: last due date that counts, included
        :param billed: intervals that have been invoiced
        """
        amount = 0.0
        taken = [*billed, (self.date_start, first - ONE_DAY)]
        for period in self._iter_periods(end, since=first):
            for part in subtract(period, taken):
                if self._get_due_date(part) > date_to:
                    return amount
                amount += self._get_period_amount(part)
        return amount

    def _get_period_amount(self, period):
        """Amount of ``period``, at the price of its first day, before taxes."""
        contract = self.contract_id
        price = self._get_net_price(period.start)
        if self.one_off:
            return contract.currency_id.round(price)
        basis = contract._get_price_interval()
        return period_amount(
            price,
            basis,
            contract._get_billing_interval(),
            period,
            contract.currency_id.round,
            basis.anchor(self.date_start, contract.billing_alignment),
        )

    def _prepare_invoice_line_vals(self, instalment):
        """Values of the invoice line that bills ``instalment``."""
        self.ensure_one()
        period = instalment.period
        contract = self.contract_id
        return {
            "name": self._get_invoice_line_name(period),
            "product_id": self.product_id.id,
            # sudo: the invoice refuses a product of another company, in words
            "product_uom_id": self.product_id.sudo().uom_id.id,
            "tax_ids": [fields.Command.set(self.tax_ids.ids)],
            "service_contract_line_id": self.id,
            "service_period_start": period.start,
            "service_period_end": period.end,
            **contract._prepare_analytic_vals(),
            **self._prepare_deferred_vals(period),
            **self._get_invoice_line_price(instalment.amount, contract.currency_id),
        }

    def _prepare_deferred_vals(self, period):
        """Days over which the revenue is spread, where Odoo can do so."""
        if "deferred_start_date" not in self.env["account.move.line"]._fields:
            return {}
        return {
            "deferred_start_date": period.start,
            "deferred_end_date": period.end,
        }

    def _get_invoice_line_price(self, amount, currency):
        """Quantity, price and discount that come to exactly ``amount``.

        The line's own quantity and discount when they do, else one at the amount.
        """
        factor = self.quantity * (1 - self.discount / 100)
        digits = self.env["decimal.precision"].precision_get("Product Price")
        price = round(amount / factor, digits) if factor else 0.0
        if currency.compare_amounts(price * factor, amount) == 0:
            return {
                "quantity": self.quantity,
                "price_unit": price,
                "discount": self.discount,
            }
        return {"quantity": 1.0, "price_unit": amount, "discount": 0.0}
