# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceInvoicingLine(models.TransientModel):
    """One line of the preview: something that would be invoiced, and why."""

    _name = "service.invoicing.line"
    _description = "Service Invoicing Preview Line"
    _order = "partner_id, id"

    wizard_id = fields.Many2one(
        "service.invoicing", required=True, ondelete="cascade", index=True
    )
    document_id = fields.Many2one(
        "service.invoicing.document",
        string="Invoice",
        required=True,
        ondelete="cascade",
        index=True,
    )
    key = fields.Char()
    included = fields.Boolean(string="Invoice It")
    partner_id = fields.Many2one("res.partner", string="Invoice Address")
    document = fields.Char()
    name = fields.Char(string="Description")
    reason = fields.Char()
    due_date = fields.Date()
    period_start = fields.Date()
    period_end = fields.Date()
    amount = fields.Monetary(string="Amount")
    currency_id = fields.Many2one("res.currency")
    taxes = fields.Char()

    # === ACTION METHODS === #

    def action_leave_out(self):
        """Do not invoice these this time."""
        self._check_asked()
        self.included = False

    def action_include(self):
        self._check_asked()
        self.included = True

    def action_run(self):
        self._check_asked()
        return self._get_wizard().action_run()

    def action_xlsx(self):
        self._check_asked()
        return self._get_wizard().action_xlsx()

    def action_change(self):
        self._check_asked()
        return self._get_wizard().action_change()

    def action_view_held_back(self):
        self._check_asked()
        return self._get_wizard().action_view_held_back()

    def _get_wizard(self):
        """What the list shows the preview of, also when no line is selected."""
        wizard = self.env.context.get("service_invoicing_id")
        return self.wizard_id or self.wizard_id.browse(wizard)
