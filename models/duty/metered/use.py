# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from fractions import Fraction
from typing import NamedTuple

from odoo import models

from ....tools.billed_use import (
    BilledUse,
    Difference,
    Stretch,
    get_difference,
    price_stretches,
)
from ....tools.interval import ONE_DAY, Interval
from ....tools.periods import FOREVER, Period, days_between, subtract_intervals
from ....tools.usage_price import Price, Span, UseTerms

YEAR = Interval(12, "month")
NOTHING = Fraction(0)


class Use(NamedTuple):
    """What a period that is due comes to, and what it settles of earlier ones.

    ``units`` are those of each meter, by its id. A ``correction`` has no period of its
    own. Of the meters that are ``missing`` a reading the use is not known.
    """

    line: models.Model
    period: Period
    units: dict
    price: Price
    terms: UseTerms
    settled: Difference
    missing: models.Model
    estimated: bool = False
    correction: bool = False

    @property
    def amount(self):
        return self.line.currency_id.round(self.price.amount + self.settled.amount)

    @property
    def billed(self):
        """What an invoice line keeps of it."""
        return BilledUse(
            self.units,
            self.price.amount,
            self.terms,
            self.line.use_balance,
            self.period.full_days,
            self.settled.units,
            self.settled.amount,
        )


class ServiceContractLine(models.Model):
    """What was used, and what it comes to."""

    _inherit = "service.contract.line"

    # === ALL THAT IS DUE === #

    def _get_uses(self, due):
        """What is due of metered lines, by line, the oldest first.

        Billed and due together are what is owed: the first one that is due settles
        what earlier ones were billed too much or too little.

        :param due: periods by line
        """
        billed = self._get_billed_uses()
        counters = self._get_use_counters(billed)
        return {
            line: line._get_line_uses(
                due[line], billed.get(line._origin.id, []), counters
            )
            for line in self
        }

    def _get_differences(self, changed):
        """What is owed beyond what was billed, by line.

        :param changed: counters as they would be, by id of the meter
        """
        billed = self._get_billed_uses()
        counters = {**self._get_use_counters(billed), **changed}
        return {
            line: line._get_line_difference(billed.get(line.id, []), counters)
            for line in self
        }

    def _get_line_difference(self, billed, counters):
        stretches, prices = self._price_all([], billed, counters)
        corrections = [one for start, _end, one in billed if not start]
        rounding = self.currency_id.round
        return get_difference(stretches, prices, corrections, rounding)

    def _get_use_counters(self, billed):
        """Counters of what these lines bill, or have billed, by id of the meter."""
        ids = {
            meter_id
            for uses in billed.values()
            for _start, _end, one in uses
            for meter_id in one.units
        }
        meters = self.env["service.meter"].browse(ids | {*self.meter_ids.ids})
        return meters.exists()._get_counters()

    def _get_billed_uses(self):
        """First day, last day and use of each live invoice line, by id of the line.

        Without days: what corrects earlier periods and has none of its own.
        """
        # sudo: what is billed counts, whoever may see the invoices
        invoice_lines = (
            self.env["account.move.line"]
            .sudo()
            .search_fetch(
                [
                    ("service_contract_line_id", "in", self._origin.ids),
                    ("service_live", "=", True),
                ],
                [
                    "service_contract_line_id",
                    "service_period_start",
                    "service_period_end",
                    "service_use",
                ],
            )
        )
        billed = defaultdict(list)
        for one in invoice_lines:
            if one.service_use:
                billed[one.service_contract_line_id.id].append(
                    (
                        one.service_period_start,
                        one.service_period_end,
                        BilledUse.from_json(one.service_use),
                    )
                )
        return billed

    def _get_line_uses(self, periods, billed, counters):
        self.ensure_one()
        uses = [self._measure(period, counters) for period in periods]
        stretches, prices = self._price_all(uses, billed, counters)
        by_start = {
            one.start: price
            for one, price in zip(stretches, prices, strict=True)
            if not one.billed
        }
        uses = [use._replace(price=by_start[use.period.start]) for use in uses]
        corrections = [one for start, _end, one in billed if not start]
        rounding = self.currency_id.round
        difference = get_difference(stretches, prices, corrections, rounding)
        if not any(difference):
            return uses
        if uses:
            return [uses[0]._replace(settled=difference), *uses[1:]]
        return self._correct_at_end(billed, difference)

    def _price_all(self, uses, billed, counters):
        """All that was billed or is due, the oldest first, and what it comes to."""
        stretches = [
            *(
                self._get_billed_stretch(start, end, one, counters)
                for start, end, one in billed
                if start
            ),
            *map(self._get_due_stretch, uses),
        ]
        stretches.sort(key=lambda one: one.start)
        return stretches, price_stretches(stretches, self.currency_id.round)

    def _correct_at_end(self, billed, difference):
        """What settles a line that has no period to come, if it is over."""
        end = self._get_billing_end()
        days = [last for _start, last, _one in billed if last]
        if not end or not days or max(days) < end:
            return []
        period = Period(0, end, end, end, end)
        return [
            Use(
                self,
                period,
                {},
                Price(NOTHING, NOTHING, 0.0),
                self._get_use_terms(end),
                difference,
                self.env["service.meter"],
                correction=True,
            )
        ]

    # === ONE PERIOD === #

    def _measure(self, period, counters):
        """What was used in a period that is due, estimated where it may be.

        :rtype: Use
        """
        self.ensure_one()
        units, missing, estimated = {}, self.env["service.meter"], False
        for meter in self.meter_ids:
            counter = counters[meter.id]
            known = counter.usage(period.start, period.end)
            if known is None or counter.begins_after(self._get_first_day_of(meter)):
                estimable = known is None and self._may_estimate(period, counter)
                estimated |= estimable
                if not estimable:
                    missing |= meter
                known = counter.usage(period.start, period.end, estimate=True)
            units[meter.id] = known
        terms = self._get_use_terms(period.start)
        nothing = Price(NOTHING, NOTHING, 0.0)
        return Use(
            self, period, units, nothing, terms, Difference(), missing, estimated
        )

    def _get_first_day_of(self, meter):
        """Day on which ``meter`` must have been read at the latest."""
        self.ensure_one()
        opening = self.opening_billed_until
        first = opening + ONE_DAY if opening else self.date_start
        return max(first, meter.begin_date or first)

    def _may_estimate(self, period, counter):
        """Whether the contract wants it, and there is something to tell from.

        What is over is read once more: nothing would settle an estimate.
        """
        self.ensure_one()
        end = self._get_billing_end()
        return (
            self.contract_id.missing_reading == "estimate"
            and len(counter.points) > 1
            and not counter.last_day
            and not (end and period.end >= end)
        )

    def _get_due_stretch(self, use):
        period = use.period
        share = Fraction(period.days, period.full_days)
        return Stretch(
            period.start,
            self._make_span(
                sum(use.units.values()),
                use.terms,
                share,
                (period.start, period.end),
                self.use_balance,
            ),
            self.use_balance,
        )

    def _get_billed_stretch(self, start, end, billed, counters):
        """What was billed for these days, as it is owed now.

        What nobody has read since is owed as it was billed.
        """
        owed = subtract_intervals(
            [(start, end)],
            subtract_intervals([(start, end)], self._get_owed_intervals()),
        )
        units = {
            meter_id: self._measure_again(days, counters.get(meter_id), owed)
            for meter_id, days in billed.units.items()
        }
        share = Fraction(sum(days_between(*days) for days in owed), billed.full_days)
        span = self._make_span(
            sum(units.values()), billed.terms, share, (start, end), billed.balance
        )
        return Stretch(start, span, billed.balance, billed)

    def _measure_again(self, billed_units, counter, owed):
        if counter is None:
            return billed_units
        known = [counter.usage(*days) for days in owed]
        return billed_units if None in known else sum(known, NOTHING)

    def _make_span(self, units, terms, share, days, balance):
        start, end = days
        window = self._get_window(start, balance)
        following = self._get_window(self._get_first_owed(end + ONE_DAY), balance)
        return Span(
            units,
            terms,
            share,
            window,
            following != window or end >= (self._get_last_day() or FOREVER),
        )

    def _get_window(self, day, balance):
        """What the use of ``day`` is balanced with: its term, or year of the line."""
        self.ensure_one()
        if balance == "year":
            return YEAR.index(self.date_start, max(day, self.date_start))
        starts = self.contract_id.term_ids.mapped("date_start")
        return max((start for start in starts if start <= day), default=None)
