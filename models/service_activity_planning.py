from odoo import api, models
from odoo.fields import Domain


class ServiceActivity(models.Model):
    """Operations in the planning view."""

    _inherit = "service.activity"

    @api.model
    def _service_gantt_expected_paths(self, levels):
        people = self.env["hr.employee"]._get_plannable(self.env.company)
        return people._get_planning_paths(levels, "employee_id")

    def _service_gantt_readonly(self):
        closed = {activity.id for activity in self if activity.state != "todo"}
        return super()._service_gantt_readonly() | closed

    def _service_gantt_weightless(self):
        return {activity.id for activity in self if activity.state == "skipped"}

    @api.model
    def _service_gantt_nothing(self, name):
        if name == "employee_id":
            return self.env._("Unassigned")
        return super()._service_gantt_nothing(name)

    @api.model
    def _service_gantt_backlog_domain(self, plan):
        """Operations to do that have no date or nobody to do them."""
        return Domain("state", "=", "todo") & (
            Domain("date_start", "=", False) | Domain("employee_id", "=", False)
        )
