from odoo import fields, models


class ServiceContract(models.Model):
    """What invoices add to a contract."""

    _inherit = "service.contract"

    invoice_count = fields.Integer(compute="_compute_invoice_count")

    def _compute_invoice_count(self):
        for contract in self:
            contract.invoice_count = len(contract._get_invoices())

    def action_view_invoices(self):
        self.ensure_one()
        return self._get_invoices()._action_view_service_invoices()

    def _get_invoices(self):
        # sudo: contract managers see that there are invoices, not their accounting
        return self.sudo().line_ids.invoice_line_ids.move_id
