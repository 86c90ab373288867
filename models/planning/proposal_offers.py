# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dataclasses import replace

from odoo import api, models

from ...tools.planner import find_offers
from ...tools.planner.clock import Clock
from ...tools.planner.places import Places
from ...tools.planner.reasons import REASONS
from ..shared.asked import Asked


class ServicePlanningProposalMixin(models.AbstractModel):
    """Who can come? The people and times that one record could have."""

    _inherit = "service.planning.proposal.mixin"

    @api.model
    def service_gantt_offers(self, record_id, start, stop, options):
        """People and times for one record in the window; nothing is written.

        Whoever has it now is one of them, and its own time counts as free.
        """
        self._check_asked_inside("write")
        options = Asked(self.env).mapping(options)
        plan = self._service_gantt_plan(options)
        begin, end = self._get_proposal_bounds(start, stop)
        record = self.browse(Asked(self.env).ids([record_id], 1)).exists()
        record.check_access("write")
        if len(record) != 1 or record.id in record._service_gantt_readonly():
            return {"offers": [], "reason": self.env._("It is closed.")}
        domain = self._service_gantt_check_domain(options.get("domain"))
        people = record._get_proposable_people(domain)
        clock = Clock(begin)
        problem = record._prepare_offers_problem(people, clock, end)
        found, is_late = find_offers(problem, record.id), False
        (task,) = problem.tasks
        if not found and task.deadline:
            task, is_late = replace(task, deadline=None), True
            problem = replace(problem, tasks=[task])
            found = find_offers(problem, record.id)
        return {
            "offers": [
                record._prepare_offer(plan, clock, task, offer, is_late)
                for offer in found
            ],
            "reason": not found and record._explain_no_offer(problem, people),
        }

    def _prepare_offers_problem(self, people, clock, end):
        """The question for one record: all who could do it, not only who has it."""
        places = Places()
        task = self._prepare_planning_task(people, clock, end, places, people.browse())
        task = replace(
            task,
            size=max(len(self._get_planning_people()), 1),
            usual=frozenset(self._get_planning_usual().get(self.id, ())),
            after=frozenset(),
        )
        return self._prepare_planning_problem(
            {self.id: task}, people, clock, end, places
        )

    def _prepare_offer(self, plan, clock, task, offer, is_late):
        people = self.env["hr.employee"].browse(offer.stop.people)
        return {
            "change": self._prepare_planning_change(plan, clock.read_stop(offer.stop)),
            # sudo: names of people are no secret to whoever plans with them
            "name": ", ".join(people.sudo().mapped("name")),
            "reasons": self._explain_offer(task, offer, is_late),
        }

    def _explain_offer(self, task, offer, is_late):
        """What speaks for somebody, or against it, in a few words each."""
        people, texts = set(offer.stop.people), []
        if is_late:
            texts.append(self.env._("after the deadline"))
        if task.place is not None and offer.km is not None:
            km = round(offer.km)
            texts.append(
                self.env._("%s km more", km) if km else self.env._("on the way")
            )
        if task.preferred & people:
            texts.append(self.env._("is responsible"))
        if task.usual & people:
            texts.append(self.env._("was there last time"))
        if skills := self._get_planning_skills():
            texts.append(", ".join(skills.mapped("name")))
        return texts

    def _explain_no_offer(self, problem, people):
        """Why nobody can come."""
        if not self._filter_able(people):
            return self._explain_nobody(people)
        counts = self._find_plan(problem).left.get(self.id, {})
        words = self._get_planning_reasons(counts)
        told = [words[code] for code in REASONS if code in words and counts.get(code)]
        sentence = self.env._("Nobody can come in this time.")
        return f"{sentence} {', '.join(told)}." if told else sentence
