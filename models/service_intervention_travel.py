from odoo import models


class ServiceIntervention(models.Model):
    """Travel to the customer, proposed by itself."""

    _inherit = "service.intervention"

    def _propose_travel(self):
        self.env["service.charge"].create(
            [
                vals
                for intervention in self
                for vals in intervention._prepare_travel_vals()
            ]
        )

    def _prepare_travel_vals(self):
        """Values of the travel charge proposed for a job at the customer's, if any."""
        self.ensure_one()
        product = self.company_id.service_travel_product_id
        distance = self._get_distance_km()
        has_travel = "travel" in self.charge_ids.mapped("kind")
        if self.place != "site" or not product or not distance or has_travel:
            return []
        return [
            {
                "intervention_id": self.id,
                "kind": "travel",
                "product_id": product.id,
                "quantity": distance,
            }
        ]

    def _get_distance_km(self):
        """Kilometres of the site, else those of the customer."""
        self.ensure_one()
        return (
            self.site_id.service_distance_km
            or self.partner_id.service_distance_km
            or self.partner_id.commercial_partner_id.service_distance_km
        )
