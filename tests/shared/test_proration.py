# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 2: a part period is prorated by days, and no cent is lost."""

from datetime import date, timedelta
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged
from odoo.tools import float_round

from ...tools.interval import Interval
from ...tools.periods import Period, iter_periods
from ...tools.proration import (
    annual_amount,
    full_amount,
    period_amount,
    share_amount,
    split_amount,
    spread_amount,
    unit_price,
    worth_until,
)

EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True, database=None)

prices = st.integers(1, 10_000_000).map(lambda cents: cents / 100)
DAY, WEEK = Interval(1, "day"), Interval(1, "week")
MONTH, QUARTER, YEAR = Interval(1, "month"), Interval(3, "month"), Interval(1, "year")
START = date(2026, 1, 1)
months = st.integers(1, 36).map(lambda count: Interval(count, "month"))
intervals = months | st.builds(
    Interval, st.integers(1, 36), st.sampled_from(["day", "week"])
)
bases = st.sampled_from([DAY, WEEK, MONTH, QUARTER, YEAR])
days = st.dates(date(2020, 1, 1), date(2030, 1, 1))
alignments = st.sampled_from(["anniversary", "calendar"])
roundings = st.sampled_from([0.001, 0.01, 0.05, 1.0])  # dinar, euro, franc, yen


def cents(amount):
    return float_round(amount, precision_rounding=0.01)


def rounding_to(unit):
    return lambda amount: float_round(amount, precision_rounding=unit)


def full(price, basis, interval, index, rounding=cents):
    """Amount of the full period ``index`` of a line that begins on ``START``."""
    first = interval.start(START, index)
    last = interval.last_day(first)
    period = Period(index, first, last, first, last)
    return full_amount(price, basis, interval, period, rounding, START)


def amount_of(price, basis, interval, period, rounding=cents, anchor=START):
    return period_amount(price, basis, interval, period, rounding, anchor)


@tagged("post_install", "-at_install")
class TestProrationExamples(BaseCase):
    """What people expect, written out."""

    def test_half_a_calendar_quarter_costs_half(self):
        period = next(iter_periods(date(2026, 2, 15), None, QUARTER, "calendar"))
        self.assertEqual(amount_of(1000.0, QUARTER, QUARTER, period), 500.0)

    def test_last_part_period_is_prorated_too(self):
        *_full, last = iter_periods(date(2026, 1, 1), date(2026, 4, 10), MONTH)
        self.assertEqual(amount_of(90.0, MONTH, MONTH, last), 30.0)

    def test_whole_period_of_a_leap_february_costs_the_whole(self):
        period = next(iter_periods(date(2024, 2, 1), None, MONTH))
        self.assertEqual(amount_of(90.0, MONTH, MONTH, period), 90.0)

    def test_yearly_price_billed_monthly(self):
        amounts = [full(1000.0, YEAR, MONTH, index) for index in range(24)]
        self.assertEqual(amounts, ([83.33] * 11 + [83.37]) * 2)

    def test_yearly_price_billed_every_five_months_closes_after_five_years(self):
        interval = Interval(5, "month")
        amounts = [full(1000.0, YEAR, interval, index) for index in range(12)]
        self.assertEqual(amounts, [416.67] * 11 + [416.63])

    def test_yearly_price_billed_every_two_years(self):
        self.assertEqual(full(1000.0, YEAR, Interval(2, "year"), 3), 2000.0)

    def test_monthly_price_billed_quarterly(self):
        self.assertEqual(full(33.35, MONTH, QUARTER, 7), 100.05)

    def test_weekly_price_billed_by_the_fortnight(self):
        self.assertEqual(full(33.35, WEEK, Interval(2, "week"), 7), 66.7)

    def test_weekly_price_billed_daily(self):
        amounts = [full(100.0, WEEK, DAY, index) for index in range(7)]
        self.assertEqual(amounts, [14.29] * 6 + [14.26])

    def test_weekly_price_billed_monthly_counts_the_days(self):
        self.assertEqual(full(70.0, WEEK, MONTH, 0), 310.0)
        self.assertEqual(full(70.0, WEEK, MONTH, 1), 280.0)

    def test_yearly_price_billed_weekly_comes_to_the_year(self):
        amounts = [full(1000.0, YEAR, WEEK, index) for index in range(52)]
        self.assertEqual(set(amounts), {19.18, 19.17})
        self.assertEqual(cents(sum(amounts)), cents(1000.0 * 364 / 365))

    def test_split_gives_the_remainder_to_the_last(self):
        self.assertEqual(split_amount(100.0, 3, cents), [33.33, 33.33, 33.34])

    def test_split_of_too_little_loses_nothing(self):
        self.assertEqual(sum(split_amount(0.05, 12, cents)), 0.05)

    def test_what_a_year_is_worth(self):
        self.assertEqual(annual_amount(1200.0, YEAR), 1200.0)
        self.assertEqual(annual_amount(100.0, MONTH), 1200.0)
        self.assertEqual(annual_amount(300.0, QUARTER), 1200.0)
        self.assertEqual(annual_amount(10.0, DAY), 3650.0)
        self.assertAlmostEqual(annual_amount(70.0, WEEK), 3650.0)
        self.assertAlmostEqual(annual_amount(140.0, Interval(2, "week")), 3650.0)


@tagged("post_install", "-at_install")
class TestProrationProperties(BaseCase):
    """What must hold for any price, tried on hundreds of them."""

    @EXAMPLES
    @given(prices, st.integers(1, 120), roundings)
    def test_parts_come_to_the_total(self, price, parts, unit):
        rounding = rounding_to(unit)
        total = rounding(price)
        amounts = split_amount(total, parts, rounding)
        self.assertEqual(rounding(sum(amounts)), total)
        self.assertEqual(len(set(amounts[:-1])), min(parts - 1, 1))

    @EXAMPLES
    @given(prices, months)
    def test_yearly_price_is_never_lost_over_the_cycle(self, price, interval):
        # after so many years the periods have filled whole years for any interval
        billed = sum(full(price, YEAR, interval, index) for index in range(12))
        self.assertAlmostEqual(billed, price * interval.count, places=2)

    @EXAMPLES
    @given(prices, st.sampled_from([1, 2, 3, 4, 6, 12]), st.integers(0, 50))
    def test_every_single_year_costs_the_yearly_price(self, price, count, year):
        per_year = 12 // count
        interval = Interval(count, "month")
        billed = sum(
            full(price, YEAR, interval, year * per_year + index)
            for index in range(per_year)
        )
        self.assertAlmostEqual(billed, price, places=2)

    @EXAMPLES
    @given(prices, bases, intervals, st.integers(1, 120))
    def test_no_cent_is_lost_between_days_and_months(self, price, basis, interval, n):
        """What was billed is what the days were worth, however it was billed."""
        if basis.is_comparable(interval):
            return
        billed = sum(full(price, basis, interval, index) for index in range(n))
        worth = worth_until(price, basis, START, interval.start(START, n))
        self.assertAlmostEqual(billed, cents(worth), places=2)

    @EXAMPLES
    @given(prices, intervals, st.integers(0, 100))
    def test_full_periods_of_a_price_of_the_same_length_are_equal(
        self, price, interval, index
    ):
        unit = Interval(1, interval.unit)
        for basis in (unit, interval):
            self.assertEqual(
                full(price, basis, interval, index), full(price, basis, interval, 0)
            )

    @EXAMPLES
    @given(
        prices,
        bases,
        intervals,
        roundings,
        st.dates(date(2000, 1, 1), date(2099, 12, 31)),
        alignments,
    )
    def test_part_period_costs_no_more_than_the_whole(
        self, price, basis, interval, unit, start, alignment
    ):
        rounding = rounding_to(unit)
        anchor = basis.anchor(start, alignment)
        for period in islice(iter_periods(start, None, interval, alignment), 3):
            whole = full_amount(price, basis, interval, period, rounding, anchor)
            amount = amount_of(price, basis, interval, period, rounding, anchor)
            self.assertGreaterEqual(amount, 0.0)
            self.assertLessEqual(amount, whole)
            self.assertEqual(amount, rounding(amount))
            if period.is_full:
                self.assertEqual(amount, whole)

    @EXAMPLES
    @given(prices, bases, intervals, days)
    def test_two_parts_of_a_period_come_to_the_whole_but_for_a_cent(
        self, price, basis, interval, start
    ):
        period = next(iter_periods(start, None, interval))
        middle = period.start + (period.end - period.start) // 2
        if middle == period.end:
            return
        first = period._replace(end=middle)
        second = period._replace(start=middle + timedelta(days=1))
        whole = amount_of(price, basis, interval, period, anchor=start)
        parts = sum(
            amount_of(price, basis, interval, part, anchor=start)
            for part in (first, second)
        )
        self.assertLessEqual(abs(parts - whole), 0.0101)


@tagged("post_install", "-at_install")
class TestSpreading(BaseCase):
    """An amount over several lines, or over machines as they arrive."""

    def test_the_last_part_takes_the_remainder(self):
        self.assertEqual(
            spread_amount(1000.0, [1.0] * 3, cents), [333.33, 333.33, 333.34]
        )

    def test_a_part_without_weight_takes_nothing(self):
        self.assertEqual(spread_amount(10.0, [1.0, 2.0, 0.0], cents), [3.33, 6.67, 0.0])

    def test_less_cents_than_parts(self):
        self.assertEqual(spread_amount(0.02, [1.0] * 4, cents), [0.01, 0.01, 0.0, 0.0])

    @EXAMPLES
    @given(
        total=st.integers(0, 1_000_000),
        weights=st.lists(st.integers(0, 10_000_000), min_size=1, max_size=40).filter(
            any
        ),
        unit=roundings,
    )
    def test_parts_come_to_the_total_and_are_never_negative(self, total, weights, unit):
        rounding = rounding_to(unit)
        total = rounding(total * unit)
        parts = spread_amount(total, weights, rounding)
        self.assertEqual(rounding(sum(parts)), total)
        for part, weight in zip(parts, weights, strict=True):
            self.assertGreaterEqual(part, 0.0)
            self.assertEqual(part, rounding(part))
            if not weight:
                self.assertEqual(part, 0.0)

    @EXAMPLES
    @given(
        total=st.integers(0, 1_000_000),
        steps=st.lists(st.integers(1, 500), min_size=1, max_size=20),
        unit=roundings,
    )
    def test_shares_come_to_the_total_in_whatever_steps(self, total, steps, unit):
        rounding = rounding_to(unit)
        total = rounding(total * unit)
        before, shares = 0, []
        for step in steps:
            shares.append(share_amount(total, before, step, sum(steps), rounding))
            before += step
        self.assertEqual(rounding(sum(shares)), total)
        self.assertGreaterEqual(min(shares), 0.0)
        self.assertEqual(share_amount(total, before, 1, before, rounding), 0.0)

    @EXAMPLES
    @given(
        amount=prices,
        quantity=st.integers(1, 50_000).map(lambda number: number / 100),
        discount=st.integers(0, 9999).map(lambda number: number / 100),
        unit=roundings,
    )
    def test_unit_price_gives_the_amount_back(self, amount, quantity, discount, unit):
        rounding = rounding_to(unit)
        amount = rounding(amount)
        factor = quantity * (1 - discount / 100)
        price = unit_price(amount, factor, 2)
        self.assertEqual(rounding(price * factor), amount)

    def test_unit_price_is_round_where_it_can_be(self):
        self.assertEqual(unit_price(299.7, 0.9, 2), 333.0)
        self.assertEqual(unit_price(100.0, 3.0, 2), 100.0 / 3)
        self.assertEqual(unit_price(0.0, 0.0, 2), 0.0)
