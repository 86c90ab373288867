# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError

from ..shared.own_context import own


class ServiceEquipment(models.Model):
    """Where an equipment stands, and at whom."""

    _inherit = "service.equipment"

    # === PLACE METHODS === #

    def _relocate(self, site, position, date, reason=False):
        """Move the equipment and its components to another address of its customer.

        A component that moves without its parent is no longer a part of it.
        """
        loose = self.filtered(lambda e: e.parent_id and e.parent_id not in self)
        loose.filtered(lambda e: e.parent_id.site_id != site).parent_id = False
        self.with_context(**own(service_event_date=date)).write(
            {"site_id": site.id, "position": position}
        )
        self._log_event("moved", date, note=reason)

    def _hand_over(self, partner, site, position, date, reason=False):
        """Give the equipment and its components to another customer from ``date``.

        :raises UserError: when it is that customer's already
        """
        for equipment in self:
            customer = equipment.partner_id.commercial_partner_id
            if customer == partner.commercial_partner_id:
                raise UserError(
                    self.env._(
                        "%(equipment)s is at %(customer)s already. To change its "
                        "address, move it.",
                        equipment=equipment.display_name,
                        customer=customer.display_name,
                    )
                )
        tops = self._get_outermost().with_context(**own(service_event_date=date))
        tops._end_promises(date)
        for owner, equipment in tops.grouped("partner_id").items():
            equipment.write(
                {
                    "partner_id": partner.id,
                    "site_id": site.id,
                    "position": position,
                    "parent_id": False,
                }
            )
            origin = owner and self.env._("From %s", owner.display_name)
            equipment._log_event(
                "handed_over", date, note=self._join_note(origin, reason)
            )

    def _retire(self, date, reason=False):
        """Take the equipment and its components out of service for good."""
        retired = self.filtered(lambda e: e.state != "retired")
        retired = retired._get_outermost().with_context(**own(service_event_date=date))
        retired._end_promises(date)
        retired.write({"state": "retired"})
        retired._log_event("retired", date, note=reason)

    # === REPLACEMENT METHODS === #

    def _replace_by(self, new, date, state, reason=False):
        """Let ``new`` take the place, the components and the promises of this one.

        :param state: what becomes of this one, ``returned`` or ``retired``
        """
        self.ensure_one()
        self._check_replacement(new)
        place = {
            "partner_id": self.partner_id.id,
            "site_id": self.site_id.id,
            "position": self.position,
            "parent_id": self.parent_id.id,
            "state": "in_service",
            "active": True,
        }
        if not new.delivery_date:
            place["delivery_date"] = date
        new.write(place)
        children = self.with_context(active_test=False).child_ids - new
        children.parent_id = new
        self._pass_promises(new, date)
        self.write({"state": state, "parent_id": False})
        self._log_event(
            "replaced",
            date,
            note=self._join_note(
                self.env._("Replaced by %s", new.display_name), reason
            ),
        )
        new._log_event(
            "replaced",
            date,
            note=self._join_note(
                self.env._("Takes the place of %s", self.display_name), reason
            ),
        )

    @api.model
    def _join_note(self, *parts):
        return " · ".join(filter(None, parts))

    def _check_replacement(self, new):
        """Refuse what cannot take the place of this equipment."""
        family = self.search([("id", "parent_of", self.ids)]) | self._get_components()
        if new in self | family:
            raise UserError(
                self.env._(
                    "%(new)s is %(old)s itself or belongs to the same assembly. Choose "
                    "another equipment to take its place.",
                    new=new.display_name,
                    old=self.display_name,
                )
            )
        owner = new.partner_id.commercial_partner_id
        customer = self.partner_id.commercial_partner_id
        if new.state == "in_service" and owner and owner != customer:
            raise UserError(
                self.env._(
                    "%(new)s is in service at %(owner)s and cannot take the place of "
                    "%(old)s. Hand it over or take it back first.",
                    new=new.display_name,
                    owner=owner.display_name,
                    old=self.display_name,
                )
            )

    def _pass_promises(self, new, date):
        """Hook: from ``date`` on, ``new`` has what was promised for this equipment."""
