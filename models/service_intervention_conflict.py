from collections import defaultdict
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from .service_intervention import OPEN_STATES

ONE_DAY = timedelta(days=1)


class ServiceIntervention(models.Model):
    """What speaks against a plan: a warning, never a prohibition."""

    _inherit = "service.intervention"

    has_conflict = fields.Boolean(
        string="Conflicts", compute="_compute_conflict", search="_search_has_conflict"
    )
    conflict_text = fields.Text(string="Conflict", compute="_compute_conflict")

    # === COMPUTE METHODS === #

    @api.depends(
        "date_start",
        "date_end",
        "deadline",
        "employee_ids",
        "state",
        "activity_ids.state",
        "activity_ids.employee_id",
        "activity_ids.activity_type_id",
    )
    def _compute_conflict(self):
        conflicts = self._get_conflicts()
        for intervention in self:
            texts = [text for _kind, text in conflicts[intervention]]
            intervention.conflict_text = "\n".join(texts) or False
            intervention.has_conflict = bool(texts)

    def _search_has_conflict(self, operator, value):
        if operator != "in":
            return NotImplemented
        today = datetime.combine(fields.Date.context_today(self), time())
        to_come = self.search(
            Domain("state", "in", OPEN_STATES) & Domain("date_end", ">=", today)
        )
        found = [job.id for job, texts in to_come._get_conflicts().items() if texts]
        return Domain("id", "in", found)

    # === ACTION METHODS === #

    def action_plan(self):
        """Confirm date and people, and say what speaks against them."""
        super().action_plan()
        texts = [
            f"{job.name}: {text}"
            for job, conflicts in self._get_conflicts().items()
            for _kind, text in conflicts
        ]
        return texts and {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "title": self.env._("Planned, but look at this"),
                "message": "\n".join(texts),
                "sticky": True,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }

    # === BUSINESS METHODS === #

    def _get_conflicts(self):
        """What speaks against the plan of each job.

        The number of queries does not depend on the number of jobs.

        :return: for each job of ``self`` a list of kind and text. The kinds are
            ``booked``, ``leave``, ``hours``, ``skill`` and ``deadline``
        :rtype: dict
        """
        conflicts = {job: [] for job in self}
        jobs = self.filtered(lambda job: job.state in OPEN_STATES)
        dated = jobs.filtered(lambda job: job.date_start and job.date_end)
        for find, those in (
            (type(self)._find_double_bookings, dated),
            (type(self)._find_leaves, dated),
            (type(self)._find_odd_hours, dated),
            (type(self)._find_missing_skills, jobs),
            (type(self)._find_missed_deadlines, dated),
        ):
            for job, kind, text in find(those):
                if (kind, text) not in conflicts[job]:
                    conflicts[job].append((kind, text))
        return conflicts

    def _find_double_bookings(self):
        """Yield each job that one of its people is elsewhere during."""
        # sudo: that a person is taken is no secret to whoever plans with them
        people = self.employee_ids._origin.sudo()
        if not people:
            return
        others = self.sudo().search(
            Domain("state", "in", OPEN_STATES)
            & Domain("id", "not in", self._origin.ids)
            & Domain("employee_ids", "in", people.ids)
            & Domain("date_start", "<", max(self.mapped("date_end")))
            & Domain("date_end", ">", min(self.mapped("date_start")))
        )
        bookings = defaultdict(list)
        for job in (*self, *others):
            # sudo: who is booked on a job counts, also on jobs of other people
            for person in job.sudo().employee_ids._origin & people:
                bookings[person].append(job)
        for person, jobs in bookings.items():
            for job, other in self._iter_overlapping(jobs):
                if job in self:
                    yield job, "booked", self._explain_double_booking(person, other)
                if other in self:
                    yield other, "booked", self._explain_double_booking(person, job)

    @api.model
    def _iter_overlapping(self, jobs):
        """Yield each pair of ``jobs`` that share some time."""
        jobs = sorted(jobs, key=lambda job: job.date_start)
        for position, job in enumerate(jobs, start=1):
            for other in jobs[position:]:
                if other.date_start >= job.date_end:
                    break
                yield job, other

    def _explain_double_booking(self, person, other):
        return self.env._(
            "%(person)s is also on %(job)s, from %(start)s to %(end)s.",
            person=person.name,
            job=other._get_number() or other.title or self.env._("another job"),
            start=format_datetime(self.env, other.date_start, dt_format="short"),
            end=format_datetime(self.env, other.date_end, dt_format="short"),
        )

    def _find_leaves(self):
        """Yield each job during which one of its people is off."""
        # sudo: that a person is off is no secret to whoever plans with them
        people = self.employee_ids._origin.sudo()
        if not people:
            return
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()  # sudo: see above
            .search(
                Domain("time_type", "=", "leave")
                & Domain("resource_id", "in", [False, *people.resource_id.ids])
                & Domain("date_from", "<", max(self.mapped("date_end")))
                & Domain("date_to", ">", min(self.mapped("date_start")))
            )
        )
        for job in self if leaves else ():
            for leave in leaves:
                if leave.date_from < job.date_end and leave.date_to > job.date_start:
                    # sudo: the planner sees that somebody is away, not why
                    for person in job.employee_ids._origin.sudo():
                        if self._is_off(person.resource_id, leave):
                            yield job, "leave", self._explain_leave(person, leave)

    @api.model
    def _is_off(self, resource, leave):
        """Whether ``leave`` is this person's own, or a holiday of all."""
        if leave.resource_id:
            return leave.resource_id == resource
        return leave.company_id == resource.company_id and (
            leave.calendar_id in (resource.calendar_id, leave.calendar_id.browse())
        )

    def _explain_leave(self, person, leave):
        terms = {
            "person": person.name,
            "start": format_datetime(self.env, leave.date_from, dt_format="short"),
            "end": format_datetime(self.env, leave.date_to, dt_format="short"),
        }
        if leave.resource_id:
            return self.env._("%(person)s is off from %(start)s to %(end)s.", **terms)
        return self.env._(
            "Holiday for %(person)s: %(name)s.",
            person=person.name,
            name=leave.name or terms["start"],
        )

    def _find_odd_hours(self):
        """Yield each job that begins or ends outside the hours of its people."""
        # sudo: working hours are no secret to whoever plans with them
        resources = self.employee_ids._origin.sudo().resource_id
        resources = resources.filtered(lambda resource: not resource._is_flexible())
        if not resources:
            return
        days = resources._get_working_days(
            min(self.mapped("date_start")) - ONE_DAY,
            max(self.mapped("date_end")) + ONE_DAY,
        )
        for job in self:
            # sudo: working hours are no secret to whoever plans with them
            for person in job.employee_ids._origin.sudo():
                resource = person.resource_id
                if resource in resources and not resource._works_during(
                    job.date_start, job.date_end, days[resource]
                ):
                    yield (
                        job,
                        "hours",
                        self.env._(
                            "Outside the working hours of %(person)s.",
                            person=person.name,
                        ),
                    )

    def _find_missing_skills(self):
        """Yield each job with an operation that nobody on it has the skill for."""
        for job in self:
            for activity in job.activity_ids:
                needed = activity.activity_type_id.required_skill_ids
                people = activity.employee_id or job.employee_ids
                if not needed or not people or activity.state != "todo":
                    continue
                # sudo: skills are no secret to whoever plans with them
                present = people._origin.sudo().service_skill_ids
                for skill in needed - present.with_env(self.env):
                    yield (
                        job,
                        "skill",
                        self.env._(
                            "%(people)s: no skill “%(skill)s”, needed for %(work)s.",
                            people=", ".join(people._origin.sudo().mapped("name")),
                            skill=skill.name,
                            work=activity.activity_type_id.name,
                        ),
                    )

    def _find_missed_deadlines(self):
        """Yield each job that is planned to end after its deadline."""
        for job in self:
            if job.deadline and job.date_end > job.deadline:
                yield (
                    job,
                    "deadline",
                    self.env._(
                        "Ends after the deadline, %s.",
                        format_datetime(self.env, job.deadline, dt_format="short"),
                    ),
                )
