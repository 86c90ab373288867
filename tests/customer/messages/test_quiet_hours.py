# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Quiet hours hold by the clock on the wall, in every zone and on every day."""

from datetime import datetime, timedelta

import pytz
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ....tools.local_time import to_local
from ....tools.quiet_hours import after_quiet

QUARTERS = st.integers(0, 95).map(lambda number: number / 4)
ZONES = st.sampled_from(
    [
        "Europe/Rome",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Pacific/Apia",
        "Asia/Kathmandu",
        "UTC",
    ]
).map(pytz.timezone)
MOMENTS = st.datetimes(datetime(2011, 1, 1), datetime(2040, 1, 1))
ROME = pytz.timezone("Europe/Rome")


def is_quiet(moment, zone, first, end):
    local = to_local(moment, zone)
    hour = local.hour + local.minute // 15 / 4
    return first <= hour < end if first <= end else hour >= first or hour < end


@tagged("post_install", "-at_install")
class TestQuietHours(BaseCase):
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(MOMENTS, ZONES, QUARTERS, QUARTERS)
    @example(datetime(2026, 3, 29, 0, 30), ROME, 20.0, 2.5)  # it is left out
    @example(datetime(2026, 10, 25, 0, 20), ROME, 20.0, 2.5)  # it comes twice
    def test_first_moment_that_is_not_quiet(self, moment, zone, first, end):
        after = after_quiet(moment, zone, first, end)
        self.assertGreaterEqual(after, moment)
        self.assertLessEqual(after - moment, timedelta(hours=26))
        if is_quiet(moment, zone, first, end):
            self.assertFalse(is_quiet(after, zone, first, end))
            self.assertEqual((after.second, after.microsecond), (0, 0))
        else:
            self.assertEqual(after, moment)
        self.assertEqual(after_quiet(after, zone, first, end), after)

    def test_the_same_hour_twice_is_never_quiet(self):
        moment = datetime(2026, 3, 10, 20)
        self.assertEqual(after_quiet(moment, ROME, 20.0, 20.0), moment)

    def test_over_midnight(self):
        evening, morning = datetime(2026, 3, 10, 19, 30), datetime(2026, 3, 11, 7)
        self.assertEqual(after_quiet(evening, ROME, 20.0, 8.0), morning)
        self.assertEqual(after_quiet(datetime(2026, 3, 11, 5), ROME, 20, 8), morning)
        self.assertEqual(after_quiet(morning, ROME, 20.0, 8.0), morning)
