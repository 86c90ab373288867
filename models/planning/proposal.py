# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, models
from odoo.fields import Domain

from ...tools.slots import Stop


class ServiceIntervention(models.Model):
    """Jobs that people and free time are proposed for."""

    _name = "service.intervention"
    _inherit = ["service.intervention", "service.planning.proposal.mixin"]
    _people_field = "employee_ids"

    def _get_planning_length(self):
        return self.duration

    def _get_planning_urgency(self):
        return self.deadline, int(self.priority)

    def _get_planning_place(self):
        site = self.site_id.sudo()  # sudo: the site is on the job
        if self.place != "site" or not site._has_coordinates():
            return None
        return site._get_coordinates()

    def _get_planning_responsible(self):
        return self.user_id.sudo().employee_id  # sudo: only their id is used

    def _get_planning_skills(self):
        return self._get_required_skills()[self]

    def _get_planning_usual(self):
        """Who did the last job at the site."""
        jobs = self.sudo()  # sudo: who was there last is no secret to whoever plans
        last = jobs._read_group(
            Domain("site_id", "in", jobs.site_id.ids) & Domain("state", "=", "done"),
            ["site_id"],
            ["date_start:max"],
        )
        done = jobs.search_fetch(
            Domain.OR(
                Domain("site_id", "=", site.id) & Domain("date_start", "=", start)
                for site, start in last
            )
            & Domain("state", "=", "done"),
            ["site_id", "employee_ids"],
        )
        people = {job.site_id: job.employee_ids.ids for job in done}
        return {job.id: people.get(job.site_id, ()) for job in jobs}

    def _get_planning_stops(self, people, start, end):
        return self._search_planned(people, start, end)._make_planning_stops()

    @api.model
    def _search_planned(self, people, start, end):
        """Open jobs that some of ``people`` have between two moments."""
        # sudo: that a person is taken is no secret to whoever plans with them
        return self.sudo().search_fetch(
            Domain("is_open", "=", True)
            & Domain("employee_ids", "in", people.ids)
            & Domain("date_start", "<", end)
            & Domain("date_end", ">", start),
            ["date_start", "date_end", "employee_ids", "site_id", "place"],
        )

    def _make_planning_stops(self):
        """What these jobs keep each of their people from, by the person's id."""
        stops = defaultdict(list)
        for job in self:
            stop = Stop(job.date_start, job.date_end, job._get_planning_place(), job.id)
            for person in job.employee_ids._ids:
                stops[person].append(stop)
        return stops


class ServiceActivity(models.Model):
    """Operations that people and free time are proposed for."""

    _name = "service.activity"
    _inherit = ["service.activity", "service.planning.proposal.mixin"]
    _people_field = "employee_id"

    def _get_planning_length(self):
        return self.planned_hours

    def _get_planning_urgency(self):
        job = self.intervention_id
        return job.deadline, int(job.priority)

    def _get_planning_place(self):
        return self.intervention_id._get_planning_place()

    def _get_planning_skills(self):
        return self.activity_type_id.required_skill_ids

    def _get_planning_order(self):
        before = self.previous_ids.filtered(lambda one: one.state == "todo")
        return before, max(before.filtered("date_end").mapped("date_end"), default=None)

    def _get_planning_stops(self, people, start, end):
        # sudo: that a person is taken is no secret to whoever plans with them
        activities = self.sudo().search_fetch(
            Domain("state", "=", "todo")
            & Domain("employee_id", "in", people.ids)
            & Domain("date_start", "<", end)
            & Domain("date_end", ">", start),
            ["date_start", "date_end", "employee_id", "intervention_id"],
        )
        stops = defaultdict(list)
        for activity in activities:
            stops[activity.employee_id.id].append(
                Stop(
                    activity.date_start,
                    activity.date_end,
                    activity._get_planning_place(),
                    activity.id,
                )
            )
        return stops
