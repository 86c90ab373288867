from odoo import fields, models

from .service_contract import PROPOSED_LATER


class ServiceContract(models.Model):
    """Service levels, proposed by the type."""

    _inherit = "service.contract"

    response_hours = fields.Float(**PROPOSED_LATER)
    resolution_hours = fields.Float(**PROPOSED_LATER)
    sla_calendar_id = fields.Many2one(**PROPOSED_LATER)

    def _get_sla_time(self, working_times):
        """Working time that the service levels of the contract are counted on.

        :param WorkingTimes working_times: calendars looked at so far
        """
        self.ensure_one()
        calendar = self.sla_calendar_id or self.company_id.resource_calendar_id
        return working_times[calendar, self.company_id]

    def _get_sla_deadline(self, kind, start, working_times):
        """End of the ``response`` or ``resolution`` that was requested at ``start``."""
        time = self._get_sla_time(working_times)
        return time.after(start, self[f"{kind}_hours"]) or False

    def _get_sla_share(self, start, deadline, share, working_times):
        """Moment when ``share`` of the working time until ``deadline`` has passed."""
        time = self._get_sla_time(working_times)
        hours = time.between(start, deadline)
        return time.after(start, hours * share) if hours and share < 1 else deadline
