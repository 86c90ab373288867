# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceInvoicingException(models.Model):
    """Something that a run could not invoice, why, and what to do about it."""

    _name = "service.invoicing.exception"
    _description = "Service Invoicing Exception"
    _inherit = ["service.guarded.mixin"]
    _order = "run_id desc, id"
    _rec_name = "message"

    run_id = fields.Many2one(
        "service.invoicing.run", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="run_id.company_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Customer")
    document = fields.Reference(
        selection="_get_document_models", required=True, index=True
    )
    contract_id = fields.Many2one(
        "service.contract",
        index="btree_not_null",
        ondelete="cascade",
        help="Whose responsible is asked to put it right.",
    )
    code = fields.Char(string="Kind")
    message = fields.Text(string="Reason", required=True)
    advice = fields.Text(string="What to Do", compute="_compute_advice")
    fix_model = fields.Char()
    fix_id = fields.Many2oneReference(model_field="fix_model")
    resolved = fields.Boolean(
        readonly=True, index=True, help="Invoiced since, or not due any more."
    )

    # === COMPUTE METHODS === #

    @api.depends("code")
    @api.depends_context("lang")
    def _compute_advice(self):
        advice = self._get_advice()
        for exception in self:
            exception.advice = advice.get(exception.code)

    @api.model
    def _get_advice(self):
        """What to do by code, where the reason itself does not say it."""
        return {
            "refused": self.env._(
                "Correct what the reason names and invoice again: only what is still "
                "due is invoiced."
            ),
            "unexpected": self.env._(
                "Show this to your administrator: the log of the server says more. "
                "Then invoice again."
            ),
        }

    @api.model
    def _get_document_models(self):
        return [
            ("service.contract", self.env._("Contract")),
            ("service.intervention", self.env._("Job")),
        ]

    # === ACTION METHODS === #

    def action_open_document(self):
        """Open what has to be put right: by default the document itself."""
        self._check_asked_one()
        record = self.document
        if self.fix_model:
            record = self.env[self.fix_model].browse(self.fix_id)
        return record._get_records_action()
