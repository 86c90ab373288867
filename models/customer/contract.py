# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from contextlib import contextmanager
from datetime import date as Date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_duration

LONGEST_BALANCE = 50


class CustomerInstalment(NamedTuple):
    """What falls due on a day for one period, all lines of the contract together.

    ``amount`` is before taxes. ``invoice`` is empty until it is confirmed, and where
    somebody else than the customer gets it.
    """

    due_date: Date
    date_start: Date
    date_end: Date
    invoice: models.Model
    amount: float


class ServiceContract(models.Model):
    """The customer's page of a contract."""

    _name = "service.contract"
    _inherit = ["service.contract", "service.customer.page.mixin"]
    _customer_path = "contracts"

    @contextmanager
    def _watch_change(self, vals):
        with self._revoking_links(), super()._watch_change(vals):
            yield

    @api.model
    def _get_customer_domain(self, user):
        """What was agreed or proposed; a draft is seen by who was sent its link."""
        agreed = Domain("state", "in", self._get_live_states())
        return super()._get_customer_domain(user) & (
            agreed | self._get_proposed_domain()
        )

    @api.model
    def _get_site_domain(self, person):
        return person._get_family_domain("partner_id")

    def _get_customer_report(self):
        return self.env.ref("service_management.service_contract_document_report")

    # === WHAT IS AGREED === #

    def _get_customer_cover(self):
        """How much of what the contract bears, in words."""
        self.ensure_one()
        kinds = ("labour", "parts", "travel")
        shares = {kind: self._get_coverage_percent(kind) for kind in kinds}
        if not any(shares.values()):
            return self.env._("What is done is invoiced")
        words = self._join_customer_shares(shares)
        return words[:1].upper() + words[1:]

    @api.model
    def _join_customer_shares(self, shares):
        """Words for percentages of ``labour``, ``parts`` and ``travel``.

        For example “labour 100 %, spare parts 50 %, travel not”.
        """
        names = {
            "labour": self.env._("labour"),
            "parts": self.env._("spare parts"),
            "travel": self.env._("travel"),
        }
        return ", ".join(
            f"{names[kind]} {round(percent)} %"
            if percent
            else self.env._("%s not", names[kind])
            for kind, percent in shares.items()
        )

    def _get_customer_lines(self):
        """What the contract is for, without what ended before the current term."""
        return self._get_printed_lines()

    # === WHAT WAS PREPAID === #

    def _get_customer_balances(self):
        """What is left of prepaid hours and visits, and its last movements.

        :rtype: list[dict]
        """
        self.ensure_one()
        balances = []
        if self._is_prepaid("hours"):
            balances.append(
                {
                    "title": self.env._("Hours Left"),
                    "left": format_duration(self.remaining_hours),
                    "movements": self._get_customer_movements("hours"),
                }
            )
        if self._is_prepaid("visits"):
            balances.append(
                {
                    "title": self.env._("Visits Left"),
                    "left": str(self.remaining_visits),
                    "movements": self._get_customer_movements("visits"),
                }
            )
        return balances

    def _get_customer_movements(self, unit):
        """The newest first, as texts."""
        kinds = self.env["service.contract.movement"]._fields["kind"]
        names = dict(kinds._description_selection(self.env))
        write = format_duration if unit == "hours" else "{:g}".format
        newest = self._get_prepaid_movements(unit)[: -LONGEST_BALANCE - 1 : -1]
        return [
            {
                "date": movement.date,
                "name": names[movement.kind],
                "job": movement.activity and movement.activity.intervention_id,
                "amount": write(movement.amount),
                "balance": write(movement.balance),
            }
            for movement in newest
        ]

    # === WHAT IS TO BE PAID === #

    def _get_customer_schedule(self):
        """Instalments of the last and the next twelve months, the oldest first.

        :rtype: list[CustomerInstalment]
        """
        self.ensure_one()
        today = self.company_id._get_service_today()
        year = relativedelta(years=1)
        amounts = defaultdict(float)
        for row in self._get_schedule(today + year):
            if row.due_date >= today - year and row.state != "opening":
                invoice = self._get_customer_invoice(row)
                key = (row.due_date, row.date_start, row.date_end, invoice)
                amounts[key] += row.amount
        rows = [CustomerInstalment(*key, amount) for key, amount in amounts.items()]
        return sorted(
            rows,
            key=lambda row: (
                row.due_date,
                row.date_start or Date.min,
                row.invoice.id or 0,
            ),
        )

    def _get_customer_invoice(self, row):
        """The invoice of an instalment, if the customer is the one who gets it."""
        # sudo: which invoice it is only; whoever opens it needs rights of their own
        invoice = row.invoice_line.sudo().move_id
        customer = self.partner_id.commercial_partner_id
        return invoice.filtered(
            lambda one: one.state == "posted" and one.commercial_partner_id == customer
        )

    def _may_be_paid_online(self):
        """Whether the company has somebody that takes payments on its pages."""
        # sudo: that there is one is seen by whoever is asked to pay
        providers = self.env["payment.provider"].sudo()
        return bool(
            providers.search_count(
                [
                    ("company_id", "parent_of", self.company_id.ids),
                    ("state", "in", ("enabled", "test")),
                    ("is_published", "=", True),
                ],
                limit=1,
            )
        )
