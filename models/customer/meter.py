# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date


class ServiceMeter(models.Model):
    """The customer's page of a meter, where it is read."""

    _name = "service.meter"
    _inherit = ["service.meter", "service.customer.page.mixin"]
    _customer_path = "meters"

    @api.model
    def _get_person_domain(self, person):
        """Those of the equipment that the person may see."""
        equipment = self.env["service.equipment"]
        return Domain("equipment_id", "any", equipment._get_person_domain(person))

    def _get_customer_question(self, value):
        """What to ask before this is taken as what the meter shows today; or nothing.

        :param value: what the customer has entered
        """
        self.ensure_one()
        reading = self.env["service.meter.reading"].new(
            {"meter_id": self.id, "date": self._get_company_today(), "value": value}
        )
        counting = [one for one in self._get_counting() if one.day < reading.date]
        if not self._find_doubt(counting, reading):
            return ""
        return self.env._(
            "On %(date)s it showed %(value)s. Is %(new)s right?",
            date=format_date(self.env, self.last_date),
            value=self._format_value(self.last_value),
            new=self._format_value(value),
        )

    def _receive_reading(self, value, photo=False):
        """Take what the customer has read today; a second time corrects the first.

        :param value: what the meter shows
        :param photo: encoded, or none
        """
        self.ensure_one()
        vals = {"value": value, **({"photo": photo} if photo else {})}
        today = self._get_company_today()
        known = self.reading_ids.filtered(
            lambda one: one.date == today and one.source == "customer"
        )
        if known:
            known.write(vals)
            return known
        return known.create(
            {"meter_id": self.id, "date": today, "source": "customer", **vals}
        )


class ServiceEquipment(models.Model):
    _inherit = "service.equipment"

    def _get_customer_meters(self):
        """Meters that the customer can read."""
        self.ensure_one()
        return self.meter_ids

    @contextmanager
    def _revoking_links(self):
        """Nor do the links to its meters open anything any more."""
        former = {equipment: equipment.partner_id for equipment in self}
        with super()._revoking_links():
            yield
        moved = self.filtered(lambda one: one.partner_id != former[one])
        # sudo: whoever changes the customer need not know of the portal
        moved.sudo().meter_ids.filtered("access_token").access_token = False
