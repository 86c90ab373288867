# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Days of planned visits: series that never drift, moved to days when people work."""

from datetime import date, timedelta
from itertools import islice, pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ....tools.interval import Interval
from ....tools.periods import shift
from ....tools.visits import (
    first_occurrence,
    iter_series,
    on_weekday,
    open_day,
    visit_day,
)

EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True, database=None)

days = st.dates(date(2000, 1, 1), date(2080, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2025, 1, 31), date(2025, 1, 30), date(2025, 8, 31)]
)
intervals = st.integers(1, 30)
units = st.sampled_from(["week", "month", "year"])
offsets = st.integers(-400, 4000)
closures = st.sets(st.integers(-40, 40))


@tagged("post_install", "-at_install")
class TestVisitDayExamples(BaseCase):
    """What people expect, written out."""

    def test_month_ends_come_back(self):
        anchor = date(2025, 1, 31)
        series = islice(iter_series(anchor, Interval(1, "month"), anchor), 4)
        self.assertEqual(
            [str(day) for day in series],
            ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"],
        )

    def test_series_begins_again_where_it_is(self):
        since = date(2026, 3, 2)
        self.assertEqual(
            first_occurrence(date(2024, 1, 31), Interval(2, "month"), since),
            date(2026, 3, 31),
        )

    def test_preferred_weekday_is_of_the_same_week(self):
        sunday = date(2026, 3, 8)
        self.assertEqual(on_weekday(sunday, 0), date(2026, 3, 2))
        self.assertEqual(on_weekday(sunday, 6), sunday)

    def test_preferred_weekday_never_lies_before_the_first_day(self):
        wednesday = date(2026, 3, 4)
        self.assertEqual(visit_day(wednesday, 0, (), wednesday), wednesday)

    def test_closed_day_moves_to_the_next_open_one(self):
        closed = {date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9)}
        first = date(2026, 1, 1)
        self.assertEqual(
            open_day(date(2026, 3, 7), closed, first, None), date(2026, 3, 10)
        )

    def test_before_an_end_that_is_closed_the_day_moves_back(self):
        closed = {date(2026, 1, 31), date(2026, 2, 1)}
        first, last = date(2026, 1, 1), date(2026, 1, 31)
        self.assertEqual(open_day(last, closed, first, last), date(2026, 1, 30))

    def test_line_that_is_closed_all_its_days_is_visited_anyway(self):
        day = date(2026, 1, 31)
        self.assertEqual(open_day(day, {day}, day, day), day)


@tagged("post_install", "-at_install")
class TestVisitDayProperties(BaseCase):
    """What must hold for any series, tried on hundreds of them."""

    @EXAMPLES
    @given(days, intervals, units, offsets)
    @example(date(2024, 2, 29), 1, "year", 365)
    def test_first_occurrence_is_the_earliest_of_the_series(
        self, anchor, interval, unit, offset
    ):
        since = anchor + timedelta(days=offset)
        found = first_occurrence(anchor, Interval(interval, unit), since)
        index = 0
        while shift(anchor, index * interval, unit) < since:
            index += 1
        self.assertEqual(found, shift(anchor, index * interval, unit))

    @EXAMPLES
    @given(days, intervals, units, offsets)
    def test_series_is_the_same_wherever_one_enters_it(
        self, anchor, interval, unit, offset
    ):
        since = anchor + timedelta(days=offset)
        first = first_occurrence(anchor, Interval(interval, unit), since)
        whole = iter_series(anchor, Interval(interval, unit), anchor)
        entered = list(islice(iter_series(anchor, Interval(interval, unit), first), 5))
        expected = list(islice((day for day in whole if day >= first), 5))
        self.assertEqual(entered, expected)
        for one, following in pairwise(entered):
            self.assertLess(one, following)

    @EXAMPLES
    @given(days, st.integers(0, 6))
    def test_preferred_weekday_stays_in_its_week(self, day, weekday):
        moved = on_weekday(day, weekday)
        self.assertEqual(moved.weekday(), weekday)
        self.assertEqual(moved.isocalendar()[:2], day.isocalendar()[:2])

    @EXAMPLES
    @given(days, st.integers(1, 8), st.integers(0, 6))
    def test_weekly_series_keeps_its_weekday(self, anchor, interval, weekday):
        first = anchor - timedelta(days=7)
        series = islice(iter_series(anchor, Interval(interval, "week"), anchor), 8)
        visits = [visit_day(day, weekday, (), first) for day in series]
        self.assertEqual({day.weekday() for day in visits}, {weekday})
        self.assertEqual(
            {following - one for one, following in pairwise(visits)},
            {timedelta(weeks=interval)},
        )

    @EXAMPLES
    @given(
        days,
        closures,
        st.none() | st.integers(0, 6),
        st.integers(0, 20),
        st.none() | st.integers(0, 20),
    )
    def test_visit_lies_on_an_open_day_of_the_line_if_there_is_one(
        self, day, closures, weekday, before, after
    ):
        closed = {day + timedelta(days=offset) for offset in closures}
        first = day - timedelta(days=before)
        last = None if after is None else day + timedelta(days=after)
        found = visit_day(day, weekday, closed, first, last)
        self.assertGreaterEqual(found, first)
        if last is None:
            self.assertNotIn(found, closed)
            return
        self.assertLessEqual(found, last)
        span = (last - first).days + 1
        if not closed.issuperset(first + timedelta(days=n) for n in range(span)):
            self.assertNotIn(found, closed)

    @EXAMPLES
    @given(days, closures, st.none() | st.integers(0, 6), intervals, units)
    def test_visits_keep_the_order_of_the_series(
        self, anchor, closures, weekday, interval, unit
    ):
        closed = {anchor + timedelta(days=offset) for offset in closures}
        series = islice(iter_series(anchor, Interval(interval, unit), anchor), 8)
        visits = [visit_day(day, weekday, closed, anchor) for day in series]
        self.assertEqual(visits, sorted(visits))
