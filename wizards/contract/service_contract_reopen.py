# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceContractReopen(models.TransientModel):
    """Asks why a contract that was ended or cancelled is opened again."""

    _name = "service.contract.reopen"
    _description = "Reopen Contract"

    contract_id = fields.Many2one(
        "service.contract",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    reason = fields.Char(required=True)

    def action_confirm(self):
        self._check_asked_one()
        self.contract_id.action_reopen(self.reason)
        return {"type": "ir.actions.act_window_close"}
