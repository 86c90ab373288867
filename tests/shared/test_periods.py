# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 1: periods are exact. Calendar arithmetic that every bill rests on."""

from datetime import date, timedelta
from itertools import islice, pairwise

from dateutil.relativedelta import relativedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.interval import Interval
from ...tools.periods import (
    Period,
    covered_until,
    days_between,
    iter_periods,
    last_day,
    next_occurrence,
    on_month_day,
    split_after,
    subtract,
    subtract_intervals,
)

EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True, database=None)

days = st.dates(date(2000, 1, 1), date(2100, 12, 31)) | st.sampled_from(
    [
        date(year, month, day)
        for year in (2023, 2024, 2025)
        for month, day in ((1, 29), (1, 30), (1, 31), (2, 28), (8, 31), (12, 31))
    ]
    + [date(2024, 2, 29)]
)
MONTH, QUARTER, YEAR = Interval(1, "month"), Interval(3, "month"), Interval(1, "year")
intervals = st.builds(
    Interval, st.integers(1, 36), st.sampled_from(["day", "week", "month"])
) | st.builds(Interval, st.integers(1, 3), st.just("year"))
alignments = st.sampled_from(["anniversary", "calendar"])
lengths = st.integers(0, 3000)  # days from first to last day of a line


def days_of(periods):
    """Every day that ``periods`` hold, as often as they hold it."""
    return [
        period.start + timedelta(days=offset)
        for period in periods
        for offset in range(period.days)
    ]


@tagged("post_install", "-at_install")
class TestPeriodExamples(BaseCase):
    """What people expect, written out."""

    def _spans(self, *args, count=3, **kwargs):
        periods = islice(iter_periods(*args, **kwargs), count)
        return [(str(period.start), str(period.end)) for period in periods]

    def test_monthly_from_the_30th_of_january(self):
        self.assertEqual(
            self._spans(date(2025, 1, 30), None, MONTH),
            [
                ("2025-01-30", "2025-02-27"),
                ("2025-02-28", "2025-03-29"),
                ("2025-03-30", "2025-04-29"),
            ],
        )

    def test_yearly_from_the_29th_of_february(self):
        self.assertEqual(
            self._spans(date(2024, 2, 29), None, YEAR, count=5)[-2:],
            [("2027-02-28", "2028-02-28"), ("2028-02-29", "2029-02-27")],
        )

    def test_calendar_quarters_are_clipped_to_the_line(self):
        self.assertEqual(
            self._spans(
                date(2026, 2, 15), date(2026, 8, 10), QUARTER, "calendar", count=9
            ),
            [
                ("2026-02-15", "2026-03-31"),
                ("2026-04-01", "2026-06-30"),
                ("2026-07-01", "2026-08-10"),
            ],
        )

    def test_part_period_remembers_the_whole_one(self):
        period = next(iter_periods(date(2026, 2, 15), None, QUARTER, "calendar"))
        self.assertEqual((period.days, period.full_days), (45, 90))
        self.assertFalse(period.is_full)

    def test_line_of_a_single_day(self):
        self.assertEqual(
            self._spans(date(2026, 5, 1), date(2026, 5, 1), YEAR),
            [("2026-05-01", "2026-05-01")],
        )

    def test_twelve_months_end_on_the_day_before(self):
        self.assertEqual(last_day(date(2026, 3, 10), 12, "month"), date(2027, 3, 9))

    def test_fortnights_from_a_start(self):
        self.assertEqual(
            self._spans(date(2026, 2, 25), None, Interval(2, "week")),
            [
                ("2026-02-25", "2026-03-10"),
                ("2026-03-11", "2026-03-24"),
                ("2026-03-25", "2026-04-07"),
            ],
        )

    def test_calendar_weeks_begin_on_monday(self):
        self.assertEqual(
            self._spans(date(2026, 1, 1), None, Interval(1, "week"), "calendar"),
            [
                ("2026-01-01", "2026-01-04"),
                ("2026-01-05", "2026-01-11"),
                ("2026-01-12", "2026-01-18"),
            ],
        )

    def test_one_year_and_twelve_months_are_the_same(self):
        months = Interval(12, "month")
        self.assertEqual(YEAR.months, months.months)
        self.assertTrue(YEAR.holds_whole(months) and months.holds_whole(YEAR))

    def test_what_holds_whole_intervals(self):
        week, fortnight = Interval(1, "week"), Interval(2, "week")
        self.assertTrue(fortnight.holds_whole(week))
        self.assertTrue(week.holds_whole(Interval(1, "day")))
        self.assertFalse(week.holds_whole(fortnight))
        self.assertFalse(YEAR.holds_whole(week))
        self.assertEqual(week.meet(Interval(3, "day")), (3, 7))

    def test_empty_interval_is_refused(self):
        with self.assertRaises(ValueError):
            next(iter_periods(date(2026, 1, 1), None, Interval(0, "month")))

    def test_series_with_interval_of_zero_is_refused(self):
        with self.assertRaises(ValueError):
            next_occurrence(date(2026, 1, 1), Interval(0, "month"), date(2026, 1, 1))

    def test_monthly_series_from_the_31st_comes_back_to_the_31st(self):
        day = date(2025, 1, 31)
        series = []
        for _occurrence in range(4):
            day = next_occurrence(date(2025, 1, 31), MONTH, day)
            series.append(str(day))
        self.assertEqual(
            series, ["2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"]
        )


@tagged("post_install", "-at_install")
class TestPeriodProperties(BaseCase):
    """What must hold for any line, tried on hundreds of them."""

    @EXAMPLES
    @given(days, lengths, intervals, alignments)
    def test_periods_hold_every_day_of_the_line_once(
        self, start, length, interval, alignment
    ):
        end = start + timedelta(days=length)
        periods = list(iter_periods(start, end, interval, alignment))
        every_day = [start + timedelta(days=offset) for offset in range(length + 1)]
        self.assertEqual(days_of(periods), every_day)

    @EXAMPLES
    @given(days, intervals, alignments, st.integers(1, 60))
    def test_full_periods_touch_and_never_overlap(
        self, start, interval, alignment, count
    ):
        for one, following in pairwise(
            islice(iter_periods(start, None, interval, alignment), count)
        ):
            self.assertEqual(following.full_start - one.full_end, timedelta(days=1))
            self.assertEqual(following.index, one.index + 1)

    @EXAMPLES
    @given(days, intervals, alignments, st.integers(0, 400))
    def test_period_is_counted_from_the_anchor(self, start, interval, alignment, index):
        anchor = interval.anchor(start, alignment)
        unit = f"{interval.unit}s"
        first = anchor + relativedelta(**{unit: interval.count * index})
        following = anchor + relativedelta(**{unit: interval.count * (index + 1)})
        last = following - timedelta(days=1)
        period = next(
            iter_periods(start, None, interval, alignment, since=max(first, start))
        )
        if period.full_start == first:  # else the line starts in a later period
            self.assertEqual(period.full_end, last)
        else:
            self.assertLess(first, period.full_start)

    @EXAMPLES
    @given(days, intervals, st.integers(0, 10000))
    @example(date(2024, 1, 31), MONTH, 29)
    @example(date(2024, 2, 29), YEAR, 365)
    def test_index_is_the_inverse_of_start(self, anchor, interval, offset):
        day = anchor + timedelta(days=offset)
        index = interval.index(anchor, day)
        self.assertLessEqual(interval.start(anchor, index), day)
        self.assertGreater(interval.start(anchor, index + 1), day)

    @EXAMPLES
    @given(days, intervals, st.integers(0, 200))
    def test_start_is_the_inverse_of_index(self, anchor, interval, index):
        start = interval.start(anchor, index)
        self.assertEqual(interval.index(anchor, start), index)

    @EXAMPLES
    @given(days, lengths, intervals, alignments, st.integers(-400, 3000))
    def test_starting_later_skips_only_what_ends_before(
        self, start, length, interval, alignment, offset
    ):
        end = start + timedelta(days=length)
        since = start + timedelta(days=offset)
        periods = list(iter_periods(start, end, interval, alignment))
        self.assertEqual(
            list(iter_periods(start, end, interval, alignment, since=since)),
            [period for period in periods if period.full_end >= since],
        )

    @EXAMPLES
    @given(days, st.integers(1, 3), st.sampled_from([1, 2, 3, 4, 6, 12]))
    def test_calendar_periods_begin_with_the_calendar(self, start, years, interval):
        end = start + relativedelta(years=years)
        for period in iter_periods(start, end, Interval(interval, "month"), "calendar"):
            self.assertEqual(period.full_start.day, 1)
            self.assertEqual((period.full_start.month - 1) % interval, 0)

    @EXAMPLES
    @given(days, st.integers(1, 8))
    def test_calendar_weeks_begin_with_the_week(self, start, count):
        interval = Interval(count, "week")
        for period in islice(iter_periods(start, None, interval, "calendar"), 5):
            self.assertEqual(period.full_start.isoweekday(), 1)

    @EXAMPLES
    @given(
        days,
        st.integers(0, 60),
        st.lists(st.tuples(st.integers(-20, 80), st.integers(0, 40)), max_size=6),
    )
    def test_what_is_left_and_what_is_taken_are_the_whole(self, start, length, spans):
        end = start + timedelta(days=length)
        period = Period(0, start, end, start, end)
        taken = [
            (start + timedelta(days=first), start + timedelta(days=first + more))
            for first, more in spans
        ]
        free = subtract(period, taken)
        expected = [
            day
            for day in days_of([period])
            if not any(first <= day <= last for first, last in taken)
        ]
        self.assertEqual(days_of(free), expected)
        for one, following in pairwise(free):
            self.assertGreater(following.start - one.end, timedelta(days=1))

    @EXAMPLES
    @given(
        days,
        st.lists(st.tuples(st.integers(-5, 40), st.integers(0, 15)), max_size=8),
    )
    def test_covered_until_is_the_day_before_the_first_gap(self, start, spans):
        taken = [
            (start + timedelta(days=first), start + timedelta(days=first + more))
            for first, more in spans
        ]
        gap = start
        while any(first <= gap <= last for first, last in taken):
            gap += timedelta(days=1)
        expected = gap - timedelta(days=1) if gap > start else None
        self.assertEqual(covered_until(start, taken), expected)

    @EXAMPLES
    @given(days, intervals, st.integers(-500, 5000))
    def test_next_occurrence_is_the_first_of_the_series_after(
        self, anchor, interval, offset
    ):
        after = anchor + timedelta(days=offset)
        unit, count = f"{interval.unit}s", 0
        while anchor + relativedelta(**{unit: count * interval.count}) <= after:
            count += 1
        expected = anchor + relativedelta(**{unit: count * interval.count})
        self.assertEqual(next_occurrence(anchor, interval, after), expected)

    @EXAMPLES
    @given(days, lengths)
    def test_days_between_counts_both_ends(self, start, length):
        self.assertEqual(
            days_between(start, start + timedelta(days=length)), length + 1
        )

    @given(
        days,
        st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=5),
        st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=5),
    )
    @EXAMPLES
    def test_intervals_minus_intervals_are_sets_of_days(self, start, wanted, taken):
        def spans(pairs):
            return [
                (start + timedelta(first), start + timedelta(first + length))
                for first, length in pairs
            ]

        def held(pairs):
            return {
                first + timedelta(offset)
                for first, last in pairs
                for offset in range((last - first).days + 1)
            }

        left = subtract_intervals(spans(wanted), spans(taken))
        self.assertEqual(held(left), held(spans(wanted)) - held(spans(taken)))

    @given(days, st.integers(0, 60), st.lists(st.integers(-5, 70), max_size=5))
    @EXAMPLES
    def test_a_period_cut_into_parts_loses_no_day(self, start, length, cuts):
        end = start + timedelta(length)
        period = Period(0, start, end, start, end)
        parts = list(split_after(period, [start + timedelta(cut) for cut in cuts]))
        self.assertEqual(days_of(parts), days_of([period]))
        self.assertEqual(
            {part.end for part in parts[:-1]},
            {start + timedelta(cut) for cut in cuts if 0 <= cut < length},
        )

    @given(days, st.integers(1, 31))
    @EXAMPLES
    def test_a_day_of_the_month_is_the_first_one_that_comes(self, day, month_day):
        found = on_month_day(day, month_day)
        self.assertGreaterEqual(found, day)
        self.assertLess(found, day + relativedelta(months=1, days=1))
        last_of_month = found + relativedelta(day=31)
        self.assertEqual(found.day, min(month_day, last_of_month.day))
