# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import ormcache
from odoo.tools.date_utils import float_to_time

from ...tools.local_time import ONE_DAY, get_zone, iter_days, local_day, to_utc
from ...tools.working_time import WorkingTime, clip, merge, subtract


class TimeOff(NamedTuple):
    """Time between two moments at which somebody does not work.

    ``name`` may be told to whoever plans; what is the person's own has none. An
    appointment is one in the person's calendar, not a day off.
    """

    start: datetime
    end: datetime
    name: str = ""
    is_own: bool = False
    is_appointment: bool = False


class TimesOff(NamedTuple):
    """Holidays by ids of company and calendar, and their own time off by resource."""

    holidays: dict
    own: dict

    def get_holidays(self, company, calendar):
        """Those of everybody who works in ``company`` by ``calendar``."""
        found = self.holidays[company.id, False]
        return found + self.holidays[company.id, calendar.id] if calendar else found

    def get_all(self, resource):
        """Whatever keeps ``resource`` from working; it may overlap."""
        holidays = self.get_holidays(resource.company_id, resource.calendar_id)
        return self.own[resource.id] + holidays


class Week(NamedTuple):
    """What a calendar says, as it is kept between requests."""

    hours: dict  # by week and weekday: from and to
    has_turns: bool
    is_flexible: bool
    tz: str


class ResourceCalendar(models.Model):
    """The hours that a calendar says are worked, as spans; see tools.working_time.

    An empty calendar, or one with flexible hours, leaves people free to work at any
    time.
    """

    _inherit = "resource.calendar"

    # === CRUD METHODS === #

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    # === BUSINESS METHODS === #

    def _is_free(self):
        """Whether nobody says when to work."""
        return not self or self._get_week().is_flexible

    def _get_zone(self):
        return get_zone(self and self._get_week().tz)

    def _get_hours(self, start, end, zone=None):
        """Hours worked between two moments, breaks taken out, holidays not.

        :param zone: where the clock hangs; that of the calendar unless given
        :rtype: list[Span]
        """
        if self._is_free():
            return [(start, end)]
        return merge(self._get_attendance(start, end, zone or self._get_zone()))

    def _get_days(self, start, end, zone=None):
        """First and last working moment of each local day between two moments.

        A break in between does not count as time off, a holiday neither.

        :rtype: list[Span]
        """
        if self._is_free():
            return [(start, end)]
        zone = zone or self._get_zone()
        days = {}
        for first, last in self._get_attendance(start, end, zone):
            begin, _finish = days.setdefault(local_day(first, zone), (first, last))
            days[local_day(first, zone)] = begin, last
        return list(days.values())

    def _get_breaks(self, start, end, zone=None):
        """What is not worked between the first and last moment of each day.

        :rtype: list[Span]
        """
        return subtract(
            self._get_days(start, end, zone), self._get_hours(start, end, zone)
        )

    def _get_attendance(self, start, end, zone):
        """Working hours of each local day, one span for each line of the calendar.

        The same as Odoo's ``_attendance_intervals_batch``, which asks the database
        again for each calendar and each time.
        """
        week = self._get_week()
        turns = self.env["resource.calendar.attendance"]
        spans = []
        for day, _bounds in iter_days(start, end, zone):
            turn = turns.get_week_type(day) if week.has_turns else 0
            for hours in week.hours.get((turn, day.weekday()), ()):
                times = (datetime.combine(day, float_to_time(hour)) for hour in hours)
                spans.append(tuple(to_utc(time, zone) for time in times))
        return clip(sorted(spans), start, end)

    @ormcache("self.id")
    def _get_week(self):
        """
        :rtype: Week
        """
        # sudo: working hours are no secret to those who are measured by them
        calendar = self.sudo()
        hours = defaultdict(list)
        for line in calendar.attendance_ids:
            if not line.display_type and line.day_period != "lunch":
                turn = int(line.week_type or 0) if calendar.two_weeks_calendar else 0
                span = line.hour_from, line.hour_to
                hours[turn, int(line.dayofweek)].append(span)
        return Week(
            dict(hours),
            calendar.two_weeks_calendar,
            calendar.flexible_hours,
            calendar.tz,
        )

    def _get_working_time(self, company):
        """Hours of this calendar without the holidays of ``company``, in its zone.

        :rtype: WorkingTime
        """

        def load(start, end):
            off = self.env["resource.resource"]._get_times_off(start, end, company)
            holidays = off.get_holidays(company, self)
            return subtract(
                self._get_hours(start, end), [time[:2] for time in holidays]
            )

        return WorkingTime(load)


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


class WorkingTimes(dict):
    """Working time of calendars and companies, each made when it is first asked for."""

    def __missing__(self, key):
        calendar, company = key
        self[key] = calendar._get_working_time(company)
        return self[key]


class ResourceResource(models.Model):
    """When people work, and when they are off.

    The number of queries does not depend on the number of people and of their leaves.
    """

    _inherit = "resource.resource"

    def _get_service_hours(self, start, end, company):
        """Hours that these resources work between two moments.

        Whoever has no fixed hours can be planned at any time.

        :param company: whose hours are returned for no resource
        :return: for each resource, and for none, its spans; those that are the same
            for several people are the same list
        """
        # sudo: when somebody works is no secret to whoever plans with them
        people = self.sudo()
        off = people._get_times_off(start, end, company)
        shared = {}

        def get_shared(owner, calendar, zone):
            key = (calendar, zone, owner)
            if key not in shared:
                holidays = off.get_holidays(owner, calendar)
                shared[key] = subtract(
                    calendar._get_hours(start, end, zone),
                    [time[:2] for time in holidays],
                )
            return shared[key]

        calendar = company.sudo().resource_calendar_id  # sudo: see above
        hours = {self.browse(): get_shared(company, calendar, calendar._get_zone())}
        for person in people:
            zone = get_zone(person.tz)
            spans = get_shared(person.company_id, person.calendar_id, zone)
            own = [time[:2] for time in off.own[person.id]]
            hours[person.with_env(self.env)] = subtract(spans, own)
        return hours

    def _get_working_days(self, start, end):
        """First and last working moment of each local day, of those with fixed hours.

        :return: spans by resource, oldest first; see ``resource.calendar._get_days``
        """
        shared = {}
        days = {}
        for resource in self:
            calendar, zone = resource.calendar_id, get_zone(resource.tz)
            if calendar._is_free():
                continue
            if (calendar, zone) not in shared:
                shared[calendar, zone] = calendar._get_days(start, end, zone)
            days[resource] = shared[calendar, zone]
        return days

    def _get_times_off(self, start, end, company):
        """What keeps these resources, and everybody in ``company``, from working.

        :rtype: TimesOff
        """
        times = TimesOff(defaultdict(list), defaultdict(list))
        # sudo: that a person is off is no secret to whoever plans with them, why is
        leaves = self.env["resource.calendar.leaves"].sudo()
        companies = self.sudo().company_id | company
        for leave in leaves.search_fetch(
            Domain("time_type", "=", "leave")
            & Domain("resource_id", "in", [False, *self.ids])
            & Domain("date_from", "<", end + ONE_DAY)
            & Domain("date_to", ">", start - ONE_DAY),
            [
                "calendar_id",
                "company_id",
                "date_from",
                "date_to",
                "name",
                "resource_id",
            ],
        ):
            span = leave._get_span_off()
            if span[0] >= end or span[1] <= start:
                continue
            if leave.resource_id:
                times.own[leave.resource_id.id].append(TimeOff(*span, is_own=True))
                continue
            for one in leave.company_id or companies:
                times.holidays[one.id, leave.calendar_id.id].append(
                    TimeOff(*span, leave.name or "")
                )
        for resource, span in self._get_appointments(start, end):
            appointment = TimeOff(*span, is_own=True, is_appointment=True)
            times.own[resource.id].append(appointment)
        return times
