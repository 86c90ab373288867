# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ServiceIntervention(models.Model):
    """Where the hours of a job are booked."""

    _inherit = "service.intervention"

    def _on_changed(self, names):
        super()._on_changed(names)
        if "contract_id" in names:
            self.activity_ids.filtered(lambda a: a.state == "done")._sync_timesheets()

    def _get_project(self):
        """Project of the contract, else of the company."""
        self.ensure_one()
        # sudo: people record hours on projects that they need not see
        job = self.sudo()
        return job.contract_id.project_id or job.company_id.service_project_id

    def _prepare_analytic_vals(self):
        """Analytic accounts of what the job invoices: its contract's, or its project's.

        Without any the company's own rules propose them.
        """
        # sudo: see above
        contract = self.sudo().contract_id
        distribution = (
            contract.analytic_distribution
            or contract.project_id._get_analytic_distribution()
        )
        return {"analytic_distribution": distribution} if distribution else {}
