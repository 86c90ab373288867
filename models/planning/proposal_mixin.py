# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_datetime, format_duration

from ...tools.distance import road_km, travel_hours
from ...tools.local_time import ONE_DAY, get_zone, iter_days, to_utc
from ...tools.slots import NO_TIME, Search, Task
from ..shared.asked import MAX_CHANGES, Asked

SATURDAY = 5
OFFICE_HOURS = time(8), time(18)


class PlanningHours(NamedTuple):
    """When people work, by their id: days, their breaks, and time off; as spans."""

    days: dict
    breaks: dict
    off: dict


class ServicePlanningProposalMixin(models.AbstractModel):
    """Work that people and free time can be proposed for.

    A model says what its records need: see the hooks.
    """

    _name = "service.planning.proposal.mixin"
    _description = "Proposed Planning"
    _people_field = None

    @api.model
    def service_gantt_propose(self, record_ids, start, stop, options):
        """Fill free slots of the window; nothing is written.

        Working hours with their breaks, leaves, what is planned already and the way
        between sites are respected. What is due first comes first. With a ``domain``
        in ``options``, that of the plan, only what it shows is planned, and only on
        people whom it shows.
        """
        self._check_asked_inside("write")
        options = Asked(self.env).mapping(options)
        plan = self._service_gantt_plan(options)
        window = self._service_gantt_window(start, stop)
        begin = max(window.start, fields.Datetime.now())
        if begin >= window.stop:
            raise UserError(
                self.env._("This time is over. Go to a time to come and try again.")
            )
        records = self.browse(Asked(self.env).ids(record_ids, MAX_CHANGES)).exists()
        records.check_access("write")
        domain = self._service_gantt_check_domain(options.get("domain"))
        people = records._get_proposable_people(domain)
        tasks, left = records._prepare_planning_tasks(plan, people, domain)
        search = self._make_planning_search(
            people._get_planning_hours(begin, window.stop),
            records._get_planning_stops(people, begin, window.stop),
        )
        found = search.place_all(list(tasks.values()), begin, window.stop)
        for record in records.filtered(lambda one: one.id in tasks):
            if record.id not in found:
                left[record.id] = record._explain_no_slot(
                    tasks[record.id], begin, window.stop
                )
        return {
            "changes": [
                records.browse(key)._prepare_planning_change(plan, slot)
                for key, slot in sorted(
                    found.items(), key=lambda item: (item[1].start, item[0])
                )
            ],
            "left": [
                {
                    "id": record.id,
                    "name": record.display_name,
                    "reason": left[record.id],
                }
                for record in records
                if record.id in left
            ],
        }

    # === TASKS === #

    def _get_proposable_people(self, domain):
        """Who can be planned and is shown by a plan that searches for ``domain``."""
        people = self.env["hr.employee"]._get_plannable(self.company_id)
        chosen = self._get_planning_people().filtered("service_plannable")
        return (people | chosen)._get_searched(domain, self._people_field)

    def _prepare_planning_tasks(self, plan, people, domain=Domain.TRUE):
        """Tasks by id, and why the others are none, by id too."""
        tasks, left = {}, {}
        readonly = self._service_gantt_readonly()
        waiting = self._service_gantt_waiting(domain, plan)
        shown = set(self.search(waiting & Domain("id", "in", self.ids))._ids)
        for record in self:
            if record.id in readonly or record[plan.date_start]:
                left[record.id] = self.env._("It has a date already or is closed.")
                continue
            if record.id not in shown:
                left[record.id] = self.env._("The filter hides it.")
                continue
            teams = record._get_planning_teams(people)
            if not teams:
                left[record.id] = record._explain_no_team(people)
                continue
            tasks[record.id] = record._make_planning_task(teams)
        return tasks, left

    def _make_planning_task(self, teams):
        """What a search for slots knows of this record.

        :param teams: ids of those who can do it, each all together
        :rtype: Task
        """
        self.ensure_one()
        deadline, priority = self._get_planning_urgency()
        return Task(
            key=self.id,
            length=timedelta(hours=max(self._get_planning_length(), 0.25)),
            teams=teams,
            deadline=deadline or None,
            priority=priority,
            place=self._get_planning_place(),
            preferred=self._get_planning_responsible().id,
        )

    def _get_planning_teams(self, people):
        """Who of ``people`` can do it: those it has, or any one with the skills."""
        chosen = self._get_planning_people()
        if chosen:
            return [] if chosen - people else [tuple(chosen.ids)]
        return self._get_able_teams(people)

    def _get_able_teams(self, people):
        """Any one of ``people`` with the skills."""
        needed = self._get_planning_skills()
        # sudo: skills are no secret to whoever plans with them
        able = people.sudo().filtered(
            lambda person: (
                person.company_id == self.company_id
                and needed <= person.service_skill_ids.with_env(self.env)
            )
        )
        return [(person.id,) for person in able]

    def _explain_no_team(self, people):
        missing = self._get_planning_people() - people
        stuck = missing.filtered(lambda one: not (one.active and one.service_plannable))
        if stuck:
            return self.env._(
                "%s cannot be planned. Choose somebody else.",
                ", ".join(stuck.mapped("name")),
            )
        if missing:
            return self.env._("The filter hides %s.", ", ".join(missing.mapped("name")))
        if not people:
            return self.env._("Nobody is shown who can be planned.")
        return self.env._(
            "Nobody has the skills: %s.",
            ", ".join(self._get_planning_skills().mapped("name")),
        )

    def _prepare_planning_change(self, plan, slot):
        people, name = list(slot.team), self._people_field
        is_many = self._fields[name].type == "many2many"
        return {
            "id": self.id,
            "name": self.display_name,
            "old": {
                plan.date_start: False,
                plan.date_stop: self._service_gantt_plain(self[plan.date_stop]),
                name: self[name].ids if is_many else self[name].id,
            },
            "new": {
                plan.date_start: self._service_gantt_plain(slot.start),
                plan.date_stop: self._service_gantt_plain(slot.end),
                name: people if is_many else people[0],
            },
        }

    def _explain_no_slot(self, task, start, end):
        length = format_duration(task.length / timedelta(hours=1))
        if task.deadline and start < task.deadline < end:
            return self.env._(
                "Nobody is free for %(hours)s hours before the deadline, %(date)s.",
                hours=length,
                date=format_datetime(self.env, task.deadline, dt_format="short"),
            )
        return self.env._("Nobody is free for %s hours in this time.", length)

    # === HOOKS === #

    @api.model
    def _make_planning_search(self, hours, stops):
        """What looks for the slots; another strategy replaces it.

        :param PlanningHours hours: when people work, by their id
        :param stops: what they do already, by their id
        :return: something with ``place_all`` and ``find`` of :class:`Search`
        """
        return Search(hours.days, stops, _travel, hours.breaks, hours.off)

    def _get_planning_people(self):
        """Who does it for sure."""
        # sudo: who does the work is no secret to whoever sees it
        return self[self._people_field].sudo()

    def _get_planning_length(self):
        """Hours that it takes."""
        raise NotImplementedError

    def _get_planning_urgency(self):
        """Until when it must be done, and how important it is."""
        raise NotImplementedError

    def _get_planning_place(self):
        """Coordinates, when it is done at a site that has them."""
        raise NotImplementedError

    def _get_planning_responsible(self):
        """Whom to prefer when several have time."""
        return self.env["hr.employee"]

    def _get_planning_skills(self):
        """Skills that whoever does it needs."""
        return self.env["service.skill"]

    def _get_planning_stops(self, people, start, end):
        """What people do already between two moments, by their id."""
        raise NotImplementedError


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _get_planning_hours(self, start, end):
        """When these people work between two moments, and some hours around them.

        Whoever works when they like is planned at the hours of the company.

        :rtype: PlanningHours
        """
        # sudo: when somebody works is no secret to whoever plans with them
        people = self.sudo()
        bounds = start - ONE_DAY, end + ONE_DAY
        times = people.resource_id._get_times_off(*bounds, self.env.company)
        shared = {}
        hours = PlanningHours({}, {}, {})
        for person in people:
            resource = person.resource_id
            calendar, zone = resource.calendar_id, get_zone(resource.tz)
            if calendar._is_free():
                calendar = person.company_id.resource_calendar_id
            if (calendar, zone) not in shared:
                shared[calendar, zone] = calendar._get_daytime(*bounds, zone)
            hours.days[person.id], hours.breaks[person.id] = shared[calendar, zone]
            hours.off[person.id] = [time[:2] for time in times.get_all(resource)]
        return hours


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def _get_daytime(self, start, end, zone):
        """Days at work with their breaks; where nobody sets hours, those of offices."""
        if not self._is_free():
            return self._get_days(start, end, zone), self._get_breaks(start, end, zone)
        days = [
            tuple(to_utc(datetime.combine(day, hour), zone) for hour in OFFICE_HOURS)
            for day, _bounds in iter_days(start, end, zone)
            if day.weekday() < SATURDAY
        ]
        return days, []


@lru_cache(maxsize=10_000)
def _travel(start, end):
    """Time from one place to another; none when one of them is not known."""
    if not start or not end or start == end:
        return NO_TIME
    return timedelta(hours=travel_hours(road_km(start, end)))
