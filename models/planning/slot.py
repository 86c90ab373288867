# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from functools import lru_cache

from odoo import api, models

from ...tools.distance import road_km, travel_hours
from ...tools.slots import NO_TIME, Search, Task


class ServicePlanningProposalMixin(models.AbstractModel):
    """The first free times of one record, for whoever may choose among them."""

    _inherit = "service.planning.proposal.mixin"

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
        return [(person.id,) for person in self._filter_able(people)]

    @api.model
    def _make_planning_search(self, hours, stops):
        """What looks for the slots; another strategy replaces it.

        :param PlanningHours hours: when people work, by their id
        :param stops: what they do already, by their id
        :return: something with ``place_all`` and ``find`` of :class:`Search`
        """
        return Search(hours.days, stops, _travel, hours.breaks, hours.off)


@lru_cache(maxsize=10_000)
def _travel(start, end):
    """Time from one place to another; none when one of them is not known."""
    if not start or not end or start == end:
        return NO_TIME
    return timedelta(hours=travel_hours(road_km(start, end)))
