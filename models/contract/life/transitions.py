# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date


class ServiceContract(models.Model):
    """The life of a contract: in force, suspended, expired, closed.

    *Expired* is a contract whose term has ended: it may still be renewed. *Closed* is
    one that has ended for good.
    """

    _inherit = "service.contract"

    # === HOOKS === #

    def _prepare_change(self, vals):
        if vals.get("state", "cancelled") != "cancelled":
            self._check_not_cancelled()
        return super()._prepare_change(vals)

    @contextmanager
    def _watch_change(self, vals):
        starting = self.browse()
        if vals.get("state") == "active":
            starting = self.filtered(lambda contract: contract.state != "active")
        with super()._watch_change(vals):
            yield
            starting._on_in_force()

    def _on_in_force(self):
        """Called for contracts that come into force, for the first time or again."""

    # === ACTION METHODS === #

    def action_activate(self):
        """Put a draft contract in force, or resume a suspended one.

        One that starts later is in force from its start.

        :raises UserError: when a contract has no line or is in another state
        """
        self._check_asked()
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
        for contracts in (self - starting).grouped("company_id").values():
            contracts._resume(contracts._get_company_today())
        starting._set_state("active")
        starting._on_started()

    def action_suspend(self):
        """Stop billing, cover and visits from today on, until resumed."""
        self._check_asked()
        self._check_transition(("active",))
        for contracts in self.grouped("company_id").values():
            contracts._suspend(contracts._get_company_today())

    def action_close(self):
        """End the contracts today, or on their own end if that is earlier.

        A suspended contract ends on the day before it was suspended.
        """
        self._check_asked()
        self._check_transition((*self._get_running_states(), "expired"))
        self._set_state("closed")
        for contract in self:
            contract._end_on(contract._get_closing_day())

    def action_cancel(self):
        """Give up contracts that were never billed.

        :raises UserError: when a contract has live invoices
        """
        self._check_asked()
        self._check_transition(self._get_open_states())
        for contract in self:
            if any(contract.line_ids._get_intervals_billed_here().values()):
                raise UserError(
                    self.env._(
                        "Contract %s has been invoiced. Credit its invoices first, or "
                        "close it instead of cancelling it.",
                        contract.name,
                    )
                )
        self._set_state("cancelled")

    def action_duplicate(self):
        """Make a draft like this contract and open it."""
        self._check_asked_one()
        return self.copy()._action_open()

    def _action_open(self):
        """Open these contracts: the form of one, the list of many."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_action"
        )
        if len(self) == 1:
            return {**action, "views": [(False, "form")], "res_id": self.id}
        return {**action, "domain": [("id", "in", self.ids)]}

    # === LIFE METHODS === #

    def _check_transition(self, allowed):
        self._check_not_cancelled()
        return super()._check_transition(allowed)

    def _check_not_cancelled(self):
        for contract in self:
            if contract.state == "cancelled":
                raise UserError(
                    self.env._(
                        "Contract %s has been cancelled. Duplicate it to go on with a "
                        "new one, or let a service manager open it again.",
                        contract.display_name,
                    )
                )

    def _on_started(self):
        """Hook: the contracts have just come into force."""

    def _get_closing_day(self):
        """Last day of a contract that is closed now."""
        self.ensure_one()
        day = self._get_company_today()
        if self.date_suspended:
            day = self.date_suspended - relativedelta(days=1)
        return max(self.date_start, day)

    def _close_on(self, day):
        """End the contracts for good, on ``day`` or on their own end if earlier.

        On a day to come they go on until then and are not renewed.

        :raises UserError: when ``day`` is before the start of one of them
        """
        self._check_transition((*self._get_running_states(), "expired"))
        for contract in self:
            if day < contract.date_start:
                raise UserError(
                    self.env._(
                        "Contract %(contract)s starts on %(start)s and cannot end "
                        "before. Choose a later day, or cancel it.",
                        contract=contract.display_name,
                        start=format_date(self.env, contract.date_start),
                    )
                )
        to_come = self.filtered(lambda contract: day > contract._get_company_today())
        to_come.renewal = "none"
        (self - to_come)._set_state("closed")
        for contract in self:
            contract._end_on(day)

    def _end_on(self, day):
        """Shorten the contract and its lines to ``day``, the last one included.

        Lines that have not begun by then never come into force.
        """
        self.ensure_one()
        self.line_ids.filtered(lambda line: line.date_start <= day)._end_on(day)
        if not self.date_end or self.date_end > day:
            self.date_end = day

    def _move_end(self, day):
        """Let the contracts, and the lines that last as long, end on ``day``.

        Lines end first when a contract gets shorter and last when it gets longer, so
        that they lie within it all the time.
        """
        lasting = self._get_lasting_lines()
        shorter = lasting.filtered(lambda line: day < line.date_end)
        shorter.date_end = day
        self.date_end = day
        (lasting - shorter).date_end = day

    def _get_lasting_lines(self):
        """Lines that last as long as their contract, and longer when it does."""
        return self.line_ids.filtered(
            lambda line: line.date_end == line.contract_id.date_end
        )

    # === SCHEDULED WORK === #

    @api.model
    def _get_daily_work(self, today):
        """What brings contracts to where they belong today.

        Safe to miss: it looks at dates, not at the day it runs.

        :return: domains and what is to be done with the contracts they find, in order
        """
        active = Domain("state", "=", "active")
        suspended = Domain("state", "=", "suspended")
        now_suspended = self._get_suspended_domain(today)
        return [
            (
                (active & now_suspended) | (suspended & ~now_suspended),
                lambda contracts: contracts._follow_suspensions(),
            ),
            (
                self._get_finished_domain(),
                lambda contracts: contracts._set_state("closed"),
            ),
            *self._get_renewal_work(today),
            (
                (active | (suspended & self._get_ending_suspended_domain()))
                & Domain("date_end", "<", today),
                lambda contracts: contracts._set_state("expired"),
            ),
        ]

    @api.model
    def _get_ending_suspended_domain(self):
        """Suspended contracts whose end is final: neither prolonged nor renewed.

        One that renews tacitly does so when it is resumed.
        """
        prolonging = Domain("date_to", "=", False) & Domain("prolong", "=", True)
        return Domain("suspension_ids", "not any", prolonging) & (
            Domain("renewal", "not in", self._get_tacit_renewals())
            | self._get_not_renewed_domain()
        )

    @api.model
    def _get_finished_domain(self):
        """Expired contracts that have ended for good and left nothing to do.

        All is invoiced, and what was invoiced too far is credited or kept.
        """
        return (
            Domain("state", "=", "expired")
            & self._get_not_renewed_domain()
            & Domain("next_invoice_date", "=", False)
            & Domain("settlement_ids", "not any", [("state", "=", "proposed")])
        )

    @api.model
    def _get_not_renewed_domain(self):
        """Contracts that nobody will renew."""
        return Domain("renewal", "=", "none")
