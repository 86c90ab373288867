# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from .service_customer_told_mixin import CustomerNews


class ServiceIntervention(models.Model):
    """The work is done: its report, when the company's settings say so."""

    _inherit = "service.intervention"

    def _send_report(self):
        self._tell_customer_of("report")

    def _get_news_report(self):
        if self.state != "done":
            return None
        return CustomerNews(
            "report", fields.Datetime.to_string(self.signed_on) or "done"
        )

    def action_reopen(self, reason):
        """What was reported is not true any more, and is reported anew."""
        result = super().action_reopen(reason)
        # sudo: whoever opens the job need not see what customers were told
        self.sudo().customer_message_ids._take_back("report")
        return result


class ServiceCustomerMoment(models.Model):
    """Whether and when reports are sent is a setting that is older than the list."""

    _inherit = "service.customer.moment"

    def _is_on_for(self, company):
        if self.code == "report":
            return company.service_report_send != "no"
        return super()._is_on_for(company)

    def _switch(self, company, is_on):
        if self.code != "report":
            return super()._switch(company, is_on)
        if is_on != self._is_on_for(company):
            # sudo: whoever may switch messages may switch this one
            company.sudo().service_report_send = "done" if is_on else "no"
        return None
