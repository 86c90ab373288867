# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from .service_customer_told_mixin import CustomerNews


class ServiceContract(models.Model):
    """A contract is about to renew or to end, where it says that customers are told."""

    _name = "service.contract"
    _inherit = ["service.contract", "service.customer.told.mixin"]

    def _tell_customer(self):
        self._tell_customer_of("renewal")

    def _get_news_renewal(self):
        if not self.is_running or self.notice_date or not self.date_end:
            return None
        return CustomerNews("renewal", fields.Date.to_string(self.date_end))


class ServiceCustomerMoment(models.Model):
    """Each contract says whether its customer is told; the company can say no."""

    _inherit = "service.customer.moment"

    def _is_on_for(self, company):
        if self.code == "renewal":
            return company.service_renewal_message
        return super()._is_on_for(company)

    def _switch(self, company, is_on):
        if self.code != "renewal":
            return super()._switch(company, is_on)
        # sudo: whoever may switch messages may switch this one
        company.sudo().service_renewal_message = is_on
        return None
