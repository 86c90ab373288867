from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column


class AccountMoveLine(models.Model):
    """What a customer invoice line bills of a contract or a job.

    A line is *live* while it bills: not cancelled and not fully credited. The unique
    index lets the database refuse a second live line for the same contract period.

    Its amount and that of a credit note may be changed by hand: that is a price that
    was agreed for the same period or work, and nothing becomes due again before the
    whole line is taken back. Only a settlement takes back some of its days.
    """

    _inherit = "account.move.line"

    service_contract_line_id = fields.Many2one(
        "service.contract.line",
        string="Contract Line",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    service_period_start = fields.Date(string="Period Start", copy=False)
    service_period_end = fields.Date(string="Period End", copy=False)
    service_intervention_id = fields.Many2one(
        "service.intervention",
        string="Job",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    service_activity_ids = fields.Many2many(
        "service.activity",
        "service_activity_invoice_line_rel",
        "invoice_line_id",
        "activity_id",
        string="Operations",
        copy=False,
    )
    service_charge_ids = fields.Many2many(
        "service.charge",
        "service_charge_invoice_line_rel",
        "invoice_line_id",
        "charge_id",
        string="Service Charges",
        copy=False,
    )
    service_credited_line_id = fields.Many2one(
        "account.move.line",
        string="Credited Line",
        copy=False,
        index="btree_not_null",
        help="Service invoice line that this credit note line takes back.",
    )
    service_settlement_id = fields.Many2one(
        "service.contract.settlement",
        string="Settlement",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="What this credit note line settles.",
    )
    service_credit_line_ids = fields.One2many(
        "account.move.line", "service_credited_line_id", string="Credit Lines"
    )
    service_live = fields.Boolean(
        compute="_compute_service_live",
        store=True,
        help="Bills a service: neither cancelled nor fully credited.",
    )

    service_settled = fields.Boolean(
        compute="_compute_service_settled",
        store=True,
        help="Some of its days are settled by a credit note; once owed again, they "
        "are billed by another line.",
    )

    _service_period_unique = models.UniqueIndex(
        "(service_contract_line_id, service_period_start) "
        "WHERE service_live AND service_settled IS NOT TRUE "
        "AND service_contract_line_id IS NOT NULL",
        "This period of the contract line has been invoiced already.",
    )

    def _auto_init(self):
        """Add the columns empty: no line that exists at installation bills."""
        for name in ("service_live", "service_settled"):
            if not column_exists(self.env.cr, "account_move_line", name):
                create_column(self.env.cr, "account_move_line", name, "bool")
        return super()._auto_init()

    @api.depends(
        "service_contract_line_id",
        "service_intervention_id",
        "parent_state",
        "move_type",
        "price_subtotal",
        "service_credit_line_ids.parent_state",
        "service_credit_line_ids.price_subtotal",
    )
    def _compute_service_live(self):
        for line in self:
            line.service_live = (
                bool(line.service_contract_line_id or line.service_intervention_id)
                and line.move_type == "out_invoice"
                and line.parent_state != "cancel"
                and not line._is_service_credited()
            )

    @api.depends(
        "service_credit_line_ids.service_settlement_id",
        "service_credit_line_ids.parent_state",
    )
    def _compute_service_settled(self):
        for line in self:
            line.service_settled = any(
                credit.service_settlement_id and credit.parent_state != "cancel"
                for credit in line.service_credit_line_ids
            )

    def _is_service_credited(self):
        """Whether posted credit notes take back the whole amount of this line."""
        self.ensure_one()
        credit_lines = self._get_service_credits(("posted",))
        left = self.price_subtotal - sum(credit_lines.mapped("price_subtotal"))
        return bool(credit_lines) and (
            self.currency_id.is_zero(left) or left * self.price_subtotal < 0
        )

    def _get_service_credits(self, states):
        """Lines of credit notes in one of ``states`` that take these lines back."""
        return self.service_credit_line_ids.filtered(
            lambda line: line.parent_state in states and line.move_type == "out_refund"
        )

    def _copy_data_extend_business_fields(self, values):
        """Let a credit note, and the invoice that replaces it, know what they bill."""
        super()._copy_data_extend_business_fields(values)
        if not self.service_contract_line_id and not self.service_intervention_id:
            return
        values.update(
            {
                "service_contract_line_id": self.service_contract_line_id.id,
                "service_period_start": self.service_period_start,
                "service_period_end": self.service_period_end,
                "service_intervention_id": self.service_intervention_id.id,
                "service_activity_ids": [
                    fields.Command.set(self.service_activity_ids.ids)
                ],
                "service_charge_ids": [fields.Command.set(self.service_charge_ids.ids)],
                "service_credited_line_id": self.id,
            }
        )
