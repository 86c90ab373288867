from odoo import api, models
from odoo.fields import Domain

from .service_intervention import OPEN_STATES


class ServiceIntervention(models.Model):
    """Jobs in the planning view."""

    _inherit = "service.intervention"

    @api.model
    def _service_gantt_expected_paths(self, levels):
        people = self.env["hr.employee"]._get_plannable(self.env.company)
        return people._get_planning_paths(levels, "employee_ids")

    def _service_gantt_conflicts(self):
        return {job.id: texts for job, texts in self._get_conflicts().items() if texts}

    def _service_gantt_readonly(self):
        closed = {job.id for job in self if job.state not in OPEN_STATES}
        return super()._service_gantt_readonly() | closed

    def _service_gantt_weightless(self):
        return {job.id for job in self if job.state == "cancelled"}

    @api.model
    def _service_gantt_nothing(self, name):
        if name == "employee_ids":
            return self.env._("Unassigned")
        return super()._service_gantt_nothing(name)

    @api.model
    def _service_gantt_backlog_domain(self, plan):
        """Open jobs that have no date or nobody to do them."""
        return Domain("state", "in", ("new", "planned")) & (
            Domain("date_start", "=", False) | Domain("employee_ids", "=", False)
        )
