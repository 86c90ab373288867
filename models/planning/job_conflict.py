# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from .conflict_mixin import Block, Moments

CONFLICT_FIELDS = ["state", "date_start", "date_end", "employee_ids", "name", "title"]


class ServiceIntervention(models.Model):
    """What speaks against a plan: a warning, never a prohibition."""

    _name = "service.intervention"
    _inherit = ["service.intervention", "service.conflict.mixin"]

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
        today = self.env.company._get_service_day_start()
        to_come = self.search(
            Domain("is_open", "=", True) & Domain("date_end", ">=", today)
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

    # === CONFLICTS === #

    def _find_conflicts(self):
        blocks = self._get_blocks()
        yield from self._find_time_conflicts(blocks)
        yield from self._find_missed_deadlines(blocks)
        yield from self._find_skill_conflicts(self._get_skilled_operations())
        yield from self._find_equipment_away({block.id for block in blocks})

    def _get_blocks(self):
        columns = [self._service_gantt_raw(name) for name in CONFLICT_FIELDS]
        open_states = self._get_open_states()
        return [
            Block(one, start, end, _real(people), _label(number, title))
            for one, state, start, end, people, number, title in zip(
                self._ids, *columns, strict=True
            )
            if state in open_states and start and end and start < end
        ]

    def _get_other_blocks(self, people, start, end):
        # sudo: that a person is taken is no secret to whoever plans with them
        jobs = self.sudo()
        query = jobs._search(
            Domain("is_open", "=", True)
            & Domain("id", "not in", self._origin.ids)
            & Domain("employee_ids", "in", people.ids)
            & Domain("date_start", "<", end)
            & Domain("date_end", ">", start),
        )
        field = self._fields["employee_ids"]
        query.add_join(
            "JOIN",
            field.relation,
            None,
            SQL(
                "%s = %s",
                SQL.identifier(field.relation, field.column1),
                SQL.identifier(self._table, "id"),
            ),
        )
        columns = ("id", "date_start", "date_end", "name", "title")
        return [
            Block(one, begin, finish, (person,), _label(number, title))
            for person, one, begin, finish, number, title in self.env.execute_query(
                query.select(
                    SQL.identifier(field.relation, field.column2),
                    *(jobs._field_to_sql(jobs._table, one, query) for one in columns),
                )
            )
            if begin < finish
        ]

    def _find_skill_conflicts(self, operations):
        """Yield each job with an operation that nobody on it has the skill for.

        :param operations: those of the jobs that not everybody is able to do
        """
        for activity in operations:
            job = activity.intervention_id
            people = activity.employee_id or job.employee_ids
            if not people or not job.is_open:
                continue
            # sudo: skills are no secret to whoever plans with them
            people = people._origin.sudo()
            needed = activity.activity_type_id.required_skill_ids
            for skill in needed - people.service_skill_ids.with_env(self.env):
                yield (
                    job.id,
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
        if all(self._ids):
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

    def _find_missed_deadlines(self, blocks):
        """Yield each job that is planned to end after its deadline."""
        deadlines = dict(
            zip(self._ids, self._service_gantt_raw("deadline"), strict=True)
        )
        moments = Moments(self.env)
        text = self.env._("Ends after the deadline, %s.")
        for block in blocks:
            deadline = deadlines[block.id]
            if deadline and block.end > deadline:
                yield block.id, "deadline", text % moments[deadline]

    def _find_equipment_away(self, planned):
        """Yield each job on equipment that another job has in the workshop."""
        items = self.env["service.intervention.item"]
        if not items.has_access("read"):
            return
        # sudo: that it is away counts, also for a job of other people
        inside = items.sudo().search_fetch(
            Domain("workshop_state", "=", "received"),
            ["equipment_id", "intervention_id"],
        )
        away = {item.equipment_id.id: item.intervention_id for item in inside}
        if not away:
            return
        for item in items.search_fetch(
            Domain("intervention_id", "in", self._origin.ids)
            & Domain("equipment_id", "in", list(away))
            & Domain("intervention_id.place", "!=", "workshop"),
            ["equipment_id", "intervention_id"],
        ):
            job, elsewhere = item.intervention_id, away[item.equipment_id.id]
            if job.id in planned and job != elsewhere:
                yield (
                    job.id,
                    "away",
                    self.env._(
                        "%(equipment)s is in the workshop for %(job)s.",
                        equipment=item.equipment_id.display_name,
                        job=_label(elsewhere.name, elsewhere.title),
                    ),
                )


def _real(people):
    """Ids of people as they are in the database, also on a form."""
    return tuple(filter(None, (one or one.origin for one in people or ())))


def _label(number, title):
    return (number if number and number != "/" else title) or ""
