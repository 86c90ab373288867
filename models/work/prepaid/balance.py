# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta
from typing import Any, NamedTuple

from odoo import api, fields, models

from ....tools.periods import FOREVER
from ....tools.prepaid import Block, Credit


class Use(NamedTuple):
    """What one activity took of the prepaid hours and visits of its contract."""

    date: Any
    activity: Any
    hours: float

    @property
    def intervention(self):
        return self.activity.intervention_id


class PrepaidBalance:
    """What is left of the hours and visits that contracts include.

    Filled once for a batch of records and then used up by them in their order, so
    that no record asks the database. A contract without a limit has no block.

    :param opened: day on which the account of a contract begins, by contract; what was
        worked before takes nothing of it
    """

    def __init__(self, opened):
        self.opened = opened
        self.hours = {}
        self.visits = {}
        self.visited = set()

    def get_share(self, contract, intervention, hours, date):
        """Part of ``hours`` of work that ``contract`` still includes, from 0 to 1."""
        if self._is_before(contract, date):
            return 1.0
        visits, block = self.visits.get(contract), self.hours.get(contract)
        known = (contract, intervention._origin.id) in self.visited
        if visits and not known and visits.left_on(date) < 1:
            return 0.0
        if not block or not hours:
            return 1.0
        return min(1.0, block.left_on(date) / hours)

    def consume(self, contract, intervention, hours, date):
        """Take the visit and the hours that there are; return these hours."""
        if self._is_before(contract, date):
            return hours
        visit = (contract, intervention._origin.id)
        if contract in self.visits and visit not in self.visited:
            self.visits[contract].take(1, date)
        self.visited.add(visit)
        if contract not in self.hours:
            return hours
        taken = min(hours, self.hours[contract].left_on(date))
        self.hours[contract].take(taken, date)
        return taken

    def _is_before(self, contract, date):
        return contract in self.opened and date < self.opened[contract]


class ServiceContract(models.Model):
    """Hours and visits that a contract includes, and what is left of them."""

    _inherit = "service.contract"

    remaining_hours = fields.Float(
        compute="_compute_remaining",
        help="Hours that can be used today and have not been.",
    )
    remaining_visits = fields.Integer(
        compute="_compute_remaining",
        help="Visits that can be used today and have not been.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "included_hours",
        "included_visits",
        "carry_over",
        "carry_over_limit",
        "line_ids.topup_hours",
        "line_ids.topup_visits",
        "line_ids.date_start",
        "line_ids.date_end",
        "intervention_ids.activity_ids.state",
        "intervention_ids.activity_ids.prepaid_hours",
    )
    def _compute_remaining(self):
        balance = self._get_prepaid_balance()
        nothing = Block([])
        for contract in self:
            today = contract._get_company_today()
            day = max(today, contract.date_start or today)
            hours = balance.hours.get(contract._origin, nothing)
            visits = balance.visits.get(contract._origin, nothing)
            contract.remaining_hours = hours.left_on(day)
            contract.remaining_visits = int(visits.left_on(day))

    # === BUSINESS METHODS === #

    def _get_prepaid_balance(self, excluding=(), until=None):
        """What these contracts have left, in one query.

        :param excluding: ids of ``service.activity`` records that do not count
        :param until: last day that is asked about; by default today
        """
        balance = PrepaidBalance(
            {one: one.opening_date for one in self._origin if one.opening_date}
        )
        prepaid = self._origin.filtered(
            lambda c: c._is_prepaid("hours") or c._is_prepaid("visits")
        )
        uses = prepaid._get_prepaid_uses(excluding)
        for contract in prepaid:
            own = uses.get(contract, [])
            today = contract.company_id._get_service_today()
            days = [until or today, today, contract.date_start]
            last = max([*days, *(use.date for use in own)])
            for unit in ("hours", "visits"):
                if contract._is_prepaid(unit):
                    blocks = getattr(balance, unit)
                    blocks[contract] = Block(contract._get_credits(unit, last))
            for use in own:
                balance.consume(contract, use.intervention, use.hours, use.date)
        return balance

    def _is_prepaid(self, unit):
        """Whether ``hours`` or ``visits`` are limited to what was paid for."""
        self.ensure_one()
        return bool(
            self[f"included_{unit}"] or any(self.line_ids.mapped(f"topup_{unit}"))
        )

    def _get_prepaid_uses(self, excluding=()):
        """What work has taken, by contract, in the order of its days."""
        if not self:
            return {}
        # sudo: all the work counts, also what the user may not see
        done = (
            self.env["service.activity"]
            .sudo()
            .search(
                [
                    ("intervention_id.contract_id", "in", self.ids),
                    ("coverage_source", "=", "contract"),
                    ("state", "=", "done"),
                ]
            )
        )
        uses = sorted(
            (
                Use(activity._get_service_date(), activity, activity.prepaid_hours)
                for activity in done
                if activity.id not in excluding
            ),
            key=lambda use: (use.date, use.activity.id),
        )
        by_contract = {}
        for use in uses:
            contract = use.intervention.contract_id.with_env(self.env)
            by_contract.setdefault(contract, []).append(use)
        return by_contract

    def _get_credits(self, unit, until):
        """What may be used of ``hours`` or ``visits``: by term, and what was added.

        :param until: terms that begin later do not count yet
        """
        self.ensure_one()
        amount = self[f"included_{unit}"]
        terms = self._get_terms_until(until) if amount else []
        granted = [
            Credit("included", amount, start, end, self._get_carried_until(end))
            for start, end in terms
        ]
        if unit == "hours" and self.carry_over_limit:
            for credit in granted:
                credit.limit = self.carry_over_limit
        return granted + [
            Credit("topup", line[f"topup_{unit}"], line.date_start, line.date_end)
            for line in self.line_ids
            if line[f"topup_{unit}"]
        ]

    def _get_terms_until(self, until):
        """First and last days of the terms that begin until a day, oldest first."""
        self.ensure_one()
        terms = []
        start = self.date_start
        while start and start <= until:
            end = self._get_term_end(start)
            terms.append((start, end))
            ended = not end or (self.date_end and end >= self.date_end)
            start = None if ended else end + timedelta(days=1)
        return terms

    def _get_carried_until(self, end):
        """Last day for what is left at the ``end`` of a term; None: it expires then."""
        self.ensure_one()
        last_term = not end or (self.date_end and end >= self.date_end)
        if self.carry_over != "next" or last_term:
            return None
        return self._get_term_end(end + timedelta(days=1)) or FOREVER

    def _judge_work_since(self, date):
        """Look again at the work from ``date`` on that is not invoiced yet."""
        # sudo: all the work counts, also what the user may not see
        work = (
            self.env["service.activity"]
            .sudo()
            .search(
                [
                    ("intervention_id.contract_id", "in", self.ids),
                    ("invoice_state", "!=", "invoiced"),
                ]
            )
        )
        work.filtered(lambda a: a._get_service_date() >= date)._compute_coverage()
