from collections import defaultdict

from markupsafe import Markup

from odoo import api, fields, models
from odoo.tools import format_date, formatLang

from ..tools.periods import FOREVER, days_between, subtract_intervals

SETTLEMENT_ACTIVITY = "service_management.mail_activity_settlement"


class ServiceContractLine(models.Model):
    """What is owed back when days that were invoiced are not owed any more."""

    _inherit = "service.contract.line"

    settlement_ids = fields.One2many(
        "service.contract.settlement", "line_id", string="Settlements"
    )

    # === CRUD METHODS === #

    def write(self, vals):
        result = super().write(vals)
        if {"date_start", "date_end"} & vals.keys():
            self._propose_settlements()
        return result

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
            if not wanted.pop(settlement._get_key(), None):
                outdated |= settlement
        outdated.unlink()
        created = outdated.create(list(wanted.values()))
        self.contract_id._ask_for_settlement(created)

    def _get_overbilled(self, until=None):
        """Values of a settlement for each stretch of days to be credited, by its key.

        In one query for the invoice lines of all these lines.

        :param until: day on which the lines would end, to see what that would bring
        """
        recurring = self.filtered(lambda line: not line.one_off)
        # sudo: contract managers need no accounting rights to settle
        invoice_lines = (
            self.env["account.move.line"]
            .sudo()
            .search(
                [
                    ("service_contract_line_id", "in", recurring.ids),
                    ("service_live", "=", True),
                ]
            )
        )
        return {
            (invoice_line.id, start, end): line._prepare_settlement(
                invoice_line, start, end
            )
            for invoice_line in invoice_lines
            for line in invoice_line.service_contract_line_id.with_env(self.env)
            for start, end in line._get_unowed_of(invoice_line, until)
        }

    def _get_unowed_of(self, invoice_line, until=None):
        """Days of ``invoice_line`` that are neither owed nor settled."""
        self.ensure_one()
        billed = (invoice_line.service_period_start, invoice_line.service_period_end)
        settled = [
            (settlement.date_from, settlement.date_to)
            for settlement in self.settlement_ids
            if settlement.state != "proposed"
            and settlement.invoice_line_id.id == invoice_line.id
        ]
        return subtract_intervals(
            [billed], [*settled, *self._get_owed_intervals(until)]
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
        net = (
            invoice_line.price_unit
            * invoice_line.quantity
            * (1 - invoice_line.discount / 100)
        )
        return {
            "line_id": self.id,
            "invoice_line_id": invoice_line.id,
            "date_from": start,
            "date_to": end,
            "amount": invoice_line.currency_id.round(net * share),
        }

    def _get_settled_intervals(self):
        """Intervals that credit notes of settlements take back, by id of line."""
        settled = defaultdict(list)
        # sudo: contract managers need no accounting rights to see this
        for line, starts, ends in (
            self.env["account.move.line"]
            .sudo()
            ._read_group(
                [
                    ("service_contract_line_id", "in", self._origin.ids),
                    ("service_settlement_id", "!=", False),
                    ("parent_state", "!=", "cancel"),
                    ("service_credited_line_id.service_live", "=", True),
                ],
                ["service_contract_line_id"],
                ["service_period_start:array_agg", "service_period_end:array_agg"],
            )
        ):
            settled[line.id] = list(zip(starts, ends, strict=True))
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
