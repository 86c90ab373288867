from datetime import datetime, timedelta
from typing import NamedTuple

import pytz

from odoo import api, models, tools
from odoo.tools.date_utils import float_to_time

from ...tools.spans import clip, merge

ONE_DAY = timedelta(days=1)


class Week(NamedTuple):
    """What a calendar says, as it is kept between requests."""

    hours: dict  # by week and weekday: from and to
    has_two_weeks: bool
    is_flexible: bool
    tz: str


class ResourceCalendar(models.Model):
    """Hours that are worked by the clock on the wall."""

    _inherit = "resource.calendar"

    # === CRUD METHODS === #

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    # === BUSINESS METHODS === #

    def _get_attendance_spans(self, start, end, zone):
        """Working hours in ``zone`` between two moments in UTC; see tools.spans."""
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
        """The same in the calendar's own zone; without fixed hours all the time."""
        if self._is_free():
            return [(start, end)]
        return self._get_working_days(start, end, pytz.timezone(self._get_week().tz))

    def _is_free(self):
        """Whether nobody says when to work."""
        return not self or self._get_week().is_flexible

    def _iter_working_days(self, start, end, zone):
        """Yield the working hours of each local day that has any."""
        week = self._get_week()
        day = pytz.utc.localize(start).astimezone(zone).date() - ONE_DAY
        attendances = self.env["resource.calendar.attendance"]
        while day <= end.date() + ONE_DAY:
            turn = attendances.get_week_type(day) if week.has_two_weeks else 0
            hours = week.hours.get((turn, day.weekday()))
            if hours:
                yield [
                    (_to_utc(day, first, zone), _to_utc(day, last, zone))
                    for first, last in hours
                ]
            day += ONE_DAY

    @tools.ormcache("self.id")
    def _get_week(self):
        """
        :rtype: Week
        """
        self.ensure_one()
        calendar = self.sudo()  # sudo: working hours are no secret
        hours = {}
        for attendance in calendar.attendance_ids:
            if attendance.display_type or attendance.day_period == "lunch":
                continue
            turn = int(attendance.week_type or 0) if calendar.two_weeks_calendar else 0
            hours.setdefault((turn, int(attendance.dayofweek)), []).append(
                (attendance.hour_from, attendance.hour_to)
            )
        return Week(
            hours,
            calendar.two_weeks_calendar,
            calendar.flexible_hours,
            calendar.tz or "UTC",
        )


class ResourceCalendarAttendance(models.Model):
    _inherit = "resource.calendar.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()


def _to_utc(day, hour, zone):
    if hour >= 24:  # the clock has no such time
        day, hour = day + ONE_DAY, 0
    moment = zone.localize(datetime.combine(day, float_to_time(hour)))
    return moment.astimezone(pytz.utc).replace(tzinfo=None)
