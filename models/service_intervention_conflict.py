from datetime import datetime, time

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from .service_intervention import OPEN_STATES


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
            ``booked``, ``leave``, ``hours``, ``skill``, ``deadline`` and ``away``
        :rtype: dict
        """
        conflicts = {job: [] for job in self}
        jobs = self.filtered(lambda job: job.state in OPEN_STATES)
        dated = jobs.filtered(
            lambda job: (
                job.date_start and job.date_end and job.date_start < job.date_end
            )
        )
        for find in (*dated._get_conflict_finders(), jobs._find_missing_skills):
            for job, kind, text in find():
                if (kind, text) not in conflicts[job]:
                    conflicts[job].append((kind, text))
        return conflicts

    def _get_conflict_finders(self):
        """Functions that yield a job, kind and text for each conflict of its date."""
        return [
            self._find_time_conflicts,
            self._find_missed_deadlines,
            self._find_equipment_away,
        ]

    def _find_missing_skills(self):
        """Yield each job with an operation that nobody on it has the skill for."""
        for activity in self._get_skilled_operations():
            people = activity.employee_id or activity.intervention_id.employee_ids
            if not people:
                continue
            # sudo: skills are no secret to whoever plans with them
            people = people._origin.sudo()
            needed = activity.activity_type_id.required_skill_ids
            for skill in needed - people.service_skill_ids.with_env(self.env):
                yield (
                    activity.intervention_id,
                    "skill",
                    self.env._(
                        "%(people)s: no skill “%(skill)s”, needed for %(work)s.",
                        people=", ".join(people.mapped("name")),
                        skill=skill.name,
                        work=activity.activity_type_id.name,
                    ),
                )

    def _get_skilled_operations(self):
        """Operations still to do that not everybody is able to do."""
        if self == self._origin:
            return self.env["service.activity"].search_fetch(
                Domain("intervention_id", "in", self.ids)
                & Domain("state", "=", "todo")
                & Domain("activity_type_id.required_skill_ids", "!=", False),
                ["intervention_id", "employee_id", "activity_type_id"],
            )
        return self.activity_ids.filtered(
            lambda activity: (
                activity.state == "todo"
                and activity.activity_type_id.required_skill_ids
            )
        )

    def _find_missed_deadlines(self):
        """Yield each job that is planned to end after its deadline."""
        moment = Moments(self.env)
        for job in self:
            if job.deadline and job.date_end > job.deadline:
                yield (
                    job,
                    "deadline",
                    self.env._("Ends after the deadline, %s.", moment[job.deadline]),
                )

    def _find_equipment_away(self):
        """Yield each job on equipment that another job has in the workshop."""
        items = self.env["service.intervention.item"]
        if not items.has_access("read"):
            return
        own = items.search_fetch(
            Domain("intervention_id", "in", self._origin.ids)
            & Domain("equipment_id.workshop_item_id", "!=", False),
            ["intervention_id", "equipment_id"],
        )
        for item in own:
            # sudo: that it is away counts, also for a job of other people
            inside = item.equipment_id.sudo().workshop_item_id.intervention_id
            job = item.intervention_id
            if inside and inside != job and job.place != "workshop":
                yield (
                    job,
                    "away",
                    self.env._(
                        "%(equipment)s is in the workshop for %(job)s.",
                        equipment=item.equipment_id.display_name,
                        job=inside._get_number() or inside.title or "",
                    ),
                )


class Moments(dict):
    """Times as the user reads them, each formatted once."""

    def __init__(self, env):
        super().__init__()
        self.env = env

    def __missing__(self, moment):
        text = format_datetime(self.env, moment, dt_format="short")
        self[moment] = text
        return text
