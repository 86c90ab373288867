# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The clock on the wall and the moments of the database, without a database."""

from datetime import date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.local_time import (
    day_bounds,
    day_start,
    get_zone,
    iter_days,
    local_day,
    to_local,
    to_utc,
)

# with summer time at two, at midnight, of half an hour, in the south, and without
ZONES = st.sampled_from(
    [
        get_zone(name)
        for name in (
            "Europe/Rome",
            "America/Los_Angeles",
            "America/Havana",
            "Africa/Cairo",
            "Australia/Lord_Howe",
            "Pacific/Auckland",
            "Asia/Kolkata",
            "UTC",
        )
    ]
)
HALF = timedelta(minutes=30)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1))
DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@tagged("post_install", "-at_install")
class TestLocalTime(BaseCase):
    @given(MOMENTS, ZONES)
    def test_each_moment_is_of_one_day(self, moment, zone):
        start, end = day_bounds(local_day(moment, zone), zone)
        self.assertLessEqual(start, moment)
        self.assertLess(moment, end)

    @given(DAYS, ZONES)
    def test_a_day_begins_once(self, day, zone):
        start = day_start(day, zone)
        self.assertEqual(local_day(start, zone), day)
        self.assertLess(local_day(start - timedelta(microseconds=1), zone), day)

    @given(MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)), ZONES)
    def test_days_leave_no_gap(self, start, length, zone):
        days = list(iter_days(start, start + length, zone))
        for (_day, (_start, end)), (_next, (begin, _end)) in zip(
            days, days[1:], strict=False
        ):
            self.assertEqual(end, begin)
        if days:
            self.assertLessEqual(days[0][1][0], start)
            self.assertGreaterEqual(days[-1][1][1], start + length)

    @given(DAYS, st.times().map(lambda t: t.replace(microsecond=0)), ZONES)
    def test_what_the_clock_shows_comes_back(self, day, hour, zone):
        local = datetime.combine(day, hour)
        shown = to_local(to_utc(local, zone), zone)
        # only a time that the clock leaves out is another one, as much later
        self.assertIn(shown - local, (timedelta(0), timedelta(hours=1), HALF))
        if shown != local:
            self.assertEqual(day_length(day, zone), timedelta(days=1) - (shown - local))

    def test_clock_changes_in_rome(self):
        zone = get_zone("Europe/Rome")
        self.assertEqual(
            [to_utc(datetime(2026, 3, day, 15), zone).hour for day in (28, 29)],
            [14, 13],
        )
        self.assertEqual(day_length(date(2026, 3, 29), zone), timedelta(hours=23))
        self.assertEqual(day_length(date(2026, 10, 25), zone), timedelta(hours=25))

    def test_a_day_without_a_midnight(self):
        zone = get_zone("Africa/Cairo")  # where summer begins at midnight
        start = day_start(date(2026, 4, 24), zone)
        self.assertEqual(to_local(start, zone).time(), time(1))

    def test_unknown_zones_are_passed_over(self):
        self.assertEqual(
            get_zone(False, "Nowhere/Land", "Asia/Tokyo").zone, "Asia/Tokyo"
        )
        self.assertEqual(get_zone().zone, "UTC")


def day_length(day, zone):
    start, end = day_bounds(day, zone)
    return end - start
