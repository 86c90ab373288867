# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from .hr_employee import TEAM
from .job_conflict import CONFLICT_FIELDS

# What changes by itself when a job is moved.
PLANNABLE_STATES = ("new", "planned")
FOLLOWING = [
    "display_name",
    "duration",
    "employee_color",
    "employee_ids",
    "is_late",
    "state",
]


class ServiceIntervention(models.Model):
    """Jobs in the planning view."""

    _name = "service.intervention"
    _inherit = ["service.intervention", "service.gantt.live.mixin"]

    team_ids = fields.Many2many(
        "hr.department",
        string="Teams",
        compute="_compute_team_ids",
        search="_search_team_ids",
        compute_sudo=True,
        help="Departments of the people.",
    )
    equipment_ids = fields.Many2many(
        "service.equipment",
        string="Equipment",
        compute="_compute_equipment_ids",
        search="_search_equipment_ids",
    )

    # === COMPUTE METHODS === #

    @api.depends("employee_ids.department_id")
    def _compute_team_ids(self):
        for job in self.with_context(active_test=False):
            job.team_ids = job.employee_ids.department_id

    def _search_team_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        # sudo: who is in which department is no secret to colleagues
        people = (
            self.env["hr.employee"].sudo()._search([("department_id", "in", value)])
        )
        return Domain("employee_ids", "in", people)

    @api.depends("item_ids.equipment_id")
    def _compute_equipment_ids(self):
        for job in self:
            job.equipment_ids = job.item_ids.equipment_id

    def _search_equipment_ids(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("item_ids.equipment_id", operator, value)

    # === READ === #

    @api.model
    def _service_gantt_expected_paths(self, levels, domain):
        people = self.env["hr.employee"]._get_plannable(self.env.companies)
        return people._get_searched(domain, "employee_ids")._get_planning_paths(
            levels, "employee_ids"
        )

    @api.model
    def _service_gantt_needed(self):
        return [
            *CONFLICT_FIELDS,
            "deadline",
            "left_on",
            "responded_on",
            "response_deadline",
            "signed_on",
        ]

    def _service_gantt_column(self, name):
        """What is computed for one job after the other takes too long for many."""
        if name == "is_late":
            late = set(self._filter_late()._ids)
            return [one in late for one in self._ids]
        if name == "display_name":
            numbers = ("" if n == "/" else n for n in self._service_gantt_raw("name"))
            titles = self._service_gantt_raw("title")
            return list(map(self._join_name, numbers, titles))
        if name == "employee_color":
            people = self._service_gantt_raw("employee_ids")
            # sudo: colors of people are no secret
            everybody = (
                self.env["hr.employee"]
                .sudo()
                .browse({some[0] for some in people if some})
            )
            colors = {one.id: one.color for one in everybody}
            return [colors[some[0]] if some else 0 for some in people]
        return super()._service_gantt_column(name)

    def _filter_late(self):
        late, _arrivals = self._find_late()
        return self.browse().union(*late.values())

    def _service_gantt_conflicts(self):
        return self._get_conflicts_by_id()

    def _service_gantt_readonly(self):
        states = self._service_gantt_raw("state")
        signed = self._service_gantt_raw("signed_on")
        open_states = self._get_open_states()
        closed = {
            one
            for one, state, moment in zip(self._ids, states, signed, strict=True)
            if state not in open_states or moment
        }
        return super()._service_gantt_readonly() | closed

    def _service_gantt_weightless(self):
        states = self._service_gantt_raw("state")
        return {
            one
            for one, state in zip(self._ids, states, strict=True)
            if state == "cancelled"
        }

    @api.model
    def _service_gantt_combine(self, levels, values):
        """Each person stands in their own team, also on the job of several teams."""
        if TEAM not in levels or "employee_ids" not in levels:
            return super()._service_gantt_combine(levels, values)
        team, person = levels.index(TEAM), levels.index("employee_ids")
        # sudo: who is in which department is no secret to colleagues
        people = self.env["hr.employee"].sudo()
        without = [(None,) if one == team else some for one, some in enumerate(values)]
        paths = []
        for path in super()._service_gantt_combine(levels, without):
            department = people.browse(path[person] or ()).department_id.id
            paths.append((*path[:team], department, *path[team + 1 :]))
        return paths

    @api.model
    def _service_gantt_nothing(self, name):
        if name == TEAM:
            return self.env._("No Team")
        if name == "employee_ids":
            return self.env._("Unassigned")
        return super()._service_gantt_nothing(name)

    # === WRITE === #

    def _service_gantt_apply(self, plan, changes):
        """Operations lose what planning gave them before the job loses it."""
        leaving = {
            change["id"]
            for change in changes
            if not change["new"].get("date_start", True)
            or change["new"].get("state") == "new"
        }
        self.filtered(lambda job: job.id in leaving)._unplan_activities()
        return super()._service_gantt_apply(plan, changes)

    def _service_gantt_save(self, vals):
        """Undoing also makes a job planned, or new, again; it has no other states."""
        vals = dict(vals)
        state = vals.pop("state", None)
        super()._service_gantt_save(vals)
        if state in PLANNABLE_STATES:
            self._check_transition(PLANNABLE_STATES)
            self._set_state(state)

    def _service_gantt_moved(self, changes):
        """A job with a time and people is planned, without either it is new.

        What is undone says itself which of both it was.
        """
        super()._service_gantt_moved(changes)
        told = {change["id"] for change in changes if "state" in change["new"]}
        undone = self.filtered(lambda job: job.id in told)
        undone.filtered(lambda job: job.state == "planned")._plan_activities()
        moved = self - undone
        placed = moved.filtered(lambda job: job.date_start and job.employee_ids)
        placed.filtered(lambda job: job.state == "new")._set_planned()
        (moved - placed).filtered(lambda job: job.state == "planned")._set_state("new")

    @api.model
    def _service_gantt_following(self):
        return [*super()._service_gantt_following(), "state"]

    def _service_gantt_shown_names(self, changes, options):
        return [*super()._service_gantt_shown_names(changes, options), *FOLLOWING]

    @api.model
    def _get_live_fields(self):
        return {
            *super()._get_live_fields(),
            "deadline",
            "duration",
            "employee_ids",
            "partner_id",
            "priority",
            "site_id",
            "title",
        }
