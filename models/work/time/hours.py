# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare, float_round

from ....tools.local_time import day_bounds, day_start, get_zone, iter_days, local_day
from ....tools.working_time import (
    clip,
    hours,
    hours_between,
    merge,
    round_hours,
    subtract,
)

SUNDAY = 6


class ServiceActivity(models.Model):
    """When somebody worked: breaks, rounding, and hours at unusual times."""

    _inherit = "service.activity"

    break_hours = fields.Float(string="Break", help="Hours between start and end off.")
    is_travel = fields.Boolean(related="activity_type_id.is_travel")
    hours_overtime = fields.Float(
        string="Overtime",
        compute="_compute_unusual_hours",
        store=True,
        compute_sudo=True,
        help="Hours outside the person's working hours.",
    )
    hours_holiday = fields.Float(
        string="Holiday Hours",
        compute="_compute_unusual_hours",
        store=True,
        compute_sudo=True,
        help="Hours on public holidays and on Sundays that are no working days.",
    )

    _check_break = models.Constraint(
        "CHECK(break_hours >= 0)", "A break cannot be negative."
    )

    # === COMPUTE METHODS === #

    @api.depends("state", "hours", "break_hours", "date_start", "employee_id")
    def _compute_unusual_hours(self):
        self.hours_overtime = 0.0
        self.hours_holiday = 0.0
        timed = self.filtered(lambda a: a.state == "done" and a.hours and a.date_start)
        for work_week, activities in timed.grouped(type(self)._get_work_week).items():
            spans = activities._get_calendar_spans(*work_week)
            for activity in activities:
                activity._split_hours(*spans)

    def _get_work_week(self):
        """Calendar, company and time zone that say when the person usually works."""
        person = self.employee_id.sudo()  # sudo: the calendar is HR's, not secret here
        # without a calendar a person is free to work at any time
        calendar = (person or self.company_id).resource_calendar_id
        return calendar, self.company_id, get_zone(person.tz, calendar.tz)

    def _get_span(self):
        """Start and end of the work, its break included."""
        self.ensure_one()
        length = timedelta(hours=self.hours + self.break_hours)
        return self.date_start, self.date_start + length

    def _get_calendar_spans(self, calendar, company, zone):
        """Working hours and holidays on the days of these activities.

        A Sunday on which nobody works is a holiday.
        """
        starts, ends = zip(*(activity._get_span() for activity in self), strict=True)
        start = day_start(local_day(min(starts), zone), zone)
        _begin, end = day_bounds(local_day(max(ends), zone), zone)
        times = self.env["resource.resource"]._get_times_off(start, end, company)
        holidays = [time[:2] for time in times.get_holidays(company, calendar)]
        worked = subtract(calendar._get_hours(start, end, zone), holidays)
        sundays = [
            bounds
            for day, bounds in iter_days(start, end, zone)
            if day.weekday() == SUNDAY and not clip(worked, *bounds)
        ]
        return worked, merge(holidays + sundays)

    def _split_hours(self, worked, holidays):
        """Tell the hours on holidays and those outside the working hours apart."""
        self.ensure_one()
        start, end = self._get_span()
        regular = hours(clip(worked, start, end))
        holiday = min(hours(clip(holidays, start, end)), self.hours)
        self.hours_holiday = float_round(holiday, precision_digits=4)
        self.hours_overtime = float_round(
            max(self.hours - self.hours_holiday - regular, 0.0), precision_digits=4
        )

    @api.onchange("date_end", "break_hours")
    def _onchange_times(self):
        if self.state == "done" and self.date_start and self.date_end:
            self.hours = self._get_measured_hours()

    # === CONSTRAINT METHODS === #

    @api.constrains("hours", "state", "employee_id", "date_done", "intervention_id")
    def _check_hours_of_day(self):
        """A person's day has 24 hours, over all jobs."""
        done = self.filtered(lambda a: a.state == "done" and a.employee_id and a.hours)
        totals = done._get_hours_of_days()
        for activity in done:
            day = activity.date_done
            total = totals[activity.employee_id.id, day]
            if float_compare(total, 24.0, precision_digits=2) > 0:
                raise ValidationError(
                    self.env._(
                        "%(person)s would have %(hours)s hours on %(day)s. A day has "
                        "24: correct the hours or the day of “%(activity)s”.",
                        person=activity.employee_id.name,
                        hours=round(total, 2),
                        day=fields.Date.to_string(day),
                        activity=activity.name,
                    )
                )

    def _get_hours_of_days(self):
        """Hours done by these people on these days, by person and day."""
        totals = defaultdict(float)
        if not self:
            return totals
        # sudo: hours count wherever they were worked, also on jobs of others
        work = (
            self.sudo()
            .with_context(active_test=False)
            .search(
                [
                    ("employee_id", "in", self.employee_id.ids),
                    ("state", "=", "done"),
                    ("date_done", "in", list(set(self.mapped("date_done")))),
                ]
            )
        )
        for activity in work:
            totals[activity.employee_id.id, activity.date_done] += activity.hours
        return totals

    # === ACTION METHODS === #

    def action_done(self):
        result = super().action_done()
        self._place_in_day()
        return result

    # === BUSINESS METHODS === #

    def _place_in_day(self):
        """Let the end follow from the hours, and operations of a person each other.

        Planned operations all begin with the job; what one person has recorded of them
        without a time was done one after the other.
        """
        to_place = self.filtered(lambda a: a.date_start and not a.timer_hours)
        for activity in list(to_place):
            start = activity._get_free_start(to_place)
            to_place -= activity
            entered = activity.date_end and activity._get_measured_hours()
            if start == activity.date_start and entered == activity.hours:
                continue
            end = start + timedelta(hours=activity.hours + activity.break_hours)
            activity.write(
                {"date_start": start, "date_end": end, "is_timed": activity.is_timed}
            )

    def _get_free_start(self, to_place):
        """Own start when it is known, else the end of what was done before.

        :param to_place: activities that do not count, as their own start is to find
        """
        self.ensure_one()
        if self.is_timed:
            return self.date_start
        before = self.intervention_id.activity_ids.filtered(
            lambda a: (
                a not in to_place
                and a.state == "done"
                and a.employee_id == self.employee_id
                and a.date_end
                and a.date_done == self.date_done
            )
        )
        return max([self.date_start, *before.mapped("date_end")])

    def _get_measured_hours(self):
        """Time from start to end without the break, rounded as the type says."""
        self.ensure_one()
        worked = hours_between(self.date_start, self.date_end) - self.break_hours
        return self._round_time(max(worked, 0.0))

    def _round_time(self, hours):
        kind = self.activity_type_id
        return round_hours(hours, kind.time_rounding, kind.time_rounding_method == "up")

    def _get_proposed_hours(self):
        """Hours of an operation that is recorded without any."""
        self.ensure_one()
        if self.date_start and self.date_end:
            return self._get_measured_hours()
        return self.planned_hours

    # === BILLABLE METHODS === #

    def _get_cover_kind(self):
        return "travel" if self.is_travel else super()._get_cover_kind()

    def _get_prepaid_hours(self):
        return 0.0 if self.is_travel else super()._get_prepaid_hours()

    @api.model
    def _get_coverage_depends(self):
        return [*super()._get_coverage_depends(), "activity_type_id"]
