# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain


class ServiceContract(models.Model):
    """The customer's page of a contract."""

    _name = "service.contract"
    _inherit = ["service.contract", "service.customer.page.mixin"]
    _customer_path = "contracts"

    @contextmanager
    def _watch_change(self, vals):
        with self._revoking_links(), super()._watch_change(vals):
            yield

    @api.model
    def _get_customer_domain(self, user):
        """What was agreed; a draft is seen by who has been sent its link."""
        return super()._get_customer_domain(user) & Domain(
            "state", "in", self._get_live_states()
        )

    @api.model
    def _get_site_domain(self, person):
        return Domain("partner_id", "child_of", person.ids)

    def _get_customer_report(self):
        return self.env.ref("service_management.service_contract_document_report")

    def _get_customer_schedule(self):
        """Instalments of the last and the next twelve months, the oldest first."""
        self.ensure_one()
        today = self.company_id._get_service_today()
        year = relativedelta(years=1)
        rows = self._get_schedule(today + year)
        return sorted(
            (row for row in rows if row.due_date >= today - year),
            key=lambda row: (row.due_date, row.line.id),
        )
