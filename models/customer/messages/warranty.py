# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .service_customer_told_mixin import CustomerNews

AGAIN = timedelta(days=180)  # before the end of a warranty is told of again


class ServiceEquipment(models.Model):
    """A warranty is about to end, and nothing else would cover the machine then.

    One message tells of all machines of a customer whose warranty ends on that day.
    """

    _name = "service.equipment"
    _inherit = ["service.equipment", "service.customer.told.mixin"]

    @api.model
    def _get_due_domain_warranty(self, company):
        today = company._get_service_today()
        until = today + timedelta(days=company.service_renewal_reminder_days)
        told = Domain("moment_id.code", "=", "warranty") & Domain(
            "scheduled_date", ">=", fields.Datetime.now() - AGAIN
        )
        return (
            Domain("company_id", "=", company.id)
            & self._get_ending_domain()
            & Domain("warranty_end", ">=", today)
            & Domain("warranty_end", "<=", until)
            & Domain("customer_message_ids", "not any", told)
        )

    @api.model
    def _get_ending_domain(self):
        """Machines in service that a customer has, and no contract looks after."""
        return (
            Domain("state", "=", "in_service")
            & Domain("parent_id", "=", False)
            & Domain("partner_id", "!=", False)
            & Domain(
                "contract_line_ids",
                "not any",
                Domain("contract_id.is_running", "=", True)
                & Domain("contract_id.kind", "!=", "warranty"),
            )
        )

    def _get_news_warranty(self):
        today = self._get_company_today()
        if not self.active or not self.warranty_end or self.warranty_end < today:
            return None
        if not self.filtered_domain(self._get_ending_domain()):
            return None
        return CustomerNews("warranty", fields.Date.to_string(self.warranty_end))

    def _pick_told(self, code):
        picked = super()._pick_told(code)
        if code != "warranty":
            return picked
        same = picked.grouped(lambda one: (one.partner_id, one.warranty_end))
        return picked.browse(
            [
                some[0].id
                for some in same.values()
                if not any(
                    one._get_said("warranty")
                    for one in some[0]._get_ending_together() - picked
                )
            ]
        )

    def _get_ending_together(self):
        """Machines of the same customer whose warranty ends on the same day."""
        self.ensure_one()
        return self.search(
            self._get_ending_domain()
            & Domain("company_id", "=", self.company_id.id)
            & Domain("partner_id", "=", self.partner_id.id)
            & Domain("warranty_end", "=", self.warranty_end)
        )
