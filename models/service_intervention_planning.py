from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from .service_intervention import OPEN_STATES
from .service_intervention_conflict import CONFLICT_FIELDS

# What changes by itself when a job is moved.
FOLLOWING = ["display_name", "duration", "employee_ids", "is_late", "state"]


class ServiceIntervention(models.Model):
    """Jobs in the planning view."""

    _name = "service.intervention"
    _inherit = ["service.intervention", "service.gantt.live.mixin"]

    # === READ === #

    @api.model
    def _service_gantt_expected_paths(self, levels):
        people = self.env["hr.employee"]._get_plannable(self.env.company)
        return people._get_planning_paths(levels, "employee_ids")

    @api.model
    def _service_gantt_needed(self):
        return [*CONFLICT_FIELDS, "deadline", "signed_on"]

    def _service_gantt_column(self, name):
        """What is computed for one job after the other takes too long for many."""
        if name == "is_late":
            late = set(
                self.search(Domain("id", "in", self.ids) & Domain(name, "=", True))._ids
            )
            return [one in late for one in self._ids]
        if name == "progress":
            progress = self._get_progress_by_id()
            return [progress.get(one, 0.0) for one in self._ids]
        return super()._service_gantt_column(name)

    def _get_progress_by_id(self):
        """As :attr:`progress`, in one query."""
        self.env["service.activity"].flush_model(["intervention_id", "state"])
        return dict(
            self.env.execute_query(
                SQL(
                    """SELECT intervention_id,
                              (100.0 * COUNT(*) FILTER (WHERE state != 'todo')
                                  / COUNT(*))::float8
                         FROM service_activity
                        WHERE intervention_id = ANY(%s)
                     GROUP BY intervention_id""",
                    self.ids,
                )
            )
        )

    def _service_gantt_conflicts(self):
        return self._get_conflicts_by_id()

    def _service_gantt_readonly(self):
        states = self._service_gantt_raw("state")
        signed = self._service_gantt_raw("signed_on")
        closed = {
            one
            for one, state, moment in zip(self._ids, states, signed, strict=True)
            if state not in OPEN_STATES or moment
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
    def _service_gantt_nothing(self, name):
        if name == "employee_ids":
            return self.env._("Unassigned")
        return super()._service_gantt_nothing(name)

    # === WRITE === #

    def _service_gantt_moved(self):
        """A job with a time and people is planned, without either it is new."""
        super()._service_gantt_moved()
        placed = self.filtered(lambda job: job.date_start and job.employee_ids)
        placed.filtered(lambda job: job.state == "new")._set_planned()
        (self - placed).filtered(lambda job: job.state == "planned").write(
            {"state": "new"}
        )

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
