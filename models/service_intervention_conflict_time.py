from bisect import bisect_right
from collections import defaultdict
from datetime import timedelta

from odoo import models
from odoo.fields import Domain

from ..tools.sweep import overlaps
from .service_intervention import OPEN_STATES
from .service_intervention_conflict import Moments

ONE_DAY = timedelta(days=1)


class ServiceIntervention(models.Model):
    """Whether the people of a job have the time for it."""

    _inherit = "service.intervention"

    def _find_time_conflicts(self):
        """Yield each job at whose time one of its people is elsewhere or off."""
        # sudo: when somebody works is no secret to whoever plans with them
        people = self.employee_ids._origin.sudo()
        if not people:
            return
        people.fetch(["name", "resource_id", "company_id"])
        people.resource_id.fetch(["calendar_id", "company_id", "tz"])
        blocks = defaultdict(list)
        for job in self:
            for person_id in job.employee_ids._origin._ids:
                blocks[person_id].append(job)
        for person in people:
            jobs = blocks[person.id]
            if jobs:
                blocks[person.id] = sorted(jobs, key=lambda job: job.date_start)
        yield from self._find_double_bookings(people, blocks)
        yield from self._find_leaves(people, blocks)
        yield from self._find_odd_hours(people, blocks)

    # === DOUBLE BOOKING === #

    def _find_double_bookings(self, people, blocks):
        """Yield each job that one of its people is elsewhere during."""
        moments = Moments(self.env)
        mine = set(self._ids)
        others = self._get_other_blocks(people)
        for person in people:
            jobs = [*blocks[person.id], *others[person.id]]
            spans = [(job.date_start, job.date_end) for job in jobs]
            for one, other in overlaps(spans):
                for job, rival in ((jobs[one], jobs[other]), (jobs[other], jobs[one])):
                    if job.id in mine:
                        text = self._explain_double_booking(person, rival, moments)
                        yield job, "booked", text

    def _get_other_blocks(self, people):
        """Other open jobs of ``people`` at the time of these, by person."""
        # sudo: that a person is taken is no secret to whoever plans with them
        others = self.sudo().search_fetch(
            Domain("state", "in", OPEN_STATES)
            & Domain("id", "not in", self._origin.ids)
            & Domain("employee_ids", "in", people.ids)
            & Domain("date_start", "<", max(job.date_end for job in self))
            & Domain("date_end", ">", min(job.date_start for job in self)),
            ["name", "title", "date_start", "date_end", "employee_ids"],
        )
        blocks = defaultdict(list)
        for job in others:
            for person_id in job.employee_ids._ids:
                blocks[person_id].append(job)
        return blocks

    def _explain_double_booking(self, person, other, moments):
        return self.env._(
            "%(person)s is also on %(job)s, from %(start)s to %(end)s.",
            person=person.name,
            job=other._get_number() or other.title or self.env._("another job"),
            start=moments[other.date_start],
            end=moments[other.date_end],
        )

    # === LEAVE === #

    def _find_leaves(self, people, blocks):
        """Yield each job during which one of its people is off."""
        moments = Moments(self.env)
        holidays, own = self._get_leaves(people)
        for person in people if holidays or own else ():
            resource = person.resource_id
            company = resource.company_id.id
            leaves = [
                *own[resource.id],
                *holidays[company, False],
                *(
                    holidays[company, resource.calendar_id.id]
                    if resource.calendar_id
                    else ()
                ),
            ]
            for leave in leaves:
                for job in blocks[person.id]:
                    if job.date_start >= leave.date_to:
                        break
                    if job.date_end > leave.date_from:
                        yield job, "leave", self._explain_leave(person, leave, moments)

    def _get_leaves(self, people):
        """Holidays by company and calendar, and time off by resource."""
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()  # sudo: the planner sees that somebody is away, not why
            .search_fetch(
                Domain("time_type", "=", "leave")
                & Domain("resource_id", "in", [False, *people.resource_id.ids])
                & Domain("date_from", "<", max(job.date_end for job in self))
                & Domain("date_to", ">", min(job.date_start for job in self)),
                ["date_from", "date_to", "resource_id", "calendar_id", "company_id"],
            )
        )
        holidays, own = defaultdict(list), defaultdict(list)
        for leave in leaves:
            if leave.resource_id:
                own[leave.resource_id.id].append(leave)
            else:
                holidays[leave.company_id.id, leave.calendar_id.id].append(leave)
        return holidays, own

    def _explain_leave(self, person, leave, moments):
        terms = {
            "person": person.name,
            "start": moments[leave.date_from],
            "end": moments[leave.date_to],
        }
        if leave.resource_id:
            return self.env._("%(person)s is off from %(start)s to %(end)s.", **terms)
        return self.env._(
            "Holiday for %(person)s: %(name)s.",
            person=person.name,
            name=leave.name or terms["start"],
        )

    # === WORKING HOURS === #

    def _find_odd_hours(self, people, blocks):
        """Yield each job that begins or ends outside the hours of its people."""
        days = people.resource_id._get_working_days(
            min(job.date_start for job in self) - ONE_DAY,
            max(job.date_end for job in self) + ONE_DAY,
        )
        for person in people:
            spans = days.get(person.resource_id)
            if spans is None:
                continue
            text = self.env._(
                "Outside the working hours of %(person)s.", person=person.name
            )
            for job in blocks[person.id]:
                if not all(
                    _is_inside(spans, moment)
                    for moment in (job.date_start, job.date_end)
                ):
                    yield job, "hours", text


def _is_inside(spans, moment):
    """Whether ``moment`` is in one of ``spans`` or at an edge of it."""
    position = bisect_right(spans, moment, key=lambda span: span[0]) - 1
    return position >= 0 and moment <= spans[position][1]
