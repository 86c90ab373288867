# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..plan_view.backlog import BacklogFilter
from .conflict_mixin import Block

BLOCK_FIELDS = [
    "state",
    "date_start",
    "date_end",
    "employee_id",
    "name",
    "intervention_id",
]


class ServiceActivity(models.Model):
    """Operations in the planning view."""

    _name = "service.activity"
    _inherit = [
        "service.activity",
        "service.conflict.mixin",
        "service.gantt.live.mixin",
    ]

    site_address = fields.Char(related="intervention_id.site_address")
    site_phone = fields.Char(related="intervention_id.site_phone")
    navigation_url = fields.Char(related="intervention_id.navigation_url")

    @api.model
    def _service_gantt_expected_paths(self, levels, domain):
        people = self.env["hr.employee"]._get_plannable(self.env.companies)
        return people._get_searched(domain, "employee_id")._get_planning_paths(
            levels, "employee_id"
        )

    def _service_gantt_readonly(self):
        return super()._service_gantt_readonly() | self._get_ids_without_state("todo")

    def _service_gantt_weightless(self):
        return self._get_ids_without_state("todo", "done")

    def _get_ids_without_state(self, *states):
        column = self._service_gantt_raw("state")
        return {
            one
            for one, state in zip(self._ids, column, strict=True)
            if state not in states
        }

    @api.model
    def _service_gantt_nothing(self, name):
        if name == "employee_id":
            return self.env._("Unassigned")
        return super()._service_gantt_nothing(name)

    # === CONFLICTS === #

    @api.model
    def _service_gantt_needed(self):
        return BLOCK_FIELDS

    def _service_gantt_conflicts(self):
        return self._get_conflicts_by_id()

    def _get_blocks(self):
        """Operations of one job may be at the same time."""
        columns = [self._service_gantt_raw(name) for name in BLOCK_FIELDS]
        return [
            Block(one, start, end, (person,), name, job)
            for one, state, start, end, person, name, job in zip(
                self._ids, *columns, strict=True
            )
            if state == "todo" and person and start and end and start < end
        ]

    def _get_other_blocks(self, people, start, end):
        # sudo: that a person is taken is no secret to whoever plans with them
        others = self.sudo().search_fetch(
            Domain("state", "=", "todo")
            & Domain("intervention_id.is_open", "=", True)
            & Domain("id", "not in", self.ids)
            & Domain("employee_id", "in", people.ids)
            & Domain("date_start", "<", end)
            & Domain("date_end", ">", start),
            BLOCK_FIELDS,
        )
        return others._get_blocks()

    # === BACKLOG === #

    @api.model
    def _service_gantt_backlog_domain(self, plan):
        """Operations to do, of open jobs."""
        return (
            super()._service_gantt_backlog_domain(plan)
            & Domain("state", "=", "todo")
            & Domain("intervention_id.is_open", "=", True)
        )

    @api.model
    def _service_gantt_waiting(self, domain, plan):
        domain = self.env["hr.employee"]._add_nobody(domain, "employee_id")
        return super()._service_gantt_waiting(domain, plan)

    @api.model
    def _service_gantt_backlog_filters(self):
        return {
            "priority": BacklogFilter(
                self.env._("Urgent"),
                lambda _value: Domain("intervention_id.priority", "in", ("2", "3")),
                self.env._("High priority and urgent"),
            ),
            "late": BacklogFilter(
                self.env._("Late"), lambda _value: Domain("is_late", "=", True)
            ),
            "mine": BacklogFilter(
                self.env._("Mine"),
                lambda _value: Domain("intervention_id.user_id", "=", self.env.uid),
                self.env._("I am responsible"),
            ),
        }

    def _service_gantt_cards(self, plan):
        return [
            {
                **card,
                "title": activity.name,
                "name": f"{activity.intervention_id.name} · {activity.name}",
                "lines": [activity.partner_id.display_name],
                "stars": int(activity.intervention_id.priority),
                "deadline": self._service_gantt_plain(
                    activity.intervention_id.deadline
                ),
                "duration": activity.planned_hours,
                "late": activity.is_late,
                "tags": activity.activity_type_id.required_skill_ids.mapped("name"),
                "values": {"employee_id": activity.employee_id.id},
            }
            for card, activity in zip(
                super()._service_gantt_cards(plan), self, strict=True
            )
        ]

    # === WRITE === #

    def _service_gantt_prepare(self, plan, new):
        """What is made longer is planned to take so long; a plan tells no times."""
        vals = super()._service_gantt_prepare(plan, new)
        if "date_start" in vals:
            vals["is_timed"] = False
        start = vals.get("date_start", self.date_start)
        stop = vals.get("date_end", self.date_end)
        if start and stop and self.date_start and self.date_end:
            span = stop - start
            if span != self.date_end - self.date_start:
                vals["planned_hours"] = span / timedelta(hours=1)
        return vals

    def _service_gantt_shown_names(self, changes, options):
        following = ["display_name", "employee_id", "planned_hours", "state"]
        return [*super()._service_gantt_shown_names(changes, options), *following]

    @api.model
    def _get_live_fields(self):
        return {*super()._get_live_fields(), "employee_id", "name", "planned_hours"}
