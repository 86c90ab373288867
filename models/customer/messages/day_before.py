# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ....tools.local_time import day_bounds, local_day
from .appointment import APPOINTMENT_MOMENTS
from .service_customer_told_mixin import CustomerNews


class ServiceIntervention(models.Model):
    """The appointment is called to mind on the day before.

    Not when it was first told, or moved, on that same day.
    """

    _inherit = "service.intervention"

    @api.model
    def _get_due_domain_day_before(self, company):
        today = company._get_service_today()
        start, end = day_bounds(today + timedelta(days=1), company._get_service_zone())
        told = Domain("moment_id.code", "=", "day_before") & (
            Domain("said", "=", False) | Domain("said", "=", str(today))
        )
        told |= Domain("moment_id.code", "in", APPOINTMENT_MOMENTS) & Domain(
            "sent_on", ">=", company._get_service_day_start()
        )
        return (
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "planned")
            & Domain("date_start", ">=", start)
            & Domain("date_start", "<", end)
            & Domain("customer_message_ids", "not any", told)
        )

    def _get_news_day_before(self):
        _customer, start = self._get_promise()
        today = self._get_company_today()
        zone = self.company_id._get_service_zone()
        if not start or local_day(start, zone) != today + timedelta(days=1):
            return None
        told = self._get_said(*APPOINTMENT_MOMENTS)[-1:].sent_on
        if told and told >= self.company_id._get_service_day_start():
            return None
        return CustomerNews("day_before", str(today))
