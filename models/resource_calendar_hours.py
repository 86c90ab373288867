from datetime import datetime, timedelta

import pytz

from odoo import models
from odoo.tools.date_utils import float_to_time

from ..tools.spans import clip, merge

ONE_DAY = timedelta(days=1)


class ResourceCalendar(models.Model):
    """Hours that are worked by the clock on the wall."""

    _inherit = "resource.calendar"

    def _get_attendance_spans(self, start, end, zone):
        """Working hours in ``zone`` between two moments in UTC.

        The attendances of all calendars that were loaded together are read at once.

        :return: spans in UTC; see :mod:`tools.spans`
        """
        spans = [
            span
            for day_spans in self._iter_working_days(start, end, zone)
            for span in day_spans
        ]
        return clip(merge(spans), start, end)

    def _get_working_days(self, start, end, zone):
        """First and last working moment of each local day between two moments."""
        return [
            (min(first for first, _last in spans), max(last for _first, last in spans))
            for spans in self._iter_working_days(start, end, zone)
        ]

    def _get_usual_days(self, start, end):
        """The same in the calendar's own zone; without a calendar all the time."""
        if not self or self.flexible_hours:
            return [(start, end)]
        return self._get_working_days(start, end, pytz.timezone(self.tz))

    def _iter_working_days(self, start, end, zone):
        """Yield the working hours of each local day that has any."""
        self.ensure_one()
        by_day = self._get_attendances_by_day()
        day = pytz.utc.localize(start).astimezone(zone).date() - ONE_DAY
        while day <= end.date() + ONE_DAY:
            hours = by_day.get(self._get_day_key(day))
            if hours:
                yield [
                    (_to_utc(day, first, zone), _to_utc(day, last, zone))
                    for first, last in hours
                ]
            day += ONE_DAY

    def _get_day_key(self, day):
        """Which of the days of this calendar ``day`` is."""
        week = self.attendance_ids.get_week_type(day) if self.two_weeks_calendar else 0
        return week, day.weekday()

    def _get_attendances_by_day(self):
        by_day = {}
        for attendance in self.attendance_ids:
            if attendance.display_type or attendance.day_period == "lunch":
                continue
            week = int(attendance.week_type or 0) if self.two_weeks_calendar else 0
            by_day.setdefault((week, int(attendance.dayofweek)), []).append(
                (attendance.hour_from, attendance.hour_to)
            )
        return by_day


def _to_utc(day, hour, zone):
    moment = zone.localize(datetime.combine(day, float_to_time(hour)))
    return moment.astimezone(pytz.utc).replace(tzinfo=None)
