from typing import NamedTuple

from odoo import api, models


class Cover(NamedTuple):
    """The best single promise for a piece of work.

    ``percent`` of the price is covered; ``source`` says by what: ``none``,
    ``warranty``, ``contract`` or ``discount``.
    """

    percent: float
    source: str


NO_COVER = Cover(0.0, "none")


class ServiceContract(models.Model):
    """What covers which work: the one place that answers it."""

    _inherit = "service.contract"

    @api.model
    def _best_cover(self, covers):
        """Highest percentage; promises never add up. The first one wins a tie."""
        return max(covers, key=lambda cover: cover.percent, default=NO_COVER)

    def _get_cover(self, kind, equipment, date):
        """Tell what covers work of ``kind`` on ``equipment`` on ``date``.

        :param self: the contract of the job, possibly empty
        :param str kind: ``labour``, ``parts`` or ``travel``
        :param equipment: ``service.equipment``, possibly empty
        :rtype: Cover
        """
        covers = [NO_COVER, self._get_warranty_cover(kind, equipment, date)]
        if self and self._covers(equipment, date):
            covers.append(Cover(self._get_coverage_percent(kind), "contract"))
        return self._best_cover(covers)

    @api.model
    def _get_warranty_cover(self, kind, equipment, date):
        if not equipment or not equipment._is_under_warranty(date):
            return NO_COVER
        warranty = equipment.company_id.service_warranty_type_id
        percent = warranty._get_coverage_percent(kind) if warranty else 100.0
        return Cover(percent, "warranty")

    def _covers(self, equipment, date):
        """Whether a line of this contract holds for ``equipment`` on ``date``."""
        self.ensure_one()
        return self._is_in_force(date) and any(
            line.date_start <= date
            and (not line.date_end or date <= line.date_end)
            and (not line.equipment_id or line.equipment_id == equipment)
            for line in self.line_ids
        )

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
