# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.periods import subtract_intervals
from ...shared.own_context import get_own, own


class ServiceContract(models.Model):
    """A contract that was ended or cancelled by mistake goes on as it was before."""

    _inherit = "service.contract"

    can_be_cancelled = fields.Boolean(compute="_compute_can_be_cancelled")
    ended_from = fields.Json(
        readonly=True,
        copy=False,
        help="What ending the contract has changed, to be able to take it back.",
    )

    # === COMPUTE METHODS === #

    @api.depends("state", "line_ids.invoice_line_ids.service_live")
    def _compute_can_be_cancelled(self):
        """Nothing is invoiced here, or not any more."""
        billed = self.line_ids._get_intervals_billed_here()
        for contract in self:
            contract.can_be_cancelled = contract.state in (
                "draft",
                "active",
                "suspended",
            ) and not any(billed.get(line) for line in contract.line_ids._origin.ids)

    # === ACTION METHODS === #

    def action_close(self):
        before = {contract: contract._describe_ends() for contract in self}
        result = super().action_close()
        self._remember_ends(before)
        return result

    def action_cancel(self):
        result = super().action_cancel()
        self._by_server().ended_from = False
        return result

    def action_reopen(self, reason):
        """Let contracts that were ended or cancelled go on as they were before.

        What was invoiced or credited meanwhile counts: only the rest becomes due.

        :param str reason: why; goes into the chatter
        :raises UserError: when the user is no service manager, there is no reason, a
            contract is in another state or something else has taken its place
        """
        self._check_asked()
        if not self.env.user.has_group("service_management.group_manager"):
            raise UserError(
                self.env._("Only a service manager can open a contract again.")
            )
        if not (reason or "").strip():
            raise UserError(self.env._("Enter why the contract is opened again."))
        reopened = self.with_context(**own(service_reopening=True))
        reopened._check_transition(("closed", "cancelled"))
        self._check_not_replaced()
        for contract in self:
            with contract._log_changes(note=reason):
                contract.with_env(reopened.env)._reopen()
            contract.message_post(
                body=self.env._("Opened again: %s", reason), message_type="comment"
            )

    # === BUSINESS METHODS === #

    def _close_on(self, day):
        before = {contract: contract._describe_ends() for contract in self}
        result = super()._close_on(day)
        self._remember_ends(before)
        return result

    def _check_not_cancelled(self):
        if not get_own(self.env, "service_reopening"):
            super()._check_not_cancelled()

    def _check_not_replaced(self):
        """
        :raises UserError: when another contract has taken the place of one of these
        """
        for contract in self:
            others = contract._get_replacements()
            if others:
                raise UserError(
                    self.env._(
                        "%(contract)s has been followed by %(other)s. Cancel or end "
                        "that one first.",
                        contract=contract.display_name,
                        other=", ".join(others.mapped("display_name")),
                    )
                )

    def _get_replacements(self):
        """Contracts in force that promise what this one did."""
        self.ensure_one()
        live = self._get_live_states()
        return self.renewed_by_ids.filtered(lambda c: c.state in live)

    def _describe_ends(self):
        """When the contract, its lines and its terms end, and how it would renew."""
        self.ensure_one()
        return {
            "renewal": self.renewal,
            "date_end": fields.Date.to_string(self.date_end),
            "lines": {
                str(line.id): fields.Date.to_string(line.date_end)
                for line in self.line_ids
            },
            "terms": [
                [fields.Date.to_string(term.date_start), term.how]
                for term in self.term_ids
            ],
        }

    def _remember_ends(self, before):
        for contract in self:
            contract._by_server().ended_from = {
                "before": before[contract],
                "after": contract._describe_ends(),
            }

    def _reopen(self):
        """Take back the end; what is owed and what is settled follows from that."""
        self.ensure_one()
        if self.ended_from:
            self._restore_ends(self.ended_from["before"], self.ended_from["after"])
        self._by_server().write(
            {"state": self._get_reopened_state(), "ended_from": False}
        )
        self._follow_suspensions()
        self._forget_waived()
        self.line_ids._propose_settlements()

    def _restore_ends(self, before, after):
        """Set to what was ``before`` whatever still is what ending has left."""
        now = self._describe_ends()
        self.write(
            {
                name: before[name]
                for name in ("date_end", "renewal")
                if now[name] == after[name]
            }
        )
        for line in self.line_ids:
            key = str(line.id)
            if key in before["lines"] and now["lines"][key] == after["lines"].get(key):
                line.date_end = before["lines"][key]
        self._restore_terms(before["terms"])

    def _restore_terms(self, terms):
        """Append again the terms that ending has cut off."""
        known = set(self.term_ids.mapped("date_start"))
        self.env["service.contract.term"].create(
            [
                {"contract_id": self.id, "date_start": start, "how": how}
                for start, how in terms
                if (day := fields.Date.to_date(start)) not in known
                and (not self.date_end or day <= self.date_end)
            ]
        )

    def _get_reopened_state(self):
        """A draft that was never in force, else what its end says."""
        self.ensure_one()
        if not self.term_ids:
            return "draft"
        today = self._get_company_today()
        return "expired" if self.date_end and self.date_end < today else "active"

    def _forget_waived(self):
        """What was kept of days that are owed again is no settlement any more."""
        # sudo: settlements follow from the rule; nobody writes them by hand
        waived = self.sudo().settlement_ids.filtered(lambda one: one.state == "waived")
        waived.filtered(
            lambda one: (
                subtract_intervals(
                    [(one.date_from, one.date_to)], one.line_id._get_owed_intervals()
                )
                != [(one.date_from, one.date_to)]
            )
        ).unlink()
