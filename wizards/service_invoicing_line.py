from odoo import fields, models


class ServiceInvoicingLine(models.TransientModel):
    """One line of the preview: something that would be invoiced, and why."""

    _name = "service.invoicing.line"
    _description = "Service Invoicing Preview Line"
    _order = "partner_id, id"

    wizard_id = fields.Many2one(
        "service.invoicing", required=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one("res.partner", string="Invoice Address")
    document = fields.Char()
    name = fields.Char(string="Description")
    due_date = fields.Date()
    period_start = fields.Date()
    period_end = fields.Date()
    amount = fields.Monetary(string="Amount")
    currency_id = fields.Many2one("res.currency")
