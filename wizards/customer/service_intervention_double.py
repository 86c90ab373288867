# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceInterventionDouble(models.TransientModel):
    """Asks which job a request is a double of."""

    _name = "service.intervention.double"
    _description = "Close as Double"

    intervention_id = fields.Many2one(
        "service.intervention", string="Request", required=True, readonly=True
    )
    company_id = fields.Many2one(related="intervention_id.company_id")
    customer_id = fields.Many2one(
        related="intervention_id.partner_id.commercial_partner_id"
    )
    other_id = fields.Many2one(
        "service.intervention",
        string="Goes On With",
        compute="_compute_other_id",
        store=True,
        readonly=False,
        domain="[('partner_id', 'child_of', customer_id), "
        "('company_id', '=', company_id), ('is_open', '=', True), "
        "('id', '!=', intervention_id)]",
    )

    @api.depends("intervention_id")
    def _compute_other_id(self):
        """The open job on the same machine, or the only one of the customer."""
        for wizard in self:
            job = wizard.intervention_id
            same = job._search_other_jobs().filtered(
                lambda other, job=job: (
                    other != job
                    and other.partner_id.commercial_partner_id
                    == job.partner_id.commercial_partner_id
                )
            )
            wizard.other_id = same[-1:]

    def action_confirm(self):
        """Close the request; the other job goes on with its messages and photos.

        :raises UserError: when no other job is chosen
        """
        self._check_asked_one()
        self.intervention_id._close_as_double(self.other_id)
        return {"type": "ir.actions.act_window_close"}
