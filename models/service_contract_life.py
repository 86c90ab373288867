from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.periods import last_day


class ServiceContract(models.Model):
    """The life of a contract: in force, suspended, renewed, ended."""

    _inherit = "service.contract"

    # === ACTION METHODS === #

    def action_activate(self):
        """Put a draft contract in force, or resume a suspended one.

        :raises UserError: when a contract has no line or is in another state
        """
        self._check_transition(("draft", "suspended"))
        starting = self.filtered(lambda contract: contract.state == "draft")
        for contract in starting:
            if not contract.line_ids:
                raise UserError(
                    self.env._(
                        "Contract %s has no line yet. Add at least one line that says "
                        "what is covered and at what price.",
                        contract.name,
                    )
                )
        (self - starting)._resume(fields.Date.context_today(self))
        starting.state = "active"
        starting._on_started()

    def action_suspend(self):
        """Stop billing, cover and visits from today on, until resumed."""
        self._check_transition(("active",))
        self._suspend(fields.Date.context_today(self))

    def action_close(self):
        """End the contracts today, or on their own end if that is earlier.

        A suspended contract ends on the day before it was suspended.
        """
        self._check_transition(("active", "suspended", "expired"))
        today = fields.Date.context_today(self)
        self.write({"state": "closed"})
        for contract in self:
            suspended = contract.date_suspended
            day = suspended - relativedelta(days=1) if suspended else today
            contract._end_on(max(contract.date_start, day))

    def action_cancel(self):
        """Give up contracts that were never billed.

        :raises UserError: when a contract has live invoices
        """
        self._check_transition(("draft", "active", "suspended"))
        for contract in self:
            if contract.line_ids._get_billed_intervals():
                raise UserError(
                    self.env._(
                        "Contract %s has been invoiced. Credit its invoices first, or "
                        "close it instead of cancelling it.",
                        contract.name,
                    )
                )
        self.write({"state": "cancelled"})

    def action_renew(self):
        """Append one more term to contracts that have an end."""
        self._check_transition(("active", "expired"))
        for contract in self:
            if not contract.date_end or contract.renewal_months < 1:
                raise UserError(
                    self.env._(
                        "Contract %s cannot be renewed: it needs an end and a renewal "
                        "term in months.",
                        contract.name,
                    )
                )
            contract._append_term()
        self.write({"state": "active"})

    # === LIFE METHODS === #

    def _on_started(self):
        """Hook: the contracts have just come into force."""

    def _end_on(self, day):
        """Shorten the contract and its lines to ``day``, the last one included.

        Lines that have not begun by then never come into force.
        """
        self.ensure_one()
        self.line_ids.filtered(lambda line: line.date_start <= day)._end_on(day)
        if not self.date_end or self.date_end > day:
            self.date_end = day

    def _append_term(self):
        """Extend the contract and the lines that last as long by one renewal term."""
        self.ensure_one()
        next_day = self.date_end + relativedelta(days=1)
        self.term_ids.create(
            {"contract_id": self.id, "date_start": next_day, "how": "renewed"}
        )
        self._move_end(last_day(next_day, self.renewal_months, "month"))
        self._on_term_appended(next_day)

    def _on_term_appended(self, date_start):
        """Hook: a new term of the contract begins on ``date_start``."""

    def _move_end(self, day):
        """Let the contract, and the lines that last as long, end on ``day``.

        Lines end first when the contract gets shorter and last when it gets longer, so
        that they lie within it all the time.
        """
        self.ensure_one()
        lasting = self.line_ids.filtered(lambda line: line.date_end == self.date_end)
        if day < self.date_end:
            lasting.date_end = day
            self.date_end = day
        else:
            self.date_end = day
            lasting.date_end = day

    @api.model
    def _cron_update_state(self):
        """Renew tacitly what was not terminated, expire what has ended, and suspend and
        resume on the days agreed.

        Safe to miss: it looks at dates, not at the day it runs.
        """
        today = fields.Date.context_today(self)
        ended = Domain("state", "=", "active") & Domain("date_end", "<", today)
        for contract in self.search(ended & Domain("renewal", "=", "tacit")):
            while contract.date_end < today:
                contract._append_term()
        self.search(ended).write({"state": "expired"})
        self.search(Domain("suspension_ids", "!=", False))._follow_suspensions()
