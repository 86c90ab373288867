# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date as Date
from datetime import datetime
from typing import Any, NamedTuple

from odoo import api, models

from .questions import Promises


class Cover(NamedTuple):
    """The best single promise for a piece of work.

    ``percent`` of the price is covered; ``source`` says by what: ``none``,
    ``warranty``, ``contract`` or ``discount``. ``contract`` is the one that was looked
    at, ``until`` the last day of the promise, and ``reason`` says why a contract does
    not cover the work.
    """

    percent: float
    source: str
    contract: Any = None
    until: Any = None
    reason: str = ""


class Work(NamedTuple):
    """What has to be covered. What is not known is not judged."""

    kind: str
    equipment: Any
    date: Date
    activity_type: Any = None
    product: Any = None
    moment: datetime | None = None
    share: float = 1.0


NO_COVER = Cover(0.0, "none")


class ServiceContract(models.Model):
    """What covers which work: the one place that answers it."""

    _inherit = "service.contract"

    @api.model
    def _best_cover(self, covers):
        """Highest percentage; promises never add up. The first one wins a tie."""
        return max(covers, key=lambda cover: cover.percent, default=NO_COVER)

    def _get_cover(
        self,
        kind,
        equipment,
        date,
        activity_type=None,
        product=None,
        moment=None,
        share=1.0,
        promises=None,
    ):
        """Tell what covers work of ``kind`` on ``equipment`` on ``date``.

        :param self: the contract of the job, possibly empty, or all that may count
        :param str kind: ``labour``, ``parts`` or ``travel``
        :param equipment: ``service.equipment``, possibly empty
        :param activity_type: ``service.activity.type`` of the work
        :param product: ``product.product`` of the part
        :param datetime moment: when the work begins, in UTC
        :param float share: part of the work that a prepaid block has left, from 0 to 1
        :param Promises promises: shared by who asks for a batch of work
        :rtype: Cover
        """
        work = Work(kind, equipment, date, activity_type, product, moment, share)
        promises = promises or Promises(self.env)
        return self._best_cover(
            cover
            for contract in self or [self]
            for cover in contract._get_promised_covers(work, promises)
        )

    def _get_promised_covers(self, work, promises):
        """What covers ``work`` by this contract, possibly none, and by the equipment.

        Of each kind of promise the closest counts.
        """
        covers = {}
        for promise in promises.get_holding(self, work.equipment, work.date):
            if promise.source not in covers:
                cover = self._get_promised_cover(promise, work, promises)
                covers[promise.source] = cover
        if self and "contract" not in covers:
            reason = self.env._(
                "The contract does not hold for this equipment and day."
            )
            covers["contract"] = NO_COVER._replace(contract=self, reason=reason)
        return [cover for cover in covers.values() if cover.percent or cover.reason]

    def _get_promised_cover(self, promise, work, promises):
        """What ``promise`` covers of ``work``.

        A further kind of promise has a method of its own, named after its source.
        """
        return getattr(self, f"_get_{promise.source}_cover")(promise, work, promises)

    def _get_warranty_cover(self, promise, work, promises):
        warranty = work.equipment.company_id.service_warranty_type_id
        percent = warranty._get_coverage_percent(work.kind) if warranty else 100.0
        if not percent:
            return NO_COVER
        return Cover(percent, "warranty", until=promise.date_end)

    def _get_contract_cover(self, promise, work, promises):
        self.ensure_one()
        reason = self._get_refusal(work, promises.working_times)
        if reason:
            return NO_COVER._replace(contract=self, reason=reason)
        percent = self._get_coverage_percent(work.kind) * work.share
        return Cover(percent, "contract", self, promise.date_end)

    def _get_refusal(self, work, working_times):
        """Why the contract does not cover ``work``; empty when it does."""
        if not self._get_coverage_percent(work.kind):
            return self.env._("The contract does not cover this kind of cost.")
        if not work.share:
            return self.env._("The prepaid hours or visits are used up.")
        return self._get_limit(work, working_times)

    def _covers(self, equipment, date, promises=None):
        """Whether a line of this contract holds for ``equipment`` on ``date``.

        :param Promises promises: shared by who asks more than once
        """
        self.ensure_one()
        promises = promises or Promises(self.env)
        return any(
            promise.contract_id == self.id
            for promise in promises.get_holding(self, equipment, date)
        )

    @api.model
    def _search_in_force(self, partners):
        """Contracts of ``partners`` that may promise something, most covering first."""
        return self.search(
            [
                ("partner_id", "child_of", partners.commercial_partner_id.ids),
                ("state", "in", self._get_live_states()),
            ],
            order="labour_coverage desc, date_start desc, id desc",
        )
