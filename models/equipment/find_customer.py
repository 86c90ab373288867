# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import re

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import escape_psql

LIKE = ("ilike", "like", "=ilike", "=like")
PHONE = re.compile(r"\+?[\d\s()./-]+")
SHORTEST = 4  # digits of a phone number, or signs of a serial number, to look for


class ResPartner(models.Model):
    """A customer is found by a phone number, or the serial number of a machine."""

    _inherit = "res.partner"

    @api.model
    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if operator not in LIKE or not isinstance(value, str):
            return domain
        found = [
            *self._search_by_phone(value.strip()),
            *self._search_by_serial(value.strip()),
        ]
        return Domain.OR([domain, *found]) if found else domain

    @api.model
    def _search_by_phone(self, text):
        """Domains of those whose number has these digits, however it is written."""
        if not PHONE.fullmatch(text) or len(re.sub(r"\D", "", text)) < SHORTEST:
            return []
        return [Domain("phone_mobile_search", "ilike", text)]

    @api.model
    def _search_by_serial(self, text):
        """Domains of those who have equipment with this serial number.

        The number is typed in full: a part of it would find customers by chance.
        """
        equipment = self.env["service.equipment"]
        is_serial = len(text) >= SHORTEST and re.search(r"\d", text)
        if not is_serial or not equipment.has_access("read"):
            return []
        owners = equipment.search([("serial_number", "=ilike", escape_psql(text))])
        return [Domain("id", "in", owners.partner_id.ids)] if owners else []
