# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain


class Base(models.AbstractModel):
    """Records know which day it is in their company, whoever looks from wherever."""

    _inherit = "base"

    def _get_company_today(self):
        """Day that it is in the company of these records.

        Of several companies with different days, and without any, the current one
        counts.
        """
        companies = self.company_id if "company_id" in self._fields else ()
        days = {company._get_service_today() for company in companies}
        if len(days) == 1:
            return days.pop()
        return self.env.company._get_service_today()


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model
    def _get_domain_by_clock(self, make):
        """Records of each company as its own clock says.

        :param make: takes a company, returns the domain of its records
        """
        return Domain.OR(
            Domain("company_id", "in", companies.ids) & make(companies[0])
            for companies in self._get_service_clocks().values()
        )


class ServiceDatedMixin(models.AbstractModel):
    """Records of a day, ``date``: past or today in their company."""

    _name = "service.dated.mixin"
    _description = "Past and Today"

    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    is_today = fields.Boolean(
        string="Today", compute="_compute_is_overdue", search="_search_is_today"
    )

    @api.depends("date", "company_id")
    def _compute_is_overdue(self):
        for record in self:
            today = record._get_company_today()
            record.is_overdue = bool(record.date and record.date < today)
            record.is_today = record.date == today

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["res.company"]._get_domain_by_clock(
            lambda company: Domain("date", "<", company._get_service_today())
        )

    def _search_is_today(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["res.company"]._get_domain_by_clock(
            lambda company: Domain("date", "=", company._get_service_today())
        )
