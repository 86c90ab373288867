from odoo import models


class ServiceIntervention(models.Model):
    """Where the hours of a job are booked."""

    _inherit = "service.intervention"

    def write(self, vals):
        result = super().write(vals)
        if "contract_id" in vals:
            self.activity_ids.filtered(lambda a: a.state == "done")._sync_timesheets()
        return result

    def _get_project(self):
        """Project of the contract, else of the company."""
        self.ensure_one()
        # sudo: people record hours on projects that they need not see
        job = self.sudo()
        return job.contract_id.project_id or job.company_id.service_project_id

    def _prepare_analytic_vals(self):
        """Analytic accounts of what the job invoices: those of its contract's project.

        Without one the company's own rules propose them.
        """
        # sudo: see above
        project = self.sudo().contract_id.project_id
        distribution = project._get_analytic_distribution()
        return {"analytic_distribution": distribution} if distribution else {}
