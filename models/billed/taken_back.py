# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError


class AccountMove(models.Model):
    """What would bill a service twice, or take it back twice, is refused in words.

    The checks come before anything is written. Whoever has to follow when an invoice
    comes back or goes is told (:meth:`_on_billed_changed`).
    """

    _inherit = "account.move"

    # === ACTION METHODS === #

    def button_draft(self):
        returning = self.filtered(lambda move: move.state == "cancel")
        undone = self.filtered(lambda move: move.state == "posted")
        lines = undone.invoice_line_ids
        lines._check_service_uncredited(("posted",))
        back = returning.invoice_line_ids
        (back - back._filter_taking_back())._check_service_free()
        back._check_settled_once()
        lines._get_service_credited()._check_service_free()
        result = super().button_draft()
        (returning | undone._filter_refunds())._on_billed_changed()
        return result

    def button_cancel(self):
        lines = self.invoice_line_ids
        lines._check_service_uncredited(("draft", "posted"))
        lines._check_settled_free()
        result = super().button_cancel()
        self._on_billed_changed()
        return result

    # === BUSINESS METHODS === #

    def _post(self, soft=True):
        self.invoice_line_ids._check_service_credit()
        posted = super()._post(soft)
        taking_back = posted.invoice_line_ids._filter_taking_back().move_id
        (taking_back | posted._filter_refunds())._on_billed_changed()
        return posted

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """Free what credit notes take back before a replacement bills it again.

        A draft credit note takes what earlier ones have left.
        """
        self._filter_refunds().invoice_line_ids._check_service_free()
        reverse_moves = super(AccountMove, self._by_server())._reverse_moves(
            default_values_list, cancel
        )
        reverse_moves = reverse_moves.with_env(self.env)
        if not cancel:
            reverse_moves._filter_refunds().invoice_line_ids._leave_out_credited()
        self.invoice_line_ids.flush_recordset(["service_live"])
        return reverse_moves

    def _get_service_label(self):
        """What people know it by: its number, or what it bills while it has none."""
        self.ensure_one()
        if self.name and self.name != "/":
            return self.name
        return " · ".join(filter(None, (self.display_name, self.invoice_origin)))

    def _filter_refunds(self):
        return self.filtered(lambda move: move.move_type == "out_refund")

    def _on_billed_changed(self):
        """Called when these invoices bill again, or no longer, what they name."""

    def _check_replaceable_on(self, date, today):
        """
        :raises UserError: when a credit note of ``date`` takes effect only later, so
            that its replacement would bill services a second time
        """
        lines = self.invoice_line_ids.filtered("service_live")
        if lines and date > today:
            raise UserError(
                self.env._(
                    "%(invoice)s bills services. A credit note of a later day takes "
                    "effect only on that day; until then the new invoice would bill "
                    "them twice. Choose today as the date, or credit the invoice now "
                    "and run the invoicing again.",
                    invoice=lines[0].move_id._get_service_label(),
                )
            )
