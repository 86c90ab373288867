# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ..contract.cover.questions import Promises

LONGEST_HISTORY = 20


class ServiceEquipment(models.Model):
    """The customer's page of an equipment."""

    _name = "service.equipment"
    _inherit = ["service.equipment", "service.customer.page.mixin"]
    _customer_path = "equipment"

    def write(self, vals):
        with self._revoking_links():
            return super().write(vals)

    @api.model
    def _get_person_domain(self, person):
        """What is in service: what was taken back is not the customer's any more."""
        return super()._get_person_domain(person) & Domain("state", "=", "in_service")

    # === COVER === #

    def _get_customer_cover(self):
        """By what the equipment is covered today and until when, for its owner."""
        self.ensure_one()
        if self.cover_state == "none":
            return self.env._("Not covered by warranty or contract")
        promise = self.cover_contract_id.contract_type_id.name
        promise = promise or self.env._("Warranty")
        if not self.cover_until:
            return self.env._("Covered by: %s", promise)
        return self.env._(
            "Covered by: %(promise)s, until %(date)s",
            promise=promise,
            date=format_date(self.env, self.cover_until),
        )

    def _get_customer_cover_words(self):
        """The same with how much of what is covered; the one place that says it."""
        cover = self._get_customer_cover()
        if self.cover_state == "none":
            return cover
        return self.env._(
            "%(cover)s: %(shares)s",
            cover=cover,
            shares=self.env["service.contract"]._join_customer_shares(
                self._get_customer_shares()
            ),
        )

    def _get_customer_shares(self):
        """Percentages that today's cover bears, by what they are for.

        :return: of ``labour``, ``parts`` and ``travel``
        :rtype: dict[str, float]
        """
        self.ensure_one()
        today = self.company_id._get_service_today()
        promises = Promises(self.env)
        return {
            kind: self.cover_contract_id._get_cover(
                kind, self, today, promises=promises
            ).percent
            for kind in ("labour", "parts", "travel")
        }

    # === PARTS AND HISTORY === #

    def _get_customer_components(self):
        """Components that are in service with it."""
        return self.child_ids.filtered(lambda one: one.state == "in_service")

    def _get_customer_jobs(self):
        """The jobs on this equipment that its owner ordered, the newest first."""
        self.ensure_one()
        return self.env["service.intervention"].search(
            Domain("item_ids.equipment_id", "=", self.id)
            & self.partner_id.commercial_partner_id._get_family_domain("partner_id")
            & Domain("company_id", "=", self.company_id.id),
            order="date_start desc, id desc",
            limit=LONGEST_HISTORY,
        )
