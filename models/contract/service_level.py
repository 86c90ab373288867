# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from .service_contract_conditions_mixin import proposed


class ServiceContractConditionsMixin(models.AbstractModel):
    """How fast somebody comes, and how fast it works again."""

    _inherit = "service.contract.conditions.mixin"

    response_hours = fields.Float(
        string="Response Within",
        help="Working hours from the request until the job is planned or started. "
        "Zero: not agreed.",
        **proposed("response_hours"),
    )
    resolution_hours = fields.Float(
        string="Resolution Within",
        help="Working hours from the request until the job is done. Zero: not agreed.",
        **proposed("resolution_hours"),
    )
    sla_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Counted On",
        check_company=True,
        help="Working hours on which response and resolution are counted, without "
        "holidays. Empty: those of the company.",
        **proposed("sla_calendar_id"),
    )

    _check_service_level = models.Constraint(
        "CHECK(response_hours >= 0 AND resolution_hours >= 0)",
        "The hours of response and resolution cannot be negative.",
    )


class ServiceContract(models.Model):
    """Service levels, proposed by the type."""

    _inherit = "service.contract"

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
