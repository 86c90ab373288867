# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager
from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ....tools.distance import travel_hours


class ServiceIntervention(models.Model):
    """Somebody has left for the customer, which whoever plans sees at once."""

    _inherit = "service.intervention"

    state = fields.Selection(
        selection_add=[("on_the_way", "On the Way"), ("in_progress",)],
        ondelete={"on_the_way": lambda jobs: jobs._turn_back()},
    )
    left_on = fields.Datetime(
        string="Left At",
        readonly=True,
        copy=False,
        help="When the first of the people left for the customer.",
    )

    # === HOOKS === #

    def _get_open_states(self):
        return [*super()._get_open_states(), "on_the_way"]

    def _get_unbegun_states(self):
        return [*super()._get_unbegun_states(), "on_the_way"]

    @contextmanager
    def _watch_change(self, vals):
        """Who leaves the job, or loses its day, is no longer on the way to it."""
        moved = {"employee_ids", "date_start"} & vals.keys()
        # sudo: whoever gives a job away need not see it any more
        jobs = self.sudo() if moved else self.browse()
        travelling = jobs.filtered(lambda job: job.state == "on_the_way")
        before = {job: job.employee_ids for job in travelling}
        with super()._watch_change(vals):
            yield
        travelling.filtered(
            lambda job: (
                not job.date_start
                or (before[job] and not before[job] & job.employee_ids)
            )
        )._turn_back()

    def _get_arrival(self, previous, km):
        if self.state == "on_the_way":
            return self.left_on + timedelta(hours=travel_hours(km or 0.0))
        return super()._get_arrival(previous, km)

    def _prepare_route_stop(self, previous, km):
        """The people of the job may leave for it, and start it, from the route."""
        stop = super()._prepare_route_stop(previous, km)
        is_mine = self.env.user.employee_id in self.employee_ids
        waits = is_mine and self.state in self._get_unbegun_states()
        is_left = self.state == "on_the_way"
        return {
            **stop,
            "may_leave": waits and not is_left and self._may_leave(),
            "may_start": waits,
        }

    # === ACTION METHODS === #

    def action_leave(self):
        """Say that the user is on the way; the time until the start is travel time.

        :raises UserError: when the work is begun, or is not done at the customer's
        """
        self._check_asked_one()
        self._check_transition(self._get_unbegun_states())
        if not self._may_leave():
            raise UserError(
                self.env._("Job %s is not done at the customer's.", self.name)
            )
        self._leave()
        person = self.env.user.employee_id
        has_type = self.env["service.activity.type"]._find_travel_type(self.company_id)
        if has_type and person and person in (self.employee_ids or person):
            self.action_start_travel()

    def action_turn_back(self):
        """Take back that the user is on the way; no travel time is counted."""
        self._check_asked()
        self._check_transition(["on_the_way"])
        self._get_own_travel()._forget_travel()
        self.filtered(lambda job: not job._get_running_travel())._turn_back()

    def action_start(self):
        result = super().action_start()
        self._get_own_travel().action_timer_stop()
        return result

    def action_finish(self):
        """Whoever finishes is on the way no more."""
        self._get_own_travel().action_timer_stop()
        return super().action_finish()

    def action_start_open(self):
        """Begin the work and show the job as whoever does it needs it."""
        self._check_asked_one()
        self.action_start()
        return self._action_open_work()

    # === BUSINESS METHODS === #

    def _may_leave(self):
        self.ensure_one()
        return self.place == "site" and self.state in self._get_unbegun_states()

    def _leave(self):
        waiting = self.filtered(lambda job: job.state != "on_the_way")
        waiting._by_server().write(
            {"state": "on_the_way", "left_on": fields.Datetime.now()}
        )

    def _turn_back(self):
        """The jobs wait again, as planned or to be planned."""
        for state, jobs in self.grouped(type(self)._get_state_before).items():
            jobs._by_server().write({"state": state, "left_on": False})

    def _action_open_work(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_action_work"
        )
        return {**action, "res_id": self.id}

    def _get_state_before(self):
        return "planned" if self.date_start and self.employee_ids else "new"

    def _get_running_travel(self):
        """Operations that count the time of somebody who is on the way."""
        return self.activity_ids.filtered(lambda one: one.is_travel and one.timer_start)

    def _get_own_travel(self):
        """Those of the user; of everybody, if the user is none of the people."""
        person = self.env.user.employee_id
        return self._get_running_travel().filtered(
            lambda one: (
                one.employee_id == person
                or person not in one.intervention_id.employee_ids
            )
        )


class ServiceActivity(models.Model):
    """Time on the way belongs to the trip that it was for."""

    _inherit = "service.activity"

    def _begin_job(self):
        """Whoever counts the way to a job that is not begun is on the way to it."""
        job = self.intervention_id
        if self.is_travel and job._may_leave():
            job._leave()
        else:
            super()._begin_job()

    def _forget_travel(self):
        """Count no time; what only the button has made goes with it."""
        self.action_timer_discard()
        self.filtered(
            lambda one: not (one.hours or one.planned_hours or one.protocol_step_id)
        ).unlink()

    def _keep_travel(self, is_same_trip):
        """Leave travel to the job that it was for, when the rest goes to another.

        What was travelled is done. Planned travel that nobody made goes along, unless
        the other job needs no trip of its own: ``is_same_trip``.

        :return: those that are to be done on the other job
        """
        travel = self.filtered("is_travel")
        open_travel = travel.filtered(lambda one: one.state == "todo")
        made = open_travel.filtered("hours")
        to_make = (open_travel - made).filtered(
            lambda one: one.planned_hours and not is_same_trip
        )
        made.action_done()
        (open_travel - made - to_make).action_skip(
            self.env._("The next job needs no trip of its own.")
        )
        return self - travel | to_make
