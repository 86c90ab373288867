# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo import models


class ServiceInvoicingCriteria(models.AbstractModel):
    """Contracts that renew by themselves do so before their new term is billed."""

    _inherit = "service.invoicing.criteria"

    def _search_renewals(self):
        """Contracts that go on, as notice was not given in time, and are due to."""
        contracts = self.env["service.contract"]
        if not self.include_contracts:
            return contracts
        today = self.company_id._get_service_today()
        # sudo: contracts go on by themselves, whoever invoices them
        return contracts.sudo()._search_tacit(
            today, self.date_to, self._get_domain(contracts._name, "")
        )

    def _renew_due(self):
        """Append the terms that are due."""
        today = self.company_id._get_service_today()
        self._search_renewals()._append_due_terms(today, self.date_to)

    @contextmanager
    def _as_if_renewed(self):
        """See what is due once contracts are renewed, without renewing them."""
        if not self._search_renewals():
            yield
            return
        with self.env.cr.savepoint() as savepoint:
            self.with_context(tracking_disable=True)._renew_due()
            yield
            savepoint.rollback()
