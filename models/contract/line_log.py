# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager
from datetime import date
from typing import NamedTuple

from odoo import api, models

ONE_DAY = date.resolution
LOGGED_FIELDS = {
    "contract_id",
    "product_id",
    "price_unit",
    "quantity",
    "discount",
    "one_off",
    "date_start",
    "date_end",
}


class LineTerms(NamedTuple):
    """What of a contract line is compared.

    ``cut`` is its last day when it ends before its contract does; such a line is worth
    nothing any more once it is over.
    """

    contract_id: int
    name: str
    value: float
    price: tuple
    since: date | None
    start: date
    end: date | None
    cut: date | None

    @property
    def lasting_value(self):
        return 0.0 if self.cut else self.value


class ServiceContractLine(models.Model):
    """Changes of the lines of contracts in force are logged."""

    _inherit = "service.contract.line"

    # === OPERATIONS === #

    @api.model_create_multi
    def create(self, vals_list):
        contracts = self.contract_id.browse(
            {vals["contract_id"] for vals in vals_list if vals.get("contract_id")}
        )
        with contracts._log_changes():
            return super().create(vals_list)

    @contextmanager
    def _watch_change(self, vals):
        contracts = self.contract_id.browse()
        if LOGGED_FIELDS & vals.keys():
            contracts = self.contract_id | contracts.browse(vals.get("contract_id"))
        with contracts._log_changes(), super()._watch_change(vals):
            yield

    def unlink(self):
        with self.contract_id._log_changes():
            return super().unlink()

    def _end_on(self, day):
        with self.contract_id._log_changes():
            return super()._end_on(day)

    def _set_prices_from(self, date, prices):
        with self.contract_id._log_changes():
            return super()._set_prices_from(date, prices)

    def _take_back_price(self):
        with self.contract_id._log_changes():
            return super()._take_back_price()

    # === LOG === #

    def _get_logged_terms(self):
        self.ensure_one()
        contract_end = self.contract_id.date_end
        cut = self.date_end and (not contract_end or self.date_end < contract_end)
        return LineTerms(
            contract_id=self.contract_id.id,
            name=(self.name or "").split("\n")[-1],
            value=self.annual_value,
            price=(self.price_unit, self.quantity, self.discount, self.one_off),
            since=self.price_since or None,
            start=self.date_start,
            end=self.date_end or None,
            cut=self.date_end if cut else None,
        )

    def _compare_terms(self, before, after, contract_before, contract_after, renewed):
        """Values of the log for what differs between two states of this line.

        :param before: ``LineTerms``, None when it was not there or a draft
        :param after: ``LineTerms``, None when it is gone
        :param contract_before: ``ContractTerms``
        :param contract_after: ``ContractTerms``
        :param renewed: terms were appended to the contract
        """
        activated = contract_before.state == "draft"
        if before and after:
            if contract_before.running and contract_after.running:
                changes = self._compare_running(before, after, renewed)
            elif contract_before.running:
                changes = self._compare_ended(before, after, contract_after)
            elif contract_after.running:
                changes = self._compare_revived(after, contract_before)
            else:
                changes = self._compare_rescheduled(before, after, "rescheduled")
        elif after and contract_after.running:
            kind = "activated" if activated else "added"
            changes = self._compare_added(after, kind)
        elif before and contract_before.running:
            # the line itself may be deleted by now
            contract = self.env["service.contract"].browse(before.contract_id)
            day = max(before.start, contract._get_company_today())
            changes = [("removed", day, before.lasting_value, 0.0)]
        else:
            changes = []
        terms = after or before
        for kind, day, value_before, value_after in changes:
            yield {
                "contract_id": terms.contract_id,
                "line_id": self.id if after else False,
                "name": terms.name,
                "kind": kind,
                "effective_date": day,
                "value_before": value_before,
                "value_after": value_after,
            }

    def _compare_added(self, after, kind):
        yield kind, after.start, 0.0, after.value
        if after.cut:
            yield "removed", after.cut + ONE_DAY, after.value, 0.0

    def _compare_ended(self, before, after, contract):
        """The contract has ended, or was cancelled before it was billed."""
        if before.cut:
            return
        day = self._get_company_today()
        if contract.state != "cancelled" and contract.end:
            day = max(contract.end + ONE_DAY, after.start)
        yield "ended", day, before.value, 0.0

    def _compare_revived(self, after, contract_before):
        """An expired contract goes on."""
        if not after.cut:
            day = (contract_before.end or after.start) + ONE_DAY
            yield "renewed", day, 0.0, after.value

    def _compare_running(self, before, after, renewed):
        if before.cut and not after.cut:
            yield "added", before.cut + ONE_DAY, 0.0, after.value
        elif before.price != after.price or before.value != after.value:
            value = 0.0 if before.cut else after.value
            yield "repriced", self._get_change_day(before), before.lasting_value, value
        if after.cut and not before.cut:
            yield "removed", after.cut + ONE_DAY, after.value, 0.0
        elif before.cut and not after.cut:
            return
        else:
            kind = "renewed" if renewed else "rescheduled"
            yield from self._compare_rescheduled(before, after, kind)

    def _compare_rescheduled(self, before, after, kind):
        if (before.start, before.end) == (after.start, after.end):
            return
        day = after.start
        if before.start == after.start:
            ends = (before.end, after.end)
            day = min(end for end in ends if end) + ONE_DAY
        yield kind, day, after.lasting_value, after.lasting_value

    def _get_change_day(self, before):
        """First day of a new price: as agreed, else the first one not billed."""
        self.ensure_one()
        since = self.price_since
        if since != (before.since or False):
            return max(filter(None, (since, before.since)))
        days = (self.date_start, since, self.billed_until)
        return max(
            day + ONE_DAY if day and day == self.billed_until else day
            for day in days
            if day
        )
