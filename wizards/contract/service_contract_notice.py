# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from base64 import b64decode

from odoo import api, fields, models


class ServiceContractNotice(models.TransientModel):
    """Records the notice of a contract and shows what remains until its end."""

    _name = "service.contract.notice"
    _description = "Notice Received"

    contract_id = fields.Many2one(
        "service.contract",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    date = fields.Date(
        string="Received On",
        required=True,
        default=lambda self: self._get_company_today(),
    )
    reason = fields.Char()
    document = fields.Binary()
    document_name = fields.Char()
    cancel_by = fields.Date(related="contract_id.cancel_by")
    date_end = fields.Date(
        string="Last Day",
        compute="_compute_date_end",
        store=True,
        readonly=False,
        help="The earliest possible, unless the notice names a later one.",
    )
    late = fields.Boolean(compute="_compute_remaining")
    amount_remaining = fields.Monetary(
        string="Still to Invoice", compute="_compute_remaining"
    )

    @api.depends("contract_id", "date")
    def _compute_date_end(self):
        for wizard in self:
            contract = wizard.contract_id
            is_known = contract and wizard.date
            wizard.date_end = is_known and contract._get_notice_end(wizard.date)

    @api.depends("contract_id", "date", "date_end")
    def _compute_remaining(self):
        for wizard in self:
            contract = wizard.contract_id
            if not contract or not wizard.date or not wizard.date_end:
                wizard.late = wizard.amount_remaining = False
                continue
            wizard.late = contract._is_notice_late(wizard.date)
            wizard.amount_remaining = contract._get_amount_until(wizard.date_end)

    def action_confirm(self):
        """Let the contract end by the notice."""
        self._check_asked_one()
        documents = []
        if self.document:
            name = self.document_name or self.env._("Notice")
            documents.append((name, b64decode(self.document)))
        self.contract_id._receive_notice(
            self.date, self.reason, documents, self.date_end
        )
        return {"type": "ir.actions.act_window_close"}
