# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dataclasses import replace

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.planner import Limits, Stop, improve
from ...tools.planner.clock import Clock
from ...tools.planner.places import Places
from ..shared.asked import MAX_CHANGES, Asked
from .proposal_mixin import MAX_ROUNDS, ROUNDS, SECONDS

RETRIES = 5  # with what found no other place left where it is


class ServicePlanningProposalMixin(models.AbstractModel):
    """Better times and people for what is planned already."""

    _inherit = "service.planning.proposal.mixin"

    @api.model
    def service_gantt_improve(self, record_ids, start, stop, options):
        """Better times and people for what is planned in the window.

        Nothing is written. What has begun, is signed or was promised to a customer
        stays as it is, and so does work of several people at once. Whoever has the
        work keeps it unless somebody else is clearly nearer.
        """
        self._check_asked_inside("write")
        options = Asked(self.env).mapping(options)
        plan = self._service_gantt_plan(options)
        begin, end = self._get_proposal_bounds(start, stop)
        domain = self._service_gantt_check_domain(options.get("domain"))
        people = self._get_shown_people(domain)
        records, left = self._find_movable(
            Asked(self.env).ids(record_ids, MAX_CHANGES), plan, begin, end, domain
        )
        clock = Clock(begin)
        problem, found, stuck = records._find_better_plan(
            plan, people, clock, end, mends=bool(record_ids)
        )
        now = records._get_planned_stops(plan, clock)
        now = {stop.task: now[stop.task] for stop in found.stops}
        moved = [stop for stop in found.stops if stop != now[stop.task]]
        return {
            "changes": [
                records.browse(stop.task)._prepare_planning_change(
                    plan, clock.read_stop(stop)
                )
                for stop in moved
            ],
            "left": [
                *left,
                *(records._explain_stuck(begin, end, stuck) if record_ids else ()),
            ],
            "summary": records.browse(now.keys())._summarize_plan(
                problem, now.values(), found.stops, clock, end
            ),
        }

    def _get_shown_people(self, domain):
        """Everybody who can be planned and is shown."""
        people = self.env["hr.employee"]._get_plannable(self.env.companies)
        return people._get_searched(domain, self._people_field)

    @api.model
    def _find_movable(self, ids, plan, start, end, domain):
        """What may get another place, and why others of ``ids`` may not."""
        planned = (
            domain
            & Domain(plan.date_start, ">=", start)
            & Domain(plan.date_start, "<", end)
            & Domain(plan.date_stop, "<=", end)
            & Domain(self._people_field, "!=", False)
        )
        if ids:
            planned &= Domain("id", "in", ids)
        records = self.search(planned, limit=MAX_CHANGES)
        records.check_access("write")
        reasons = records._get_reasons_to_keep()
        left = [
            {"id": one.id, "name": one.display_name, "reason": reasons[one]}
            for one in records
            if one in reasons and ids
        ]
        return records.filtered(lambda one: one not in reasons), left

    def _get_reasons_to_keep(self):
        """Why some of these keep their place, by record."""
        readonly = self._service_gantt_readonly()
        reasons = {}
        for record in self:
            if record.id in readonly:
                reasons[record] = self.env._("It is closed.")
            elif len(record._get_planning_people()) > 1:
                reasons[record] = self.env._("Several people do it together.")
        return reasons

    def _get_planned_stops(self, plan, clock):
        """When these are done now, by id, in minutes."""
        return {
            record.id: Stop(
                record.id,
                tuple(record._get_planning_people().ids),
                clock.minute(record[plan.date_start]),
                clock.minute(record[plan.date_stop], up=True),
            )
            for record in self
        }

    def _find_better_plan(self, plan, people, clock, end, mends):
        """The question, the answer, and why some find no place: they stay where they
        are."""
        stuck = {}
        for _retry in range(RETRIES):
            records = self.browse(key for key in self._ids if key not in stuck)
            problem = records._prepare_improvement(plan, people, clock, end)
            stops = [
                stop
                for key, stop in records._get_planned_stops(plan, clock).items()
                if key in {task.key for task in problem.tasks}
            ]
            found = self._find_improvement(problem, stops, mends)
            if not found.left:
                return problem, found, stuck
            stuck |= found.left
        raise UserError(self.env._("No better plan was found. Choose a longer time."))

    def _explain_stuck(self, start, end, stuck):
        """What found no other place, and why."""
        return [
            {
                "id": one.id,
                "name": one.display_name,
                "reason": one._explain_no_slot(start, end, stuck[one.id]),
            }
            for one in self
            if one.id in stuck
        ]

    def _prepare_improvement(self, plan, people, clock, end):
        places, usual = Places(), self._get_planning_usual()
        tasks = {}
        for record in self:
            had = record._get_planning_people()
            if not had <= people:
                continue
            task = record._prepare_planning_task(
                people, clock, end, places, people.browse()
            )
            tasks[record.id] = replace(
                task,
                preferred=frozenset(had.ids),
                now=clock.minute(record[plan.date_start]),
                usual=frozenset(usual.get(record.id, ())),
                length=self._get_planned_minutes(record, plan, clock),
            )
        problem = self._prepare_planning_problem(tasks, people, clock, end, places)
        # what is planned is neither earlier nor spread better for the sake of it
        weights = problem.weights._replace(soon=0.0, even=0.0)
        return replace(problem, weights=weights)

    @api.model
    def _get_planned_minutes(self, record, plan, clock):
        """How long it is planned to take."""
        return clock.minute(record[plan.date_stop], up=True) - clock.minute(
            record[plan.date_start]
        )

    # === HOOKS === #

    @api.model
    def _find_improvement(self, problem, stops, mends):
        """The best plan from ``stops`` on; another strategy replaces it.

        :param mends: whether also what does not fit as it is gets another place
        """
        rounds = min(ROUNDS * len(problem.tasks), MAX_ROUNDS)
        return improve(problem, stops, Limits(SECONDS, rounds), mends=mends)


class ServiceIntervention(models.Model):
    _inherit = "service.intervention"

    def _get_reasons_to_keep(self):
        return {**self._get_reasons_to_stay(), **super()._get_reasons_to_keep()}


class ServiceActivity(models.Model):
    _inherit = "service.activity"

    def _get_reasons_to_keep(self):
        """Operations of a job that keeps its place keep theirs, and so does what comes
        before or after others."""
        reasons = self.intervention_id._get_reasons_to_stay()
        chained = (
            self.filtered("previous_ids")
            | self.intervention_id.activity_ids.previous_ids
        )
        ordered = self.env._("Other operations come before or after it.")
        return {
            **dict.fromkeys(self & chained, ordered),
            **{
                one: reasons[one.intervention_id]
                for one in self
                if one.intervention_id in reasons
            },
            **super()._get_reasons_to_keep(),
        }
