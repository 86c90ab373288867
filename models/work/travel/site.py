# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from urllib.parse import quote

from odoo import api, fields, models


class ServiceIntervention(models.Model):
    """How to get to the customer, and whom to call."""

    _inherit = "service.intervention"

    site_address = fields.Char(string="Address", compute="_compute_site_address")
    site_phone = fields.Char(string="Phone", compute="_compute_site_address")
    navigation_url = fields.Char(compute="_compute_site_address")

    @api.depends("site_id", "partner_id")
    def _compute_site_address(self):
        for intervention in self:
            site = intervention.site_id or intervention.partner_id
            lines = site._display_address(without_company=True).splitlines()
            address = ", ".join(filter(None, map(str.strip, lines)))
            intervention.site_address = address
            intervention.site_phone = site.phone or intervention.partner_id.phone
            intervention.navigation_url = self._get_navigation_url(site, address)

    @api.model
    def _get_navigation_url(self, site, address):
        """Map with the way to ``site``, by its coordinates when they are known."""
        if site.partner_latitude or site.partner_longitude:
            place = f"{site.partner_latitude},{site.partner_longitude}"
            return f"https://www.openstreetmap.org/directions?route=;{place}"
        if not address:
            return False
        return f"https://www.openstreetmap.org/search?query={quote(address)}"
