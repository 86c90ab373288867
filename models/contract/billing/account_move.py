# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class AccountMove(models.Model):
    """The contracts that an invoice bills."""

    _inherit = "account.move"

    service_contract_count = fields.Integer(compute="_compute_service_contract_count")

    def _compute_service_contract_count(self):
        for move in self:
            move.service_contract_count = len(move._get_service_contracts())

    def action_view_service_contracts(self):
        self._check_asked()
        return self._action_view_service(
            "service_management.service_contract_action", self._get_service_contracts()
        )

    def _get_service_contracts(self):
        return self.invoice_line_ids.service_contract_line_id.contract_id

    def _on_billed_changed(self):
        """Propose again to settle what is billed too far."""
        super()._on_billed_changed()
        lines = self.invoice_line_ids.service_contract_line_id
        if lines:
            lines._propose_settlements()
