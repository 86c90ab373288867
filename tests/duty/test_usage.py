# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 16: what was used between any two days adds up, whatever the readings."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.usage import (
    Reading,
    add_up,
    daily_use,
    estimated_total_at,
    forecast_day,
    judge,
    total_at,
    usage,
    value_at,
)

EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True, database=None)
START = date(2026, 1, 1)
offsets = st.integers(0, 1500)


def day(text):
    return date.fromisoformat(text)


def at(offset):
    return START + timedelta(days=offset)


@st.composite
def histories(draw):
    """Readings of a counter that only goes up, with counters that are replaced."""
    readings, shown = [], Fraction(draw(st.integers(0, 5000)), 10)
    for offset in sorted(draw(st.sets(offsets, min_size=1, max_size=8))):
        shown += Fraction(draw(st.integers(0, 50_000)), 10)
        if draw(st.integers(0, 5)):
            readings.append(Reading(at(offset), shown))
        else:
            new = Fraction(draw(st.integers(0, 100)))
            readings.append(Reading(at(offset), new, before=shown))
            shown = new
    return readings


@tagged("post_install", "-at_install")
class TestUsage(BaseCase):
    @EXAMPLES
    @given(histories(), st.lists(offsets, min_size=3, max_size=6), st.integers(0, 3))
    def test_adjacent_periods_add_up(self, readings, cuts, decimals):
        points = add_up(readings)
        cuts = sorted({*cuts, 0, 1600})
        parts = [
            usage(points, at(first), at(last - 1), decimals, estimate=True)
            for first, last in zip(cuts, cuts[1:], strict=False)
        ]
        whole = usage(points, at(cuts[0]), at(cuts[-1] - 1), decimals, estimate=True)
        self.assertEqual(sum(parts), whole)
        self.assertTrue(all(part >= 0 for part in parts))

    @EXAMPLES
    @given(histories(), st.randoms(use_true_random=False))
    def test_readings_come_in_any_order(self, readings, random):
        shuffled = random.sample(readings, len(readings))
        self.assertEqual(add_up(shuffled), add_up(readings))

    @EXAMPLES
    @given(histories(), offsets)
    def test_a_reading_on_the_way_changes_nothing(self, readings, offset):
        points = add_up(readings)
        total = total_at(points, at(offset))
        if total is None or offset in {(one.day - START).days for one in readings}:
            return
        if at(offset) < points[0].day:
            return
        shown = value_at(points, at(offset), decimals=12)
        more = add_up([*readings, Reading(at(offset), shown)])
        self.assertAlmostEqual(float(more[-1].total), float(points[-1].total))
        self.assertAlmostEqual(float(total_at(more, at(offset))), float(total))

    @EXAMPLES
    @given(st.lists(st.integers(0, 4000), min_size=2, max_size=8), st.integers(0, 9999))
    def test_a_counter_that_rolls_over(self, steps, first):
        readings, shown = [Reading(at(0), first)], first
        for number, step in enumerate(steps, start=1):
            shown = (shown + step) % 10_000
            readings.append(Reading(at(number), shown))
        self.assertEqual(add_up(readings, digits=4)[-1].total, sum(steps))

    def test_by_days_between_two_readings(self):
        points = add_up(
            [Reading(day("2026-01-10"), 1000), Reading(day("2026-02-09"), 1300)]
        )
        self.assertEqual(usage(points, day("2026-01-11"), day("2026-01-20")), 100)
        self.assertEqual(usage(points, day("2026-01-01"), day("2026-01-31")), 210)
        self.assertIsNone(usage(points, day("2026-02-01"), day("2026-02-10")))

    def test_an_estimate_gives_way_to_the_next_true_reading(self):
        readings = [
            Reading(day("2026-01-31"), 0),
            Reading(day("2026-02-28"), 5000, estimated=True),
        ]
        points = add_up(readings)
        self.assertEqual(usage(points, day("2026-02-01"), day("2026-02-28")), 5000)
        points = add_up([*readings, Reading(day("2026-03-31"), 590)])
        self.assertEqual(usage(points, day("2026-02-01"), day("2026-02-28")), 280)

    def test_an_estimate_is_of_the_last_twelve_months(self):
        points = add_up(
            [
                Reading(day("2024-01-01"), 0),
                Reading(day("2025-01-01"), 100_000),
                Reading(day("2026-01-01"), 103_650),
            ]
        )
        self.assertEqual(daily_use(points), 10)
        self.assertEqual(
            usage(points, day("2026-01-02"), day("2026-01-31"), estimate=True), 300
        )
        self.assertEqual(estimated_total_at(points, day("2026-01-11")), 103_750)

    @EXAMPLES
    @given(histories(), st.integers(1, 200_000))
    def test_the_day_that_is_forecast_is_the_first(self, readings, total):
        points = add_up(readings)
        found = forecast_day(points, Fraction(total))
        if not found or total <= 0:
            return
        self.assertGreaterEqual(estimated_total_at(points, found), total)
        if found > points[0].day:
            before = estimated_total_at(points, found - timedelta(days=1))
            self.assertLess(before, total)


@tagged("post_install", "-at_install")
class TestJudgedReadings(BaseCase):
    KNOWN = (
        Reading(day("2026-01-01"), 1000),
        Reading(day("2026-02-01"), 1310),
        Reading(day("2026-04-01"), 1900),
    )

    def judge(self, text, value, digits=0, **vals):
        return judge(self.KNOWN, Reading(day(text), value, **vals), digits)

    def test_what_fits(self):
        self.assertEqual(self.judge("2026-05-01", 2200), "")
        self.assertEqual(self.judge("2026-03-01", 1600), "")
        self.assertEqual(self.judge("2025-12-01", 700), "")

    def test_backwards(self):
        self.assertEqual(self.judge("2026-05-01", 1899), "backwards")
        self.assertEqual(self.judge("2026-03-01", 1901), "backwards")
        self.assertEqual(self.judge("2026-03-01", 1309), "backwards")

    def test_ten_times_the_usual(self):
        self.assertEqual(self.judge("2026-04-11", 2000), "")
        self.assertEqual(self.judge("2026-04-11", 3000), "unusual")

    def test_a_corrected_reading_is_not_judged_by_itself(self):
        self.assertEqual(self.judge("2026-04-01", 1850), "")

    def test_a_new_counter(self):
        self.assertEqual(self.judge("2026-05-01", 0, before=2200), "")
        self.assertEqual(self.judge("2026-05-01", 0, before=1800), "backwards")

    def test_a_counter_that_rolls_over(self):
        self.assertEqual(self.judge("2026-05-01", 1899, digits=4), "backwards")
        near = (Reading(day("2026-01-01"), 9700), Reading(day("2026-01-31"), 9990))
        self.assertEqual(judge(near, Reading(day("2026-02-28"), 200), digits=4), "")
