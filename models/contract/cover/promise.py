from datetime import date as Date
from datetime import datetime
from typing import Any, NamedTuple

from odoo import api, models

from ...shared.working_time import WorkingTimes


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
        working_times=None,
    ):
        """Tell what covers work of ``kind`` on ``equipment`` on ``date``.

        :param self: the contract of the job, possibly empty, or all that may count
        :param str kind: ``labour``, ``parts`` or ``travel``
        :param equipment: ``service.equipment``, possibly empty
        :param activity_type: ``service.activity.type`` of the work
        :param product: ``product.product`` of the part
        :param datetime moment: when the work begins, in UTC
        :param float share: part of the work that a prepaid block has left, from 0 to 1
        :param WorkingTimes working_times: shared by who asks for a batch of work
        :rtype: Cover
        """
        work = Work(kind, equipment, date, activity_type, product, moment, share)
        if working_times is None:
            working_times = WorkingTimes()
        warranty = self._get_warranty_cover(kind, equipment, date)
        covers = [warranty] if warranty.percent else []
        covers += [one._get_contract_cover(work, working_times) for one in self]
        return self._best_cover(covers)

    @api.model
    def _get_warranty_cover(self, kind, equipment, date):
        if not equipment or not equipment._is_under_warranty(date):
            return NO_COVER
        warranty = equipment.company_id.service_warranty_type_id
        percent = warranty._get_coverage_percent(kind) if warranty else 100.0
        return Cover(percent, "warranty", until=equipment.warranty_end)

    def _get_contract_cover(self, work, working_times):
        self.ensure_one()
        line = self._get_covering_line(work.equipment, work.date)
        reason = self._get_refusal(line, work, working_times)
        if reason:
            return NO_COVER._replace(contract=self, reason=reason)
        percent = self._get_coverage_percent(work.kind) * work.share
        return Cover(percent, "contract", self, line.date_end or self.date_end)

    def _get_refusal(self, line, work, working_times):
        """Why the contract does not cover ``work``; empty when it does."""
        if not line:
            return self.env._("The contract does not hold for this equipment and day.")
        if not self._get_coverage_percent(work.kind):
            return self.env._("The contract does not cover this kind of cost.")
        if not work.share:
            return self.env._("The prepaid hours or visits are used up.")
        return self._get_limit(work, working_times)

    def _covers(self, equipment, date):
        """Whether a line of this contract holds for ``equipment`` on ``date``."""
        return bool(self._get_covering_line(equipment, date))

    def _get_covering_line(self, equipment, date):
        """Line that promises something for ``equipment`` on ``date``, the one that
        names it first; empty when there is none."""
        self.ensure_one()
        if not self._is_in_force(date):
            return self.line_ids.browse()
        return self.line_ids.filtered(
            lambda line: line._holds_on(date) and line._is_for(equipment)
        ).sorted(lambda line: (not line.equipment_id, not line.category_id))[:1]

    @api.model
    def _search_in_force(self, partners):
        """Contracts of ``partners`` that may promise something, most covering first."""
        return self.search(
            [
                ("partner_id", "child_of", partners.commercial_partner_id.ids),
                ("state", "in", ("active", "suspended", "expired", "closed")),
            ],
            order="labour_coverage desc, date_start desc, id desc",
        )
