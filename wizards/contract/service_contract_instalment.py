# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ...models.contract.billing.schedule import SCHEDULE_STATES


class ServiceContractInstalment(models.TransientModel):
    """The schedule of contracts as rows, to look at and to export."""

    _name = "service.contract.instalment"
    _description = "Service Contract Instalment"
    _order = "contract_id, date_start, line_id, id"

    contract_id = fields.Many2one("service.contract", readonly=True)
    partner_id = fields.Many2one(related="contract_id.partner_id")
    line_id = fields.Many2one(
        "service.contract.line", string="Contract Line", readonly=True
    )
    name = fields.Text(related="line_id.name", string="Description")
    date_start = fields.Date(string="From", readonly=True)
    date_end = fields.Date(string="To", readonly=True)
    days = fields.Integer(readonly=True, aggregator=None)
    due_date = fields.Date(
        string="Invoice Date", readonly=True, help="Day on which it is issued."
    )
    amount = fields.Monetary(readonly=True, help="Before taxes.")
    currency_id = fields.Many2one(related="contract_id.currency_id")
    state = fields.Selection(SCHEDULE_STATES, string="Status", readonly=True)
    invoice_id = fields.Many2one(
        "account.move", string="Invoice Document", readonly=True
    )
    invoice_name = fields.Char(string="Document", readonly=True)

    @api.model
    def _create_schedule(self, contracts):
        """Rows of the schedule of ``contracts``."""
        return self.create(
            [self._prepare_row(row) for row in contracts._get_schedule()]
        )

    def _prepare_row(self, row):
        invoice = row.invoice_line.move_id
        return {
            "contract_id": row.line.contract_id.id,
            "line_id": row.line.id,
            "date_start": row.date_start,
            "date_end": row.date_end,
            "days": row.days,
            "due_date": row.due_date,
            "amount": row.amount,
            "state": row.state,
            "invoice_id": invoice.id,
            "invoice_name": self._get_document_name(row),
        }

    def _get_document_name(self, row):
        """Names of the order, when it is the one that invoices, and of the invoice."""
        invoice = row.invoice_line.move_id
        names = [row.order and row.order.name]
        if invoice:
            names.append(invoice.name or self.env._("Draft"))
        return ", ".join(filter(None, names))

    def action_view_invoice(self):
        self._check_asked_one()
        return self.invoice_id._get_records_action()
