# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceInvoicingDocument(models.TransientModel):
    """An invoice or credit note that would be made."""

    _name = "service.invoicing.document"
    _description = "Service Invoicing Preview"
    _order = "partner_id, id"

    wizard_id = fields.Many2one(
        "service.invoicing", required=True, ondelete="cascade", index=True
    )
    name = fields.Char()
    partner_id = fields.Many2one("res.partner", string="Invoice Address")
    currency_id = fields.Many2one("res.currency")
    line_ids = fields.One2many("service.invoicing.line", "document_id")
    included = fields.Boolean(compute="_compute_included")

    @api.depends("line_ids.included")
    def _compute_included(self):
        for document in self:
            document.included = any(document.line_ids.mapped("included"))

    def action_leave_out(self):
        """Do not invoice any of it this time."""
        self._check_asked()
        self.line_ids.included = False

    def action_include(self):
        """Invoice all of it."""
        self._check_asked()
        self.line_ids.included = True
