# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import logging
from datetime import timedelta

from odoo import api, models

from ..shared.guarded import attempt

_logger = logging.getLogger(__name__)


class ServiceInvoicingRun(models.Model):
    """The run that each company may have every night."""

    _inherit = "service.invoicing.run"

    @api.model
    def _cron_invoice(self):
        """Invoice for each company that wants it, as its settings say."""
        cron = self.env["ir.cron"]
        companies = self.env["res.company"].search(
            [("service_invoicing_scheduled", "=", True)]
        )
        cron._commit_progress(remaining=len(companies))
        for company in companies:
            _done, error = attempt(self.env, self._invoice_scheduled, company)
            if error:
                _logger.warning("Scheduled invoicing of %s failed", company.name)
                self._create_scheduled(company)._fail(error)
            cron._commit_progress(1)

    @api.model
    def _invoice_scheduled(self, company):
        """Start the run of ``company``; nothing is kept of one that finds nothing."""
        run = self._create_scheduled(company)
        run._start()
        if run._is_empty():
            run.unlink()

    @api.model
    def _create_scheduled(self, company):
        model = self.with_context(
            allowed_company_ids=company.ids, tz=company._get_service_zone().zone
        )
        return model.create(self._prepare_scheduled_vals(company))

    @api.model
    def _prepare_scheduled_vals(self, company):
        today = company._get_service_today()
        return {
            "company_id": company.id,
            "scheduled": True,
            "date_to": today + timedelta(days=company.service_invoicing_days_ahead),
            "invoice_date": today,
            "include_contracts": company.service_invoicing_scope != "work",
            "include_work": company.service_invoicing_scope != "contracts",
            "grouping": company.service_invoicing_grouping,
            "post": company.service_invoicing_post,
        }

    def _is_empty(self):
        """Whether nothing was due."""
        self.ensure_one()
        found = self.invoice_count or self.exception_count
        return self.state == "done" and not found
