# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.exceptions import UserError

from ....tools.working_time import hours_between


class ServiceActivity(models.Model):
    """A clock that a technician starts and stops while working."""

    _inherit = "service.activity"

    timer_start = fields.Datetime(
        string="Timer Running Since", copy=False, readonly=True
    )
    timer_hours = fields.Float(
        string="Measured Hours",
        copy=False,
        readonly=True,
        help="What the timer has counted so far, not rounded.",
    )

    _timer_unique = models.UniqueIndex(
        "(employee_id) WHERE timer_start IS NOT NULL",
        "This person's timer is running on another operation. Stop it first.",
    )

    # === ACTION METHODS === #

    def action_timer_start(self):
        """Begin to count the user's time here; a timer that runs elsewhere stops.

        :raises UserError: when the job is finished, or nobody is there to work
        """
        self._check_asked_one()
        if self.timer_start:
            return
        self._check_job_open()
        person = self._get_timer_person()
        running = self._get_running_timers(person)
        running.action_timer_stop()
        running.flush_recordset(["timer_start"])  # before the next one takes its place
        self._begin_job()
        now = fields.Datetime.now()
        vals = {"timer_start": now, "employee_id": person.id, "state": "todo"}
        if not self.hours:
            vals |= {"date_start": now, "break_hours": 0.0}
        self._by_server().write(vals)

    def action_timer_stop(self):
        """Add the time since the start, rounded as the activity's type says.

        :raises UserError: when a timer was forgotten for more than a day
        """
        self._check_asked()
        now = fields.Datetime.now()
        for activity in self.filtered("timer_start"):
            measured = activity.timer_hours + hours_between(activity.timer_start, now)
            before = activity._round_time(activity.timer_hours)
            hours = activity.hours - before + activity._round_time(measured)
            if hours > 24:
                raise UserError(
                    self.env._(
                        "The timer of “%s” has been running for more than a day. "
                        "Discard it and enter the hours by hand.",
                        activity.name,
                    )
                )
            begun = activity.is_timed and activity.date_start or activity.timer_start
            start = min(begun, activity.timer_start)
            span = hours_between(start, now)
            activity._by_server().write(
                {
                    "timer_start": False,
                    "timer_hours": measured,
                    "hours": hours,
                    "date_start": start,
                    "date_end": now,
                    "is_timed": True,
                    "break_hours": max(span - max(measured, hours), 0.0),
                    "state": "done" if activity.is_travel else activity.state,
                }
            )

    def action_timer_discard(self):
        """Stop the timer without counting its time."""
        self._check_asked()
        self._by_server().timer_start = False

    def action_done(self):
        self.action_timer_stop()
        return super().action_done()

    def action_skip(self, reason=False):
        self.action_timer_discard()
        self._by_server().timer_hours = 0.0
        return super().action_skip(reason)

    # === BUSINESS METHODS === #

    def _begin_job(self):
        """Whoever counts time on a job works on it."""
        if self.intervention_id.state != "in_progress":
            self.intervention_id.action_start()

    def _check_job_open(self):
        if not self.intervention_id.is_open:
            raise UserError(
                self.env._(
                    "Job %s is finished or cancelled. Open it again before you work "
                    "on it.",
                    self.intervention_id.name,
                )
            )

    def _get_timer_person(self):
        """Whose time is counted: the user's on a job of theirs, else the planned one's.

        :raises UserError: when nobody is there, or the hours are somebody else's
        """
        user = self.env.user.employee_id
        mine = user in self.intervention_id.employee_ids
        person = user if mine else self.employee_id or user
        if not person:
            raise UserError(
                self.env._("Enter the person who works on “%s” first.", self.name)
            )
        if self.hours and self.employee_id and self.employee_id != person:
            raise UserError(
                self.env._(
                    "%(person)s has worked on “%(activity)s”. Add people to it, or an "
                    "operation of your own.",
                    person=self.employee_id.name,
                    activity=self.name,
                )
            )
        return person

    def _get_running_timers(self, person):
        # sudo: people stop their own timer, also on a job they are no longer part of
        return self.sudo().search(
            [("employee_id", "=", person.id), ("timer_start", "!=", False)]
        )
