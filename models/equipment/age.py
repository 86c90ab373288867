# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from math import ceil, floor

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain


class ServiceEquipment(models.Model):
    """How old an equipment is: conditions such as “older than 10 years” read it."""

    _inherit = "service.equipment"

    age = fields.Integer(
        string="Age in Years",
        compute="_compute_age",
        search="_search_age",
        help="Full years since it was delivered, or else installed.",
    )

    @api.depends("delivery_date", "install_date")
    def _compute_age(self):
        for equipment in self:
            today = equipment._get_company_today()
            since = equipment.delivery_date or equipment.install_date
            equipment.age = relativedelta(today, since).years if since else 0

    @api.model
    def _search_age(self, comparison, value):
        if comparison == "in":
            return Domain.OR(
                self._get_min_age_domain(int(age))
                & ~self._get_min_age_domain(int(age) + 1)
                for age in value
                if age == int(age)
            )
        make = {
            ">=": lambda: self._get_min_age_domain(ceil(value)),
            ">": lambda: self._get_min_age_domain(floor(value) + 1),
            "<": lambda: ~self._get_min_age_domain(ceil(value)),
            "<=": lambda: ~self._get_min_age_domain(floor(value) + 1),
        }.get(comparison)
        return make() if make else NotImplemented

    @api.model
    def _get_min_age_domain(self, age):
        """Equipment of at least ``age`` years; without a date it is new."""
        if age <= 0:
            return Domain.TRUE

        def make(company):
            latest = company._get_service_today() - relativedelta(years=age)
            return Domain("delivery_date", "<=", latest) | (
                Domain("delivery_date", "=", False)
                & Domain("install_date", "<=", latest)
            )

        return self.env["res.company"]._get_domain_by_clock(make)
