# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ....tools.prepaid import Credit


class ServiceContract(models.Model):
    """What was left of a prepaid block when its contract was taken over.

    The account of the block begins on that day with what was left. What was included,
    added or used before is in that balance: it is not counted again, and work that was
    done before takes nothing any more.
    """

    _inherit = "service.contract"

    opening_date = fields.Date(
        string="Taken Over On",
        copy=False,
        help="For a contract that is taken over while it runs: the day from which this "
        "system counts. What is left is that of the beginning of this day.",
    )
    opening_hours = fields.Float(
        string="Hours Left Then",
        copy=False,
        help="Hours that were left in the term that was running, those carried over "
        "and added included.",
    )
    opening_visits = fields.Integer(
        string="Visits Left Then",
        copy=False,
        help="Visits that were left in the term that was running, those carried over "
        "and added included.",
    )

    @api.constrains("opening_date", "opening_hours", "opening_visits", "date_start")
    def _check_opening_balance(self):
        for contract in self:
            if min(contract.opening_hours, contract.opening_visits) < 0:
                raise ValidationError(
                    self.env._(
                        "What was left of %s when it was taken over cannot be "
                        "negative. Enter zero when more was used than included.",
                        contract.display_name,
                    )
                )
            if contract.opening_date and contract.opening_date < contract.date_start:
                raise ValidationError(
                    self.env._(
                        "%s was taken over before it starts. Enter a day from its "
                        "start on.",
                        contract.display_name,
                    )
                )
            end = not contract._renews_by_itself() and contract.date_end
            if contract.opening_date and end and contract.opening_date > end:
                raise ValidationError(
                    self.env._(
                        "%s was taken over after it ends. Enter a day until its end.",
                        contract.display_name,
                    )
                )

    # === HOOKS === #

    def _on_changed(self, names):
        """Look again at the work that is not invoiced yet."""
        super()._on_changed(names)
        if {"opening_date", "opening_hours", "opening_visits"} & names:
            for contract in self.filtered("date_start"):
                contract._judge_work_since(contract.date_start)
            self._clear_prepaid_warnings()

    # === BUSINESS METHODS === #

    @api.depends("opening_date", "opening_hours", "opening_visits")
    def _compute_remaining(self):
        super()._compute_remaining()

    def _get_credits(self, unit, until):
        """The term that was running begins with what was left of it."""
        granted = super()._get_credits(unit, until)
        opening = self.opening_date
        if not opening:
            return granted
        later = [
            one
            for one in granted
            if one.start > opening or (one.kind == "topup" and one.start == opening)
        ]
        return [self._get_opening_credit(unit), *later]

    def _get_opening_credit(self, unit):
        """What the term that was running includes, less what was used before."""
        self.ensure_one()
        included = self[f"included_{unit}"]
        used = included - self[f"opening_{unit}"]
        end = self._get_term_end(self.opening_date)
        limited = unit == "hours" and self.carry_over_limit
        return Credit(
            "included",
            included,
            self.opening_date,
            end,
            self._get_carried_until(end),
            limit=self.carry_over_limit if limited else None,
            used=used,
            used_before=used,
        )
