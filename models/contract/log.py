# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from odoo import fields, models
from odoo.tools import format_date, formatLang

from ...tools.periods import FOREVER

ONE_DAY = date.resolution
LOGGED_FIELDS = {
    "state",
    "date_start",
    "date_end",
    "line_ids",
    "suspension_ids",
    "billing_interval",
    "billing_unit",
    "price_basis",
    "pricelist_id",
}
MESSAGE_LINES = 20


class ContractTerms(NamedTuple):
    """What of a contract is compared."""

    state: str
    running: bool
    end: date | None
    suspensions: frozenset


class ServiceContract(models.Model):
    """Every change of money or dates of a contract in force is logged.

    Whatever may change any is wrapped in :meth:`_log_changes`, which compares before
    and after. Within it nothing else is logged for the same contracts: one operation,
    one message, one entry for each line that changed.
    """

    _inherit = "service.contract"

    change_ids = fields.One2many(
        "service.contract.change", "contract_id", string="Changes"
    )
    change_count = fields.Integer(compute="_compute_change_count")

    def _compute_change_count(self):
        counts = dict(
            self.env["service.contract.change"]._read_group(
                [("contract_id", "in", self.ids)], ["contract_id"], ["__count"]
            )
        )
        for contract in self:
            contract.change_count = counts.get(contract, 0)

    # === OPERATIONS === #

    @contextmanager
    def _watch_change(self, vals):
        logged = self if LOGGED_FIELDS & vals.keys() else self.browse()
        with logged._log_changes(), super()._watch_change(vals):
            yield

    def action_close(self):
        with self._log_changes():
            return super().action_close()

    def action_renew(self):
        with self._log_changes(renewed=True):
            return super().action_renew()

    def _append_term(self):
        with self._log_changes(renewed=True):
            return super()._append_term()

    def _close_on(self, day):
        with self._log_changes():
            return super()._close_on(day)

    def _move_end(self, day):
        with self._log_changes():
            return super()._move_end(day)

    def action_view_changes(self):
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_change_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        action["context"] = {}
        return action

    # === LOG === #

    @contextmanager
    def _log_changes(self, renewed=False, note=False):
        """Log what the block within changes on these contracts.

        :param renewed: the block appends terms
        :param note: why, for the log
        """
        watched = self.env.cr.cache.setdefault("service_contract_log", set())
        contracts = self.filtered(lambda c: c._origin.id and c.id not in watched)
        before = contracts._get_logged_terms()
        watched.update(contracts.ids)
        try:
            yield
        finally:
            watched.difference_update(contracts.ids)
        if contracts:
            contracts.exists()._log_differences(*before, renewed, note)

    def _get_logged_terms(self):
        """What is compared: of the contracts, and of their lines when not drafts."""
        contracts = {
            contract.id: ContractTerms(
                contract.state,
                contract.is_running,
                contract.date_end or None,
                frozenset(contract._get_suspended_intervals()),
            )
            for contract in self
        }
        lines = self.filtered(lambda c: c.state != "draft").line_ids
        return contracts, {line.id: line._get_logged_terms() for line in lines}

    def _log_differences(self, contracts_before, lines_before, renewed, note):
        contracts_after, lines_after = self._get_logged_terms()
        vals_list = []
        for contract in self:
            before, after = contracts_before[contract.id], contracts_after[contract.id]
            vals_list += contract._compare_suspensions(before, after)
            lines = lines_before.keys() | contract.line_ids.ids
            for line_id in sorted(lines):
                line_before = lines_before.get(line_id)
                line_after = lines_after.get(line_id)
                terms = line_after or line_before
                if terms and terms.contract_id == contract.id:
                    line = contract.line_ids.browse(line_id)
                    vals_list += line._compare_terms(
                        line_before, line_after, before, after, renewed
                    )
        if vals_list:
            changes = self.env["service.contract.change"]._log(
                [{**vals, "note": vals.get("note") or note} for vals in vals_list]
            )
            self._post_changes(changes)

    def _compare_suspensions(self, before, after):
        """Values of the log for suspensions that came, went, or got an end."""
        self.ensure_one()
        if before.suspensions == after.suspensions or before.state == "draft":
            return
        starts = [{start for start, _end in one.suspensions} for one in (before, after)]
        ends = [
            {end for _start, end in one.suspensions if end != FOREVER}
            for one in (before, after)
        ]
        for start in sorted(starts[1] - starts[0]):
            yield self._prepare_suspension_change("suspended", start)
        for end in sorted(ends[1] - ends[0]):
            yield self._prepare_suspension_change("resumed", end + ONE_DAY)
        if len(starts[1]) < len(starts[0]):
            for start in sorted(starts[0] - starts[1]):
                yield self._prepare_suspension_change("resumed", start)

    def _prepare_suspension_change(self, kind, day):
        """A suspended contract is worth what it was: it rests."""
        suspension = self.suspension_ids.filtered(lambda one: one.date_from == day)
        return {
            "contract_id": self.id,
            "name": self.name,
            "kind": kind,
            "effective_date": day,
            "value_before": self.annual_value,
            "value_after": self.annual_value,
            "note": suspension[:1].reason,
        }

    def _post_changes(self, changes):
        """One message for each contract with what has changed."""
        groups = changes.grouped("contract_id")
        self.browse([contract.id for contract in groups])._message_log_batch(
            {
                contract.id: contract._describe_changes(group)
                for contract, group in groups.items()
            }
        )

    def _describe_changes(self, changes):
        labels = dict(changes._fields["kind"]._description_selection(self.env))
        shown = changes[:MESSAGE_LINES]
        lines = [self._describe_change(change, labels[change.kind]) for change in shown]
        if len(changes) > len(shown):
            lines.append(self.env._("… and %s more", len(changes) - len(shown)))
        return Markup("<br/>").join(lines)

    def _describe_change(self, change, label):
        currency = change.currency_id
        before, after = (
            formatLang(self.env, value, currency_obj=currency)
            for value in (change.value_before, change.value_after)
        )
        day = format_date(self.env, change.effective_date)
        if currency.is_zero(change.delta):
            return self.env._(
                "%(change)s from %(date)s: %(name)s",
                change=label,
                date=day,
                name=change.name,
            )
        return self.env._(
            "%(change)s from %(date)s: %(name)s, %(before)s → %(after)s a year",
            change=label,
            date=day,
            name=change.name,
            before=before,
            after=after,
        )
