# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dataclasses import replace
from datetime import datetime, time
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.local_time import ONE_DAY, get_zone, iter_days, to_utc
from ...tools.planner import Fixed, Limits, Person, Problem, Stop, Task, solve
from ...tools.planner.clock import Clock
from ...tools.planner.day import common
from ...tools.planner.places import Places
from ..shared.asked import MAX_CHANGES, Asked

SATURDAY = 5
OFFICE_HOURS = time(8), time(18)
SHORTEST = 15  # minutes that any work takes
SECONDS = 1.5  # within which the first plan is there
ROUNDS = 5  # looks for a better plan, for each task
MAX_ROUNDS = 1_000
MANY = 10  # tasks for which it is worth looking again
LONGER = 2  # so many times longer from the second plan on
NEVER = (0, 0)  # a window for what no time will do


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
        """The best plan of these records in the window; nothing is written.

        Working hours with their breaks, leaves, what is planned already, deadlines and
        the way between sites are respected; the goals of the company decide what is
        best. With a ``domain`` in ``options``, that of the plan, only what it shows is
        planned, and only on people whom it shows. With the ``changes`` of an earlier
        answer as ``known`` it goes on from there.

        :return: also the ``cost``, which is less for a better answer, and whether it
            ``goes_on``: whether it is worth asking for a better one
        """
        self._check_asked_inside("write")
        options = Asked(self.env).mapping(options)
        plan = self._service_gantt_plan(options)
        begin, end = self._get_proposal_bounds(start, stop)
        records = self.browse(Asked(self.env).ids(record_ids, MAX_CHANGES)).exists()
        records.check_access("write")
        domain = self._service_gantt_check_domain(options.get("domain"))
        people = records._get_proposable_people(domain)
        clock, places = Clock(begin), Places()
        tasks, left = records._prepare_planning_tasks(
            plan, people, clock, end, places, domain
        )
        problem = records._prepare_planning_problem(tasks, people, clock, end, places)
        known = self._read_known_stops(options, clock)
        found = self._find_plan(problem, known)
        for record in records:
            if record.id in found.left:
                left[record.id] = record._explain_no_slot(
                    begin, end, found.left[record.id]
                )
        return {
            "changes": [
                records.browse(stop.task)._prepare_planning_change(
                    plan, clock.read_stop(stop)
                )
                for stop in found.stops
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
            "summary": records._summarize_plan(problem, (), found.stops, clock, end),
            "cost": found.cost,
            "goes_on": len(problem.tasks) >= MANY,
        }

    @api.model
    def _read_known_stops(self, options, clock):
        """Stops of an earlier answer; what they say is looked at again."""
        plan = self._service_gantt_plan(options)
        stops = []
        for change in self._service_gantt_changes(options.get("known") or ()):
            people = self._service_gantt_shown(
                self._people_field, change["new"].get(self._people_field)
            )
            start, end = (
                Asked(self.env).moment(change["new"].get(name))
                for name in (plan.date_start, plan.date_stop)
            )
            people = tuple(people) if isinstance(people, list) else (people,)
            stops.append(
                Stop(change["id"], people, clock.minute(start), clock.minute(end))
            )
        return stops

    @api.model
    def _get_proposal_bounds(self, start, stop):
        """What is left of a window from now on."""
        window = self._service_gantt_window(start, stop)
        begin = max(window.start, fields.Datetime.now())
        if begin >= window.stop:
            raise UserError(
                self.env._("This time is over. Go to a time to come and try again.")
            )
        return begin, window.stop

    # === THE QUESTION === #

    def _prepare_planning_problem(self, tasks, people, clock, end, places):
        """What is asked; what else is planned stays as it is.

        :param tasks: by the id of the record
        """
        company = self.company_id[:1] or self.env.company
        persons = people._prepare_planning_people(clock, end, places, company)
        first = min(
            (shift.start for person in persons for shift in person.shifts), default=0
        )
        stops = self._get_planning_stops(people, clock.moment(first), end)
        fixed = [
            Fixed(
                person,
                clock.minute(stop.start),
                clock.minute(stop.end, up=True),
                places.get(stop.place),
                stop.key,
            )
            for person, taken in stops.items()
            for stop in taken
            if stop.start < stop.end and stop.key not in tasks
        ]
        return Problem(
            persons,
            list(tasks.values()),
            fixed,
            places.get_travel(),
            company._get_planning_weights(),
        )

    def _get_proposable_people(self, domain):
        """Who can be planned and is shown by a plan that searches for ``domain``."""
        people = self.env["hr.employee"]._get_plannable(self.company_id)
        chosen = self._get_planning_people().filtered("service_plannable")
        return (people | chosen)._get_searched(domain, self._people_field)

    def _prepare_planning_tasks(self, plan, people, clock, end, places, domain):
        """Tasks by id, and why the others are none, by id too."""
        tasks, left = {}, {}
        readonly = self._service_gantt_readonly()
        waiting = self._service_gantt_waiting(domain, plan)
        shown = set(self.search(waiting & Domain("id", "in", self.ids))._ids)
        usual = self._get_planning_usual()
        for record in self:
            if record.id in readonly or record[plan.date_start]:
                left[record.id] = self.env._("It has a date already or is closed.")
            elif record.id not in shown:
                left[record.id] = self.env._("The filter hides it.")
            elif not record._can_be_done(people):
                left[record.id] = record._explain_nobody(people)
            else:
                task = record._prepare_planning_task(
                    people, clock, end, places, record._get_planning_people()
                )
                if NEVER in task.windows:
                    left[record.id] = self.env._("The site is closed in this time.")
                    continue
                tasks[record.id] = replace(
                    task, usual=frozenset(usual.get(record.id, ()))
                )
        return tasks, left

    def _prepare_planning_task(self, people, clock, end, places, chosen):
        """What one record asks for; what is late already has no deadline any more.

        :param chosen: who does it for sure
        """
        deadline, priority = self._get_planning_urgency()
        if deadline and deadline <= clock.begin:
            deadline = None
        length = max(clock.length(self._get_planning_length()), SHORTEST)
        before, earliest = self._get_planning_order()
        if chosen:  # whatever they can do, as long as it is certified
            skills, strangers = self._get_certified_skills(chosen), chosen.browse()
        else:
            skills = self._get_planning_skills()
            strangers = people.filtered(lambda one: one.company_id != self.company_id)
        return Task(
            key=self.id,
            length=length,
            place=places.get(self._get_planning_place()),
            skills=frozenset(skills.ids),
            crew=frozenset(chosen.ids),
            refused=frozenset(strangers.ids),
            preferred=frozenset(self._get_planning_responsible().ids),
            windows=self._prepare_planning_windows(clock, end, length),
            earliest=clock.minute(max(clock.begin, earliest or clock.begin), up=True),
            deadline=clock.minute(deadline) if deadline else None,
            priority=priority,
            after=frozenset(before.ids),
        )

    def _prepare_planning_windows(self, clock, end, length):
        """Where the work may lie: as promised, and while the site is open."""
        windows = [
            (clock.minute(start, up=True), clock.minute(finish) - 1 + length)
            for start, finish in self._get_planning_windows()
            if finish > clock.begin
        ]
        opened = self._get_planning_open(clock.begin, end)
        if opened is not None:
            spans = [
                (clock.minute(start, up=True), clock.minute(to)) for start, to in opened
            ]
            windows = (common(windows, spans) if windows else spans) or [NEVER]
        return tuple(windows)

    def _get_certified_skills(self, chosen):
        """Skills needed of the one who is to do it, if their certificate may end."""
        # sudo: skills are no secret to whoever plans with them
        person = chosen.sudo() if len(chosen) == 1 else chosen.browse()
        return self._get_planning_skills() & person.service_skill_ids.with_env(self.env)

    def _can_be_done(self, people):
        """Whether those whom it has are there, or anybody who can do it."""
        chosen = self._get_planning_people()
        return not chosen - people if chosen else bool(self._filter_able(people))

    def _filter_able(self, people):
        """Those of ``people`` who have the skills, in the company of the record."""
        needed = self._get_planning_skills()
        # sudo: skills are no secret to whoever plans with them
        return people.sudo().filtered(
            lambda person: (
                person.company_id == self.company_id
                and needed <= person.service_skill_ids.with_env(self.env)
            )
        )

    # === THE ANSWER === #

    def _prepare_planning_change(self, plan, slot):
        people, name = list(slot.people), self._people_field
        is_many = self._fields[name].type == "many2many"
        return {
            "id": self.id,
            "name": self.display_name,
            "old": {
                plan.date_start: self._service_gantt_plain(self[plan.date_start]),
                plan.date_stop: self._service_gantt_plain(self[plan.date_stop]),
                name: self[name].ids if is_many else self[name].id,
            },
            "new": {
                plan.date_start: self._service_gantt_plain(slot.start),
                plan.date_stop: self._service_gantt_plain(slot.end),
                name: people if is_many else people[0],
            },
        }

    # === HOOKS === #

    @api.model
    def _find_plan(self, problem, known=()):
        """The best plan for a question; another strategy replaces it.

        :param problem: a :class:`Problem` in minutes
        :param known: stops of an earlier answer to go on from; looks for longer
        :rtype: Plan
        """
        rounds = min(ROUNDS * len(problem.tasks), MAX_ROUNDS)
        limits = Limits(SECONDS, rounds)
        if known:
            limits = Limits(SECONDS * LONGER, rounds * LONGER)
        return solve(problem, limits, known=known)

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

    def _get_planning_usual(self):
        """Ids of the people who know the place, by the id of each record."""
        return {}

    def _get_planning_windows(self):
        """Spans in one of which it has to start, before their end; none: any time."""
        return []

    def _get_planning_open(self, start, end):
        """Spans in one of which all of it has to lie between two moments; None where
        any time will do."""

    def _get_planning_order(self):
        """What comes before it, and when all of that is finished, as far as it is
        planned."""
        return self.browse(), None

    def _get_planning_skills(self):
        """Skills that whoever does it needs."""
        return self.env["service.skill"]

    def _get_planning_stops(self, people, start, end):
        """What people do already between two moments, by their id: start, end, and
        coordinates where they are known."""
        raise NotImplementedError


class HrEmployee(models.Model):
    _inherit = "hr.employee"

    def _prepare_planning_people(self, clock, end, places, company):
        """These people for a question, with their shifts up to ``end``.

        A shift that has begun is whole, so that the way from its last stop counts.

        :param company: the one whose settings count
        """
        hours = self._get_planning_hours(clock.begin, end)
        reserve = company.service_urgent_reserve / 100
        # sudo: skills and the place of work are no secret to whoever plans with them
        certified = self.sudo()._get_certified()
        days = clock.begin.date(), end.date()
        return [
            Person(
                person.id,
                clock.shifts(
                    hours.days[person.id],
                    hours.breaks[person.id],
                    hours.off[person.id],
                    end,
                    reserve,
                ),
                places.get(person._get_planning_home()),
                frozenset(person._get_skills_within(certified, *days).ids),
                company.service_base_in_hours,
            )
            for person in self.sudo()
        ]

    def _get_skills_within(self, certified, first, last):
        """Skills that hold on all days of a plan, both included."""

        def holds(skill):
            end = certified.get_end(self.id, skill.id, first)
            return certified.holds(self.id, skill.id, first) and (
                end is None or end >= last
            )

        return self.service_skill_ids.filtered(holds)

    def _get_planning_home(self):
        """Coordinates of where the days of this person start and end: where they
        work, or else the company. None when nobody knows."""
        for place in (self.address_id, self.company_id.partner_id):
            if place._has_coordinates():
                return place._get_coordinates()
        return None

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
