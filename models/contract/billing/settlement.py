# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date, formatLang

from ....tools.periods import FOREVER, days_between, subtract_intervals

SETTLEMENT_ACTIVITY = "service_management.mail_activity_settlement"


class ServiceContractLine(models.Model):
    """What is owed back when days that were invoiced are not owed any more."""

    _inherit = "service.contract.line"

    settlement_ids = fields.One2many(
        "service.contract.settlement", "line_id", string="Settlements"
    )

    # === HOOKS === #

    def _on_changed(self, names):
        super()._on_changed(names)
        if {"date_start", "date_end"} & names:
            self._propose_settlements()

    # === BUSINESS METHODS === #

    def _propose_settlements(self):
        """Let the proposals be what is invoiced and not owed, no more and no less.

        What is credited or kept stays. The responsible of a contract is asked to look
        at it when there is something new.
        """
        wanted = self._get_overbilled()
        # sudo: proposals follow from the rule; nobody writes them by hand
        outdated = self.env["service.contract.settlement"].sudo()
        for settlement in self.sudo().settlement_ids.filtered(
            lambda settlement: settlement.state == "proposed"
        ):
            vals = wanted.pop(settlement._get_key(), None)
            if not vals:
                outdated |= settlement
            elif settlement.amount != vals["amount"]:
                settlement.amount = vals["amount"]
        outdated.unlink()
        created = outdated.create(list(wanted.values()))
        self.contract_id._ask_for_settlement(created)

    def _get_overbilled(self, until=None):
        """Values of a settlement for each stretch of days to be credited, by its key.

        In one query for the invoice lines of all these lines.

        :param until: day on which the lines would end, to see what that would bring
        """
        by_days = self._filter_by_days()
        # sudo: contract managers need no accounting rights to settle
        invoice_lines = (
            self.env["account.move.line"]
            .sudo()
            .search(
                [
                    ("service_contract_line_id", "in", by_days.ids),
                    ("service_live", "=", True),
                ]
            )
        )
        return {
            (invoice_line.id, vals["date_from"], vals["date_to"]): vals
            for invoice_line in invoice_lines
            for line in invoice_line.service_contract_line_id.with_env(self.env)
            for vals in line._prepare_settlements(invoice_line, until)
        }

    def _filter_by_days(self):
        """Lines whose days are worth their share of a period."""
        return self.filtered(lambda line: not line.one_off)

    def _prepare_settlements(self, invoice_line, until=None):
        """Values of a settlement for each stretch of ``invoice_line`` not owed.

        Never more than what is left of it. When no day is owed any more, the last one
        takes the cents that rounding has left.
        """
        self.ensure_one()
        vals_list = [
            self._prepare_settlement(invoice_line, start, end)
            for start, end in self._get_unowed_of(invoice_line, until)
        ]
        currency = invoice_line.currency_id
        left = self._get_creditable(invoice_line, settled=True)
        for vals in vals_list:
            vals["amount"] = currency.round(min(vals["amount"], left, key=abs))
            left -= vals["amount"]
        if vals_list and not self._get_owed_of(invoice_line, until):
            cents = (len(vals_list) + len(self.settlement_ids)) * currency.rounding
            if abs(left) < cents:
                vals_list[-1]["amount"] = currency.round(vals_list[-1]["amount"] + left)
        return vals_list

    def _get_owed_of(self, invoice_line, until=None):
        """Days of ``invoice_line`` that are owed."""
        billed = (invoice_line.service_period_start, invoice_line.service_period_end)
        owed = self._get_owed_intervals(until)
        return subtract_intervals([billed], subtract_intervals([billed], owed))

    def _get_unowed_of(self, invoice_line, until=None):
        """Days of ``invoice_line`` that are neither owed nor settled."""
        self.ensure_one()
        billed = (invoice_line.service_period_start, invoice_line.service_period_end)
        settled = [
            (settlement.date_from, settlement.date_to)
            for settlement in self._get_settled(invoice_line)
        ]
        return subtract_intervals(
            [billed], [*settled, *self._get_owed_intervals(until)]
        )

    def _get_settled(self, invoice_line):
        """Settlements of ``invoice_line`` that are credited or kept."""
        return self.settlement_ids.filtered(
            lambda settlement: (
                settlement.state != "proposed"
                # sudo: contract managers need no accounting rights to settle
                and settlement.sudo().invoice_line_id.id == invoice_line.id
            )
        )

    def _get_owed_intervals(self, until=None):
        """Days from the start to the end of the line, without the suspended ones."""
        self.ensure_one()
        end = min(self._get_last_day() or FOREVER, until or FOREVER)
        if end < self.date_start:
            return []
        suspended = self.contract_id._get_suspended_intervals()
        return subtract_intervals([(self.date_start, end)], suspended)

    def _prepare_settlement(self, invoice_line, start, end):
        """Values of the settlement of ``start`` to ``end`` on ``invoice_line``.

        The amount is the share of these days in the days of the invoice line.
        """
        self.ensure_one()
        share = days_between(start, end) / days_between(
            invoice_line.service_period_start, invoice_line.service_period_end
        )
        return {
            "line_id": self.id,
            "invoice_line_id": invoice_line.id,
            "date_from": start,
            "date_to": end,
            "amount": invoice_line.currency_id.round(
                self._get_creditable(invoice_line) * share
            ),
        }

    @api.model
    def _get_creditable(self, invoice_line, settled=False):
        """What is left to credit; less than nothing of a rebate, which is charged."""
        left = invoice_line._get_service_left(settled)
        return -left if invoice_line.move_type == "out_refund" else left

    def _get_settled_intervals(self):
        """Intervals that credit notes of settlements take back, by id of invoice line.

        Only of that line: once owed again, the same days are billed by another one.
        """
        settled = defaultdict(list)
        # sudo: contract managers need no accounting rights to see this
        for invoice_line, starts, ends in (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                [
                    ("service_contract_line_id", "in", self._origin.ids),
                    ("service_settlement_id", "!=", False),
                    ("parent_state", "!=", "cancel"),
                    ("service_credited_line_id.service_live", "=", True),
                ],
                ["service_credited_line_id"],
                ["service_period_start:array_agg", "service_period_end:array_agg"],
            )
        ):
            settled[invoice_line.id] = list(zip(starts, ends, strict=True))
        return settled

    @api.model
    def _describe_settlements(self, settlements):
        """One line of text for each of ``settlements``."""
        return Markup("<br/>").join(
            self.env._(
                "%(line)s, %(start)s to %(end)s: credit %(amount)s.",
                line=settlement.line_id.display_name,
                start=format_date(self.env, settlement.date_from),
                end=format_date(self.env, settlement.date_to),
                amount=formatLang(
                    self.env, settlement.amount, currency_obj=settlement.currency_id
                ),
            )
            for settlement in settlements
        )


class ServiceContract(models.Model):
    """What a contract has to settle, and who is asked to."""

    _inherit = "service.contract"

    settlement_ids = fields.One2many(
        "service.contract.settlement", "contract_id", string="Settlements"
    )
    settlement_count = fields.Integer(
        string="To Credit", compute="_compute_settlement_count"
    )

    @api.depends("settlement_ids.state")
    def _compute_settlement_count(self):
        counts = dict(
            self.env["service.contract.settlement"]._read_group(
                [("contract_id", "in", self.ids), ("state", "=", "proposed")],
                ["contract_id"],
                ["__count"],
            )
        )
        for contract in self:
            contract.settlement_count = counts.get(contract, 0)

    def _on_changed(self, names):
        super()._on_changed(names)
        if "date_end" in names:
            self.line_ids._propose_settlements()

    def action_view_settlements(self):
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_settlement_action"
        )
        action["domain"] = [("contract_id", "=", self.id)]
        return action

    def _ask_for_settlement(self, created):
        """Ask the responsible to look at ``created``; nobody when nothing is left."""
        new = created.grouped("contract_id")
        for contract, settlements in new.items():
            told = contract._in_language_of(contract.user_id)
            told.activity_schedule(
                SETTLEMENT_ACTIVITY,
                note=told.line_ids._describe_settlements(settlements),
                user_id=contract.user_id.id or self.env.uid,
            )
        done = self.filtered(lambda contract: not contract.settlement_count)
        done.activity_unlink([SETTLEMENT_ACTIVITY])
