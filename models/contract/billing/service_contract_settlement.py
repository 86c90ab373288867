# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...shared.once import take_turns


class ServiceContractSettlement(models.Model):
    """Days that were invoiced and are not owed any more: a proposed credit.

    One for each invoice line and stretch of days. It is worth its share of that line,
    by days. Once credited, its days no longer count as invoiced.
    """

    _name = "service.contract.settlement"
    _description = "Service Contract Settlement"
    _inherit = ["service.guarded.mixin"]
    _order = "contract_id, date_from, id"
    _check_company_auto = True

    line_id = fields.Many2one(
        "service.contract.line",
        string="Contract Line",
        required=True,
        ondelete="cascade",
        index=True,
    )
    contract_id = fields.Many2one(related="line_id.contract_id", store=True, index=True)
    company_id = fields.Many2one(
        related="line_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(related="contract_id.partner_id", store=True)
    currency_id = fields.Many2one(related="invoice_line_id.currency_id", store=True)
    invoice_line_id = fields.Many2one(
        "account.move.line", required=True, ondelete="cascade", index=True
    )
    date_from = fields.Date(string="From", required=True)
    date_to = fields.Date(string="To", required=True)
    amount = fields.Monetary(help="To be credited, at the price of the invoice line.")
    credit_line_ids = fields.One2many(
        "account.move.line", "service_settlement_id", string="Credit Note Lines"
    )
    waived = fields.Boolean(readonly=True, copy=False)
    state = fields.Selection(
        [("proposed", "To Credit"), ("credited", "Credited"), ("waived", "Kept")],
        compute="_compute_state",
        store=True,
        index=True,
    )

    _check_dates = models.Constraint(
        "CHECK(date_from <= date_to)", "A settlement cannot end before it starts."
    )

    # === COMPUTE METHODS === #

    @api.depends("line_id", "date_from", "date_to")
    def _compute_display_name(self):
        for settlement in self:
            start = format_date(self.env, settlement.date_from)
            end = format_date(self.env, settlement.date_to)
            settlement.display_name = (
                f"{settlement.line_id.display_name} · {start} – {end}"
            )

    @api.depends("waived", "credit_line_ids.parent_state")
    def _compute_state(self):
        for settlement in self:
            # sudo: that it is credited is no secret to who may see the settlement
            states = settlement.sudo().credit_line_ids.mapped("parent_state")
            if any(state != "cancel" for state in states):
                settlement.state = "credited"
            else:
                settlement.state = "waived" if settlement.waived else "proposed"

    # === ACTION METHODS === #

    def action_credit(self):
        """Make one draft credit note for each invoice and open them.

        :raises UserError: when one of these is credited or kept already
        """
        self._check_asked()
        self._check_proposed()
        # sudo: who manages contracts proposes credit notes; billing confirms them
        moves = (
            self.env["account.move"]
            .sudo()
            .create(
                [
                    group._prepare_credit_note_vals(invoice)
                    for invoice, group in self.sudo()
                    .grouped(lambda s: s.invoice_line_id.move_id)
                    .items()
                ]
            )
        )
        self.contract_id._ask_for_settlement(self.browse())
        return self._action_view_credit_notes(moves)

    def _action_view_credit_notes(self, moves):
        """Open them, or say that they wait to whoever may not see them."""
        if not self.env["account.move"].has_access("read"):
            return {
                "type": "ir.actions.client",
                "tag": "display_notification",
                "params": {
                    "type": "success",
                    "message": self.env._(
                        "The draft credit note is made: who invoices confirms it."
                    ),
                    "next": {"type": "ir.actions.client", "tag": "soft_reload"},
                },
            }
        return moves._action_view_service(
            "account.action_move_out_refund_type",
            moves,
            {"default_move_type": "out_refund", "create": False},
        )

    def action_waive(self):
        """Keep what was invoiced: nothing is credited for these days."""
        self._check_asked()
        self._check_proposed()
        self._by_server().waived = True
        self.contract_id._ask_for_settlement(self.browse())

    def action_propose(self):
        """Take back that nothing is credited."""
        self._check_asked()
        self._by_server().waived = False

    # === BUSINESS METHODS === #

    def _get_key(self):
        """What makes two proposals the same."""
        self.ensure_one()
        return self.invoice_line_id.id, self.date_from, self.date_to

    def _check_proposed(self):
        take_turns(self)
        for settlement in self:
            if settlement.state != "proposed":
                raise UserError(
                    self.env._(
                        "%s has been settled already. Choose only what is still to be "
                        "credited.",
                        settlement.display_name,
                    )
                )

    def _prepare_credit_note_vals(self, invoice):
        """Values of the credit note for these settlements of ``invoice``."""
        return {
            "move_type": "out_refund",
            "company_id": invoice.company_id.id,
            "journal_id": invoice.journal_id.id,
            "partner_id": invoice.partner_id.id,
            "currency_id": invoice.currency_id.id,
            "fiscal_position_id": invoice.fiscal_position_id.id,
            "invoice_user_id": invoice.invoice_user_id.id,
            "invoice_origin": ", ".join(self.contract_id.mapped("name")),
            "ref": invoice.name,
            "reversed_entry_id": invoice.id,
            "invoice_line_ids": [
                Command.create(settlement._prepare_credit_line_vals())
                for settlement in self
            ],
        }

    def _prepare_credit_line_vals(self):
        self.ensure_one()
        credited = self.invoice_line_id
        return {
            "name": self.line_id._get_settlement_text(self.date_from, self.date_to),
            "product_id": credited.product_id.id,
            "product_uom_id": credited.product_uom_id.id,
            "account_id": credited.account_id.id,
            "analytic_distribution": credited.analytic_distribution,
            "quantity": 1.0,
            "price_unit": self.amount,
            "tax_ids": [Command.set(credited.tax_ids.ids)],
            "service_contract_line_id": self.line_id.id,
            "service_period_start": self.date_from,
            "service_period_end": self.date_to,
            "service_credited_line_id": credited.id,
            "service_settlement_id": self.id,
        }
