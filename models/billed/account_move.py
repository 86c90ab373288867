from odoo import models


class AccountMove(models.Model):
    """Ways from an invoice to what it bills, and from others to invoices."""

    _inherit = "account.move"

    def _action_view_service_invoices(self):
        """Open these invoices as the list that users know."""
        return self._action_view_service(
            "account.action_move_out_invoice_type",
            self,
            {"default_move_type": "out_invoice", "create": False},
        )

    def _action_view_service(self, xml_id, records, context=None):
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["domain"] = [("id", "in", records.ids)]
        action["context"] = context or {"create": False}
        return action
