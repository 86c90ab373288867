# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 17: when a check is due, on every day of the calendar."""

from calendar import monthrange
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ....tools.duties import Rule, due_in_series, month_end
from ....tools.interval import Interval

EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True, database=None)
days = st.dates(date(2000, 1, 1), date(2090, 12, 31))
rules = st.builds(
    Rule,
    st.builds(
        Interval, st.integers(1, 60), st.sampled_from(["day", "week", "month", "year"])
    ),
    st.booleans(),
)


@tagged("at_install", "-post_install")
class TestDutyRule(BaseCase):
    def test_month_ends_and_leap_years(self):
        half_a_year = Rule(Interval(6, "month"), end_of_month=True)
        two_years = Rule(Interval(2, "year"))
        for rule, since, due in (
            (half_a_year, "2026-03-10", "2026-09-30"),
            (half_a_year, "2026-08-31", "2027-02-28"),
            (half_a_year, "2027-08-31", "2028-02-29"),
            (Rule(Interval(6, "month")), "2026-08-31", "2027-02-28"),
            (two_years, "2024-02-29", "2026-02-28"),
            (Rule(Interval(2, "year"), True), "2024-02-10", "2026-02-28"),
            (Rule(Interval(2, "week")), "2026-03-22", "2026-04-05"),
        ):
            with self.subTest(since=since):
                self.assertEqual(
                    rule.due(date.fromisoformat(since)), date.fromisoformat(due)
                )

    def test_late_check_does_not_shift_the_series(self):
        rule = Rule(Interval(6, "month"))
        anchor = date(2026, 1, 31)
        for last, due in (
            (None, date(2026, 7, 31)),
            (date(2026, 7, 5), date(2027, 1, 31)),  # early, within the tolerance
            (date(2026, 6, 5), date(2026, 7, 31)),  # too early to count
            (date(2026, 11, 20), date(2027, 1, 31)),
        ):
            self.assertEqual(due_in_series(anchor, rule, last, 30), due)

    def test_empty_interval(self):
        rule = Rule(Interval(0, "month"))
        with self.assertRaises(ValueError):
            rule.due(date(2026, 1, 1))
        with self.assertRaises(ValueError):
            due_in_series(date(2026, 1, 1), rule, date(2026, 2, 1), 0)

    @EXAMPLES
    @given(days, rules)
    def test_month_end_is_the_last_day_of_the_same_month(self, since, rule):
        due = rule.due(since)
        exact = rule._replace(end_of_month=False).due(since)
        self.assertGreater(due, since)
        self.assertGreaterEqual(due, exact)
        self.assertEqual((due.year, due.month), (exact.year, exact.month))
        if rule.end_of_month:
            self.assertEqual(due.day, monthrange(due.year, due.month)[1])
            self.assertEqual(due, month_end(due))

    @EXAMPLES
    @given(days, rules, st.integers(0, 4000), st.integers(0, 90))
    def test_series_goes_on_after_each_check(self, anchor, rule, offset, early):
        last = anchor + timedelta(days=offset)
        due = due_in_series(anchor, rule, last, early)
        settled = last + timedelta(days=early)
        self.assertGreater(due, settled)
        series = []
        while not series or series[-1] <= settled:
            series.append(rule.due(anchor, len(series) + 1))
        self.assertEqual(due, series[-1])  # the first one that is not settled
