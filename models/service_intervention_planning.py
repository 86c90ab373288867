from odoo import api, models

from .service_intervention import OPEN_STATES

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

    def _service_gantt_conflicts(self):
        return {job.id: texts for job, texts in self._get_conflicts().items() if texts}

    def _service_gantt_readonly(self):
        closed = {
            job.id for job in self if job.state not in OPEN_STATES or job.signed_on
        }
        return super()._service_gantt_readonly() | closed

    def _service_gantt_weightless(self):
        return {job.id for job in self if job.state == "cancelled"}

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
