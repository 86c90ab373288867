# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.periods import subtract_intervals
from ...tools.proration import unit_price
from .account_move_line import SALE_TYPES


class AccountMoveLine(models.Model):
    """What may not be done to a line that bills a service, or takes one back."""

    _inherit = "account.move.line"

    # === CRUD METHODS === #

    def write(self, vals):
        if {"service_period_start", "service_period_end"} & vals.keys():
            self.filtered("service_live")._check_period_free(vals)
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_service_credited(self):
        self._check_service_uncredited(("draft", "posted"))
        self._check_settled_free()

    # === CREDITED === #

    def _get_service_left(self, settled=False, posted=False):
        """Amount of this line, in the terms of its price, that is not credited.

        Without what posted credit notes take back, other than settlements.

        :param settled: nor what settlements credit, even in draft
        :param posted: nor what settlements credit, once posted
        """
        self.ensure_one()
        net = self.price_unit * self.quantity * (1 - self.discount / 100)
        credit_lines = self._get_service_credits(("draft", "posted")).filtered(
            lambda credit: (
                (settled or posted and credit.parent_state == "posted")
                if credit._is_settling()
                else credit.parent_state == "posted"
            )
        )
        if not credit_lines or not self.price_subtotal:
            return net
        total = self._get_service_total()
        return net * (total + credit_lines._get_service_total()) / total

    def _get_service_credited(self):
        """Lines that would bill again without these, which take them back."""
        credited = self._filter_taking_back().service_credited_line_id
        return credited.filtered(
            lambda line: (
                line.move_type in SALE_TYPES
                and line.parent_state != "cancel"
                and not line.service_live
            )
        )

    def _filter_taking_back(self):
        return self.filtered(lambda line: line._takes_service_back())

    def _check_service_credit(self):
        """
        :raises UserError: when these lines of credit notes would take back what no
            invoice bills, or more than was invoiced
        """
        credit_lines = self._filter_taking_back().filtered("service_credited_line_id")
        for credited, lines in credit_lines.grouped("service_credited_line_id").items():
            if credited.parent_state != "posted":
                raise UserError(
                    self.env._(
                        "Invoice %s, which this credit note takes back, is not "
                        "confirmed. Confirm it first, or delete the credit note.",
                        credited.move_id._get_service_label(),
                    )
                )
            others = credited._get_service_credits(("posted",)) - lines
            left = credited._get_service_total() + others._get_service_total()
            if credited._is_overdrawn(left + lines._get_service_total()):
                raise UserError(credited._get_too_much_message(abs(left)))

    def _leave_out_credited(self):
        """Let these lines of draft credit notes take no more than is left."""
        digits = self.env["decimal.precision"].precision_get("Product Price")
        done = self.browse()
        for line in self:
            credited = line.service_credited_line_id
            if not credited._get_service_credits(("posted",)):
                continue
            left = credited._get_service_left(posted=True)
            factor = line.quantity * (1 - line.discount / 100)
            if credited.currency_id.is_zero(left):
                done |= line
            elif factor:
                line.price_unit = unit_price(left, factor, digits)
        done.unlink()

    def _is_overdrawn(self, left):
        """Whether more is taken back than there is, so that ``left`` is beyond zero."""
        return not self.currency_id.is_zero(left) and (
            left * self._get_service_total() <= 0
        )

    def _get_too_much_message(self, left):
        return self.env._(
            "Of “%(line)s” on invoice %(invoice)s no more than %(left)s is left to "
            "credit. Reduce the line of the credit note, or remove it; an invoice that "
            "has been credited in part cannot be replaced at once.",
            line=(self.name or "").split("\n", 1)[0],
            invoice=self.move_id._get_service_label(),
            left=self.currency_id.format(left),
        )

    def _check_service_uncredited(self, states):
        """
        :raises UserError: when a credit note in one of ``states`` takes some of these
            lines back: without them it would credit what was never invoiced
        """
        for credit in self._get_service_credits(states):
            raise UserError(
                self.env._(
                    "Invoice %(invoice)s is credited by %(credit)s. Cancel or delete "
                    "that credit note first.",
                    invoice=credit.service_credited_line_id.move_id._get_service_label(),
                    credit=credit.move_id._get_service_label(),
                )
            )

    # === BILLED ONCE === #

    def _check_service_free(self):
        """
        :raises UserError: when another invoice bills what these lines bill, or will
            bill once they are back
        """
        self._check_billed_once(
            {line: line._get_service_days() for line in self if line._bills_service()}
        )

    def _check_period_free(self, vals):
        """The same for the period that ``vals`` give these lines."""
        start, end = (
            fields.Date.to_date(vals.get(name))
            for name in ("service_period_start", "service_period_end")
        )
        self._check_billed_once(
            {
                line: [
                    (start or line.service_period_start, end or line.service_period_end)
                ]
                for line in self
            }
        )

    def _check_settled_free(self):
        """The same for the days that these lines of credit notes would give back."""
        settling = self.filtered(
            lambda line: line._is_settling() and line.parent_state != "cancel"
        )
        self._check_billed_once(
            {
                credited: sorted(lines._get_settled_days())
                for credited, lines in settling.grouped(
                    "service_credited_line_id"
                ).items()
                if credited
            }
        )

    def _check_settled_once(self):
        """
        :raises UserError: when other credit notes settle the days that these lines,
            once they are back, settle
        """
        for line in self.filtered(lambda line: line._is_settling()):
            credited = line.service_credited_line_id
            others = credited._get_service_credits(("draft", "posted")) - line
            days = line._get_settled_days()
            if subtract_intervals(days, others._get_settled_days()) != days:
                raise UserError(line._get_billed_twice_message(others[:1]))

    def _get_settled_days(self):
        """Days that these lines of credit notes settle."""
        return [
            (line.service_period_start, line.service_period_end)
            for line in self
            if line._is_settling()
        ]

    def _check_billed_once(self, claims):
        """
        :param claims: the days that an invoice line claims, by invoice line; none for
            what is not billed by days
        """
        lines = self.browse().union(*claims)
        # sudo: what bills counts, whoever may see it
        intervals = [interval for days in claims.values() for interval in days]
        rivals = lines.sudo()._search_rivals(intervals) - lines
        for line, days in claims.items():
            for rival in rivals:
                if line._collides(rival, days):
                    raise UserError(line._get_billed_twice_message(rival))

    def _search_rivals(self, intervals):
        """Live lines that may bill what these do, on one of the same days if by days.

        Whoever adds a field to bill by finds its own lines.
        """
        return self.browse()

    def _collides(self, rival, days):
        """Whether ``rival`` bills the same as this line, on one of ``days``."""
        return False

    def _get_service_days(self):
        """Days that this line bills: those not settled. None when not by days."""
        self.ensure_one()
        if not self.service_period_start:
            return []
        return subtract_intervals(
            [(self.service_period_start, self.service_period_end)],
            self._get_service_credits(("draft", "posted"))._get_settled_days(),
        )

    def _get_billed_twice_message(self, rival):
        return self.env._(
            "“%(line)s” is billed by %(other)s already. Cancel or credit that invoice "
            "first.",
            line=(self.name or "").split("\n", 1)[0],
            other=rival.move_id._get_service_label(),
        )
