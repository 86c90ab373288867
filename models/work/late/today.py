# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.fields import Domain


class ServiceIntervention(models.Model):
    """What is for today, by the clock of the company."""

    _inherit = "service.intervention"

    is_today = fields.Boolean(
        string="Planned for Today", store=False, search="_search_is_today"
    )
    is_for_today = fields.Boolean(
        string="To Do Today",
        store=False,
        search="_search_is_for_today",
        help="Planned for today, or open since before.",
    )

    def _search_is_today(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["res.company"]._get_domain_by_clock(
            lambda company: (
                self._get_since_domain(company)
                & Domain("date_start", "<", company._get_service_day_start(1))
            )
        )

    def _search_is_for_today(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["res.company"]._get_domain_by_clock(
            lambda company: (
                Domain("date_start", "<", company._get_service_day_start(1))
                & (
                    Domain("is_open", "=", True)
                    | (Domain("state", "=", "done") & self._get_since_domain(company))
                )
            )
        )

    def _get_since_domain(self, company):
        return Domain("date_start", ">=", company._get_service_day_start())
