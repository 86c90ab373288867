# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain

from ...tools.distance import is_place


class ResPartner(models.Model):
    _inherit = "res.partner"

    service_distance_km = fields.Float(
        string="Distance (km)",
        groups="base.group_user",
        help="Kilometres to charge for going to this address, proposed on travel.",
    )

    _check_service_distance = models.Constraint(
        "CHECK(service_distance_km >= 0)", "The distance cannot be negative."
    )

    @api.model
    def default_get(self, fields):
        """New customers are taken to be of the company's country: it gives the taxes.

        Those that are entered where a contract or a job asks for its customer.
        """
        defaults = super().default_get(fields)
        country = self.env.company.country_id
        if self.env.context.get("service_customer") and "country_id" in fields:
            defaults.setdefault("country_id", country.id)
        return defaults

    def _count_service_records(self, model, domain=Domain.TRUE):
        """Number of records of each partner and its addresses."""
        counts = dict.fromkeys(self.ids, 0)
        if not self.env[model].has_access("read"):
            return counts
        for partner, count in self.env[model]._read_group(
            domain & Domain("partner_id", "child_of", self.ids),
            ["partner_id"],
            ["__count"],
        ):
            ancestor = partner
            while ancestor:
                if ancestor.id in counts:
                    counts[ancestor.id] += count
                ancestor = ancestor.parent_id
        return counts

    def _has_coordinates(self):
        return is_place(*self._get_coordinates())

    def _get_place_name(self):
        """Where an address is, in a few words."""
        return self.city or self.display_name or ""

    def _get_coordinates(self):
        """Latitude and longitude in degrees; zeros when nobody has entered them."""
        return self.partner_latitude, self.partner_longitude

    def _action_view_service(self, model):
        """Open the records of ``model`` of this partner and its addresses."""
        self.ensure_one()
        xml_id = f"service_management.{model.replace('.', '_')}_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["domain"] = [("partner_id", "child_of", self.ids)]
        action["context"] = {"default_partner_id": self.id}
        return action
