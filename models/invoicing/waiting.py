# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from .held_back import HeldBack

ONE_DAY = timedelta(days=1)


class ServiceInvoicingCriteria(models.AbstractModel):
    """Contracts of which nothing falls due, though somebody may expect it to.

    That is no failure: a run does not record them as exceptions.
    """

    _inherit = "service.invoicing.criteria"

    @api.model
    def _get_waiting_reasons(self):
        """Codes and names of the reasons, beside those to hold back."""
        return [
            ("suspended", self.env._("Suspended")),
            ("expired", self.env._("Not Renewed")),
        ]

    def _find_waiting(self):
        """Contracts that are suspended, without price, or ended and not renewed.

        :rtype: list[HeldBack]
        """
        if not self.include_contracts:
            return []
        contracts = self.env["service.contract"]
        domain = self._get_domain(contracts._name, "")
        return [
            *self._hold_suspended(
                contracts.search(domain & self._get_suspended_domain())
            ),
            *self._hold_expired(contracts.search(domain & self._get_expired_domain())),
            *self._hold_unpriced(
                contracts.search(domain & self._get_unpriced_domain())
            ),
        ]

    def _get_suspended_domain(self):
        unbilled = Domain("billed_until", "=", False) | Domain(
            "billed_until", "<", self.date_to
        )
        return Domain("state", "=", "suspended") & Domain(
            "line_ids", "any", Domain("one_off", "=", False) & unbilled
        )

    def _get_expired_domain(self):
        contracts = self.env["service.contract"]
        return (
            Domain("state", "in", ("active", "expired"))
            & Domain("renewal", "in", contracts._get_manual_renewals())
            & Domain("notice_date", "=", False)
            & Domain("date_end", "<", self.date_to)
            & contracts._get_going_on_domain()
        )

    def _get_unpriced_domain(self):
        """What is to be paid whatever is done has a price somewhere."""
        return (
            Domain("state", "=", "active")
            & Domain("kind", "in", ("maintenance", "flat_rate"))
            & Domain("date_start", "<=", self.date_to)
            & Domain("line_ids", "not any", [("price_unit", "!=", 0)])
        )

    def _hold_suspended(self, contracts):
        lines = contracts.line_ids.filtered(lambda line: not line.one_off)
        amounts = self._get_waiting_amounts(
            lines,
            lambda line: (line.contract_id.date_suspended, line._get_last_day()),
        )
        for contract in contracts:
            message = self.env._(
                "%(contract)s is suspended since %(date)s. What falls due after that "
                "is billed once it is resumed.",
                contract=contract.display_name,
                date=format_date(self.env, contract.date_suspended),
            )
            yield HeldBack([], "suspended", message, contract, amounts[contract])

    def _hold_expired(self, contracts):
        lines = contracts._get_lasting_lines().filtered(lambda line: not line.one_off)
        amounts = self._get_waiting_amounts(
            lines, lambda line: (line.contract_id.date_end + ONE_DAY, None)
        )
        for contract in contracts:
            message = self.env._(
                "%(contract)s ended on %(date)s and is not renewed. Renew it, or end "
                "it for good.",
                contract=contract.display_name,
                date=format_date(self.env, contract.date_end),
            )
            yield HeldBack([], "expired", message, contract, amounts[contract])

    def _get_waiting_amounts(self, lines, get_days):
        """What would have fallen due, by contract, before taxes.

        :param get_days: gives first and last day of what waits of a line
        """
        billed = lines._get_billed_intervals()
        amounts = defaultdict(float)
        for line in lines:
            amounts[line.contract_id] += line._get_amount_between(
                *get_days(line), self.date_to, billed.get(line.id, [])
            )
        return amounts

    def _hold_unpriced(self, contracts):
        for contract in contracts:
            message = self.env._(
                "%s has no price, so that nothing falls due. Enter the price of its "
                "lines, if it is to be paid.",
                contract.display_name,
            )
            yield HeldBack([], "zero", message, contract)
