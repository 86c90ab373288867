# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class AccountMove(models.Model):
    """Ways from an invoice to what it bills, and from others to invoices."""

    _name = "account.move"
    _inherit = ["account.move", "service.guarded.mixin"]

    def _action_view_service_invoices(self):
        """Open these invoices, as far as the user may see them, as the known list."""
        return self._action_view_service(
            "account.action_move_out_invoice_type",
            self.sudo(False)._filtered_access("read"),
            {"default_move_type": "out_invoice", "create": False},
        )

    def _action_view_service(self, xml_id, records, context=None):
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["domain"] = [("id", "in", records.ids)]
        action["context"] = context or {"create": False}
        return action
