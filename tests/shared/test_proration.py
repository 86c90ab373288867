"""Rule 2: a part period is prorated by days, and no cent is lost."""

from datetime import date
from itertools import islice

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged
from odoo.tools import float_round

from ...tools.periods import iter_periods
from ...tools.proration import (
    annual_amount,
    full_amount,
    period_amount,
    share_amount,
    split_amount,
    spread_amount,
    unit_price,
)

EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True, database=None)

prices = st.integers(1, 10_000_000).map(lambda cents: cents / 100)
months = st.integers(1, 36)
bases = st.sampled_from(["period", "month", "year"])
roundings = st.sampled_from([0.001, 0.01, 0.05, 1.0])  # dinar, euro, franc, yen


def cents(amount):
    return float_round(amount, precision_rounding=0.01)


def rounding_to(unit):
    return lambda amount: float_round(amount, precision_rounding=unit)


@tagged("post_install", "-at_install")
class TestProrationExamples(BaseCase):
    """What people expect, written out."""

    def test_half_a_calendar_quarter_costs_half(self):
        period = next(iter_periods(date(2026, 2, 15), None, 3, "calendar"))
        self.assertEqual(period_amount(1000.0, "period", 3, period, cents), 500.0)

    def test_last_part_period_is_prorated_too(self):
        *_full, last = iter_periods(date(2026, 1, 1), date(2026, 4, 10), 1)
        self.assertEqual(period_amount(90.0, "month", 1, last, cents), 30.0)

    def test_whole_period_of_a_leap_february_costs_the_whole(self):
        period = next(iter_periods(date(2024, 2, 1), None, 1))
        self.assertEqual(period_amount(90.0, "month", 1, period, cents), 90.0)

    def test_yearly_price_billed_monthly(self):
        amounts = [full_amount(1000.0, "year", 1, k, cents) for k in range(24)]
        self.assertEqual(amounts, ([83.33] * 11 + [83.37]) * 2)

    def test_yearly_price_billed_every_five_months_closes_after_five_years(self):
        amounts = [full_amount(1000.0, "year", 5, k, cents) for k in range(12)]
        self.assertEqual(amounts, [416.67] * 11 + [416.63])

    def test_yearly_price_billed_every_two_years(self):
        self.assertEqual(full_amount(1000.0, "year", 24, 3, cents), 2000.0)

    def test_monthly_price_billed_quarterly(self):
        self.assertEqual(full_amount(33.35, "month", 3, 7, cents), 100.05)

    def test_split_gives_the_remainder_to_the_last(self):
        self.assertEqual(split_amount(100.0, 3, cents), [33.33, 33.33, 33.34])

    def test_split_of_too_little_loses_nothing(self):
        self.assertEqual(sum(split_amount(0.05, 12, cents)), 0.05)

    def test_what_a_year_is_worth(self):
        self.assertEqual(annual_amount(1200.0, "year", 1), 1200.0)
        self.assertEqual(annual_amount(100.0, "month", 3), 1200.0)
        self.assertEqual(annual_amount(300.0, "period", 3), 1200.0)


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
        # After `interval` years the periods have filled whole years for any interval.
        count = 12
        billed = sum(
            full_amount(price, "year", interval, k, cents) for k in range(count)
        )
        self.assertAlmostEqual(billed, price * interval, places=2)

    @EXAMPLES
    @given(prices, st.sampled_from([1, 2, 3, 4, 6, 12]), st.integers(0, 50))
    def test_every_single_year_costs_the_yearly_price(self, price, interval, year):
        per_year = 12 // interval
        billed = sum(
            full_amount(price, "year", interval, year * per_year + k, cents)
            for k in range(per_year)
        )
        self.assertAlmostEqual(billed, price, places=2)

    @EXAMPLES
    @given(prices, months, st.integers(0, 100))
    def test_full_periods_of_a_monthly_or_period_price_are_equal(
        self, price, interval, index
    ):
        for basis in ("month", "period"):
            self.assertEqual(
                full_amount(price, basis, interval, index, cents),
                full_amount(price, basis, interval, 0, cents),
            )

    @EXAMPLES
    @given(
        prices,
        bases,
        months,
        roundings,
        st.dates(date(2000, 1, 1)).filter(lambda day: day.year < 2100),
    )
    def test_part_period_costs_no_more_than_the_whole(
        self, price, basis, interval, unit, start
    ):
        rounding = rounding_to(unit)
        for period in islice(iter_periods(start, None, interval, "calendar"), 3):
            whole = full_amount(price, basis, interval, period.index, rounding)
            amount = period_amount(price, basis, interval, period, rounding)
            self.assertGreaterEqual(amount, 0.0)
            self.assertLessEqual(amount, whole)
            self.assertEqual(amount, rounding(amount))
            if period.is_full:
                self.assertEqual(amount, whole)

    @EXAMPLES
    @given(
        prices, bases, st.integers(1, 12), st.dates(date(2020, 1, 1), date(2030, 1, 1))
    )
    def test_two_parts_of_a_period_come_to_the_whole_but_for_a_cent(
        self, price, basis, interval, start
    ):
        period = next(iter_periods(start, None, interval))
        middle = period.start + (period.end - period.start) // 2
        if middle == period.end:
            return
        first = period._replace(end=middle)
        second = period._replace(start=date.fromordinal(middle.toordinal() + 1))
        whole = period_amount(price, basis, interval, period, cents)
        parts = sum(
            period_amount(price, basis, interval, part, cents)
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
