# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Working hours of calendars: by the clock on the wall, holidays taken out."""

from datetime import date, datetime, timedelta

from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st
from pytz import utc

from odoo import Command
from odoo.tests import BaseCase, tagged

from ...tools.local_time import day_bounds, get_zone, iter_days, local_day, to_local
from ...tools.working_time import clip, complement, hours, merge, subtract
from ..common import ServiceCommon

HOUR = timedelta(hours=1)
START = datetime(2026, 3, 1)
SPANS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 30)).map(
        lambda pair: (
            START + timedelta(hours=pair[0]),
            START + timedelta(hours=sum(pair)),
        )
    ),
    max_size=15,
)


@tagged("post_install", "-at_install")
class TestSpans(BaseCase):
    """Compared with the hours that they hold, one by one."""

    def _hours(self, spans):
        return {
            number
            for start, end in spans
            for number in range((start - START) // HOUR, (end - START) // HOUR)
        }

    @given(SPANS)
    def test_merged_in_order_and_apart(self, spans):
        merged = merge(spans)
        self.assertEqual(self._hours(merged), self._hours(spans))
        for (_start, end), (begin, _end) in zip(merged, merged[1:], strict=False):
            self.assertLess(end, begin)

    @given(SPANS, SPANS)
    def test_what_is_taken_is_gone(self, spans, taken):
        left = subtract(merge(spans), taken)
        self.assertEqual(self._hours(left), self._hours(spans) - self._hours(taken))

    @given(SPANS, st.integers(0, 200), st.integers(1, 60))
    def test_clipped_and_its_complement_fill_the_window(self, spans, first, length):
        start = START + first * HOUR
        end = start + length * HOUR
        inside = clip(merge(spans), start, end)
        free = complement(merge(spans), start, end)
        self.assertEqual(
            self._hours(inside) | self._hours(free), self._hours([(start, end)])
        )
        self.assertFalse(self._hours(inside) & self._hours(free))
        self.assertAlmostEqual(hours(inside) + hours(free), length)


@tagged("post_install", "-at_install")
class TestCalendarHours(ServiceCommon):
    """8-12 and 13-17 from Monday to Friday, whatever the clock of the zone does."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {"name": "Week", "tz": "Europe/Rome", "company_id": cls.company.id}
        )

    @settings(max_examples=30, deadline=None)
    @given(
        st.dates(date(2024, 1, 1), date(2028, 12, 1)),
        st.sampled_from(["Europe/Rome", "America/Los_Angeles", "Australia/Lord_Howe"]),
    )
    def test_the_clock_on_the_wall(self, day, name):
        zone = get_zone(name)
        start = day_bounds(day, zone)[0]
        end = day_bounds(day + timedelta(days=20), zone)[1]
        worked = self.calendar._get_hours(start, end, zone)
        for local, bounds in iter_days(start, end, zone):
            shown = [
                (to_local(first, zone).hour, to_local(last, zone).hour)
                for first, last in clip(worked, *bounds)
            ]
            expected = [(8, 12), (13, 17)] if local.weekday() < 5 else []
            self.assertEqual(shown, expected, local)
        self.assertEqual(
            [
                (local_day(first, zone), (last - first) / HOUR)
                for first, last in self.calendar._get_days(start, end, zone)
            ],
            [
                (local, 9)
                for local, _bounds in iter_days(start, end, zone)
                if local.weekday() < 5
            ],
        )

    def test_the_same_hours_as_odoo(self):
        """Also of a calendar whose weeks take turns."""
        self.calendar.switch_calendar_type()
        self.calendar.attendance_ids.filtered(
            lambda line: line.week_type == "1" and line.dayofweek in "13"
        ).unlink()
        zone = get_zone("Europe/Rome")
        start, end = datetime(2026, 3, 2, 9, 30), datetime(2026, 4, 20, 14, 10)
        intervals = self.calendar._attendance_intervals_batch(
            utc.localize(start), utc.localize(end), tz=zone
        )[False]
        self.assertEqual(
            self.calendar._get_attendance(start, end, zone),
            [
                tuple(one.astimezone(utc).replace(tzinfo=None) for one in span)
                for *span, _lines in intervals
            ],
        )

    def test_queries_do_not_grow_with_calendars(self):
        def count(calendars):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            for calendar in calendars:
                calendar._get_hours(START, START + timedelta(days=30))
            return self.env.cr.sql_log_count - before

        many = self.calendar.create(
            [{"name": f"Week {one}", "tz": "Europe/Rome"} for one in range(20)]
        )
        self.assertEqual(count(many[:2]), count(many))

    def test_no_gap_at_midnight(self):
        """Odoo ends a day one microsecond before the next one begins."""
        self.calendar.attendance_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "name": "All day",
                        "dayofweek": str(day),
                        "hour_from": 0,
                        "hour_to": 24,
                        "day_period": "full_day",
                    }
                )
                for day in range(7)
            ),
        ]
        span = datetime(2026, 3, 20), datetime(2026, 4, 10)
        self.assertEqual(self.calendar._get_hours(*span), [span])

    def test_flexible_hours_are_any_time(self):
        span = datetime(2026, 3, 20), datetime(2026, 4, 10)
        self.calendar.flexible_hours = True
        self.assertEqual(self.calendar._get_hours(*span), [span])
        self.assertEqual(self.env["resource.calendar"]._get_hours(*span), [span])

    def test_working_time_leaves_holidays_out(self):
        """From Friday 16:00 two hours: over a holiday and the beginning of summer."""
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Feast",
                "company_id": self.company.id,
                "date_from": "2026-03-29 22:00:00",
                "date_to": "2026-03-30 22:00:00",
            }
        )
        time = self.calendar._get_working_time(self.company)
        friday = datetime(2026, 3, 27, 15)
        self.assertEqual(time.after(friday, 2), datetime(2026, 3, 31, 7))
        self.assertEqual(time.between(friday, datetime(2026, 4, 1)), 9)


@tagged("post_install", "-at_install")
class TestZones(ServiceCommon):
    """Whose clock counts."""

    def test_zone_of_a_site(self):
        self.company.resource_calendar_id.tz = "Europe/Rome"
        site = self.customer

        def zone(**vals):
            site.write({"country_id": False, "tz": False, **vals})
            return site._get_service_zone(self.company).zone

        states = self.env.ref("base.us").id
        self.assertEqual(zone(), "Europe/Rome")
        self.assertEqual(zone(tz="America/Los_Angeles"), "America/Los_Angeles")
        self.assertEqual(
            zone(country_id=states, tz="America/Los_Angeles"), "America/Los_Angeles"
        )
        # entered by somebody on the other side of the world
        self.assertEqual(zone(country_id=states, tz="Asia/Tokyo"), "Europe/Rome")
        italy = self.env.ref("base.it").id
        self.assertEqual(zone(country_id=italy, tz="Asia/Tokyo"), "Europe/Rome")

    def test_today_is_that_of_the_company(self):
        tokyo = self.env(context={**self.env.context, "tz": "Asia/Tokyo"})
        self.company.resource_calendar_id.tz = "America/Los_Angeles"
        with freeze_time("2026-03-10 05:00:00"):
            today = self.company.with_env(tokyo)._get_service_today()
        self.assertEqual(today, date(2026, 3, 9))
