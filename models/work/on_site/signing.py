# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceIntervention(models.Model):
    """What the customer sees before signing, and who probably signs."""

    _inherit = "service.intervention"

    signer_name = fields.Char(
        string="Probable Signer", compute="_compute_signer_name", compute_sudo=True
    )
    signing_overview = fields.Html(
        string="What Is Signed", compute="_compute_signing_overview", sanitize=False
    )

    # === COMPUTE METHODS === #

    @api.depends("contact_id", "partner_id")
    def _compute_signer_name(self):
        """The contact; else the customer, if it is a person or has only one."""
        for job in self:
            people = job.partner_id.child_ids.filtered(lambda one: not one.is_company)
            named = people.filtered(lambda one: one.name and one.type == "contact")
            person = job.contact_id or (
                named if job.partner_id.is_company else job.partner_id
            )
            job.signer_name = person.name if len(person) == 1 else False

    def _compute_signing_overview(self):
        for job in self:
            job.signing_overview = self.env["ir.qweb"]._render(
                "service_management.service_intervention_signing",
                {
                    "doc": job,
                    "groups": job._get_report_groups(),
                    "hours": sum(job.activity_ids.mapped("hours")),
                    "with_prices": job.company_id.service_report_prices,
                },
            )
