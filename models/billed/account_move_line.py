# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column

SALE_TYPES = ("out_invoice", "out_refund")


class AccountMoveLine(models.Model):
    """What a customer invoice line bills of a service, whatever kind that is.

    A line is *live* while it bills: not cancelled and not fully credited. What it
    bills is named by fields that others add (:meth:`_get_billed_fields`); they also say
    which other lines bill the same (:meth:`_search_rivals`, :meth:`_collides`). So
    does a line of a credit note that takes nothing back: a rebate alone on its invoice,
    which Odoo lets people turn into a credit note.

    Its amount and that of a credit note may be changed by hand: that is a price that
    was agreed for the same period or work, and nothing becomes due again before the
    whole line is taken back. Only a settlement takes back some of its days.
    """

    _name = "account.move.line"
    _inherit = ["account.move.line", "service.guarded.mixin"]

    service_period_start = fields.Date(
        string="Period Start",
        copy=False,
        readonly=True,
    )
    service_period_end = fields.Date(
        string="Period End",
        copy=False,
        readonly=True,
    )
    service_credited_line_id = fields.Many2one(
        "account.move.line",
        string="Credited Line",
        copy=False,
        index="btree_not_null",
        help="Service invoice line that this credit note line takes back.",
        readonly=True,
    )
    service_credit_line_ids = fields.One2many(
        "account.move.line",
        "service_credited_line_id",
        string="Credit Lines",
        readonly=True,
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

    def _auto_init(self):
        """Add the columns empty: no line that exists at installation bills."""
        for name in ("service_live", "service_settled"):
            if not column_exists(self.env.cr, "account_move_line", name):
                create_column(self.env.cr, "account_move_line", name, "bool")
        return super()._auto_init()

    # === HOOKS === #

    @api.model
    def _get_billed_fields(self):
        """Names of the fields that say what a line bills; others are added to it."""
        return []

    @api.model
    def _get_settling_fields(self):
        """Names of the fields that say that a credit note takes back only some days."""
        return []

    def _prepare_service_credit_vals(self):
        """Values that let a line of a credit note know what this line bills."""
        self.ensure_one()
        return {
            "service_period_start": self.service_period_start,
            "service_period_end": self.service_period_end,
            "service_credited_line_id": self.id,
        }

    # === COMPUTE METHODS === #

    @api.depends(
        lambda self: [
            *self._get_billed_fields(),
            *self._get_settling_fields(),
            "parent_state",
            "move_type",
            "price_subtotal",
            "service_credited_line_id.move_type",
            "service_credit_line_ids.move_type",
            "service_credit_line_ids.parent_state",
            "service_credit_line_ids.price_subtotal",
        ]
    )
    def _compute_service_live(self):
        for line in self:
            line.service_live = (
                line._bills_service()
                and line.move_type in SALE_TYPES
                and line.parent_state != "cancel"
                and not line._takes_service_back()
                and not line._is_service_credited()
            )

    @api.depends(
        lambda self: [
            f"service_credit_line_ids.{name}"
            for name in ("parent_state", *self._get_settling_fields())
        ]
    )
    def _compute_service_settled(self):
        for line in self:
            line.service_settled = any(
                credit._is_settling() and credit.parent_state != "cancel"
                for credit in line.service_credit_line_ids
            )

    # === BUSINESS METHODS === #

    def _bills_service(self):
        """Whether this line names a service that it bills, or takes back."""
        return any(self[name] for name in self._get_billed_fields())

    def _is_settling(self):
        """Whether this line of a credit note takes back only some days."""
        return any(self[name] for name in self._get_settling_fields())

    def _is_service_credited(self):
        """Whether posted credit notes take back the whole amount of this line."""
        self.ensure_one()
        credit_lines = self._get_service_credits(("posted",))
        total = self._get_service_total()
        left = total + credit_lines._get_service_total()
        return bool(credit_lines) and (
            self.currency_id.is_zero(left) or left * total < 0
        )

    def _takes_service_back(self):
        """Whether the line takes another one back, instead of billing by itself.

        What replaces an invoice names its line as well and is of the same type.
        """
        self.ensure_one()
        credited = self.service_credited_line_id
        return self._is_settling() or bool(
            credited and credited.move_type != self.move_type
        )

    def _get_service_total(self):
        """Amount without taxes that these lines bill; credit notes bill less."""
        return sum(
            -line.price_subtotal
            if line.move_type == "out_refund"
            else line.price_subtotal
            for line in self
        )

    def _get_service_credits(self, states):
        """Lines of credit notes in one of ``states`` that take these lines back."""
        return self.service_credit_line_ids.filtered(
            lambda line: line.parent_state in states and line._takes_service_back()
        )

    def _copy_data_extend_business_fields(self, values):
        """Let a credit note, and the invoice that replaces it, know what they bill."""
        super()._copy_data_extend_business_fields(values)
        if self._bills_service():
            values.update(self._prepare_service_credit_vals())
