# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import format_datetime, format_duration

from ...tools.planner import measure


class ServicePlanningProposalMixin(models.AbstractModel):
    """What a proposal says: why some work has no time, and what the plan comes to."""

    _inherit = "service.planning.proposal.mixin"

    # === WHY NOT === #

    def _explain_nobody(self, people):
        """Why none of ``people`` can do it at all."""
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

    def _explain_no_slot(self, start, end, reasons):
        """Why nobody has time for it, with how many people for which reason."""
        hours = format_duration(self._get_planning_length())
        deadline, _priority = self._get_planning_urgency()
        if deadline and start < deadline < end:
            sentence = self.env._(
                "Nobody is free for %(hours)s hours before the deadline, %(date)s.",
                hours=hours,
                date=format_datetime(self.env, deadline, dt_format="short"),
            )
        else:
            sentence = self.env._("Nobody is free for %s hours in this time.", hours)
        words = self._get_planning_reasons(reasons)
        counts = [words[code] for code in words if reasons.get(code)]
        return f"{sentence} {', '.join(counts)}." if counts else sentence

    def _get_planning_reasons(self, counts):
        """Words for each rule of the search that keeps so many people from a task."""
        return {
            "busy": self.env._("Busy: %s", counts.get("busy")),
            "way": self.env._("No time for the way: %s", counts.get("way")),
            "time": self.env._("Not at work then: %s", counts.get("time")),
            "hours": self.env._("Too few hours in a row: %s", counts.get("hours")),
            "reserve": self.env._(
                "Rest kept for urgent calls: %s", counts.get("reserve")
            ),
            "together": self.env._(
                "Not free at the same time: %s", counts.get("together")
            ),
            "skills": self.env._("Without the skills: %s", counts.get("skills")),
        }

    # === WHAT IT COMES TO === #

    def _summarize_plan(self, problem, was, stops, clock, end):
        """Names of what is compared, with the values before and after.

        :param was: stops of these records as they are planned now
        """
        before, after = measure(problem, was), measure(problem, stops)
        late = [
            self._count_late(
                {stop.task: clock.moment(stop.end) for stop in plan},
                end,
            )
            for plan in (was, stops)
        ]
        rows = [
            (self.env._("Jobs"), before.jobs, after.jobs, str),
            (self.env._("Kilometres"), before.km, after.km, _whole),
            (self.env._("Travel"), before.travel, after.travel, format_duration),
            (self.env._("Late"), *late, str),
            (self.env._("Overtime"), before.overtime, after.overtime, format_duration),
        ]
        return [
            {"name": name, "before": say(first), "after": say(second)}
            for name, first, second, say in rows
            if first or second
        ]

    def _count_late(self, ends, end):
        """How many of these records are late when they end at ``ends``, and those that
        have none are not done before ``end``."""
        deadlines = {record.id: record._get_planning_urgency()[0] for record in self}
        return sum(
            bool(deadline) and deadline < ends.get(key, end)
            for key, deadline in deadlines.items()
        )


def _whole(number):
    return str(round(number))
