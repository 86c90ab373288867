from odoo import api, fields, models


class ServiceInvoicingException(models.Model):
    """Something that a run could not invoice, and why."""

    _name = "service.invoicing.exception"
    _description = "Service Invoicing Exception"
    _order = "run_id desc, id"
    _rec_name = "message"

    run_id = fields.Many2one(
        "service.invoicing.run", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="run_id.company_id", store=True, index=True)
    partner_id = fields.Many2one("res.partner", string="Customer")
    document = fields.Reference(selection="_get_document_models", required=True)
    message = fields.Text(string="Reason", required=True)

    @api.model
    def _get_document_models(self):
        return [
            ("service.contract", self.env._("Contract")),
            ("service.intervention", self.env._("Intervention")),
        ]

    def action_open_document(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self.document._name,
            "res_id": self.document.id,
            "view_mode": "form",
        }
