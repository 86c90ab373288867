# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceInvoicingHeld(models.TransientModel):
    """Something due that cannot be invoiced, why, and what to open to put it right."""

    _name = "service.invoicing.held"
    _description = "Service Invoicing Held Back"
    _order = "code, partner_id, id"

    wizard_id = fields.Many2one(
        "service.invoicing", required=True, ondelete="cascade", index=True
    )
    partner_id = fields.Many2one("res.partner", string="Customer")
    document = fields.Char()
    code = fields.Selection("_selection_code", string="Reason")
    message = fields.Text(string="What to Do")
    record_model = fields.Char()
    record_id = fields.Many2oneReference(model_field="record_model")
    amount = fields.Monetary()
    currency_id = fields.Many2one("res.currency")

    @api.model
    def _selection_code(self):
        criteria = self.env["service.invoicing.criteria"]
        return [*criteria._get_held_back_reasons(), *criteria._get_waiting_reasons()]

    def action_open(self):
        """Open what is to be put right."""
        self._check_asked_one()
        if self.code == "locked":  # another date is all that it takes
            return self.wizard_id.action_change()
        return self.env[self.record_model].browse(self.record_id)._get_records_action()
