from odoo import fields, models

from ...tools.distance import is_place


class ResPartner(models.Model):
    _inherit = "res.partner"

    service_distance_km = fields.Float(
        string="Distance (km)",
        help="Kilometres to charge for going to this address, proposed on travel.",
    )
    service_equipment_ids = fields.One2many(
        "service.equipment", "partner_id", string="Installed Base"
    )
    service_contract_ids = fields.One2many(
        "service.contract", "partner_id", string="Service Contracts"
    )
    service_intervention_ids = fields.One2many(
        "service.intervention", "partner_id", string="Jobs"
    )
    service_equipment_count = fields.Integer(compute="_compute_service_counts")
    service_contract_count = fields.Integer(compute="_compute_service_counts")
    service_intervention_count = fields.Integer(
        string="Job Count", compute="_compute_service_counts"
    )

    _check_service_distance = models.Constraint(
        "CHECK(service_distance_km >= 0)", "The distance cannot be negative."
    )

    def _compute_service_counts(self):
        for name in ("equipment", "contract", "intervention"):
            counts = self._count_service_records(f"service.{name}")
            for partner in self:
                partner[f"service_{name}_count"] = counts.get(partner.id, 0)

    def _count_service_records(self, model):
        """Number of records of each partner and its addresses."""
        counts = dict.fromkeys(self.ids, 0)
        if not self.env[model].has_access("read"):
            return counts
        for partner, count in self.env[model]._read_group(
            [("partner_id", "child_of", self.ids)], ["partner_id"], ["__count"]
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

    def action_view_service_equipment(self):
        return self._action_view_service("service.equipment")

    def action_view_service_contracts(self):
        return self._action_view_service("service.contract")

    def action_view_service_interventions(self):
        return self._action_view_service("service.intervention")

    def _action_view_service(self, model):
        self.ensure_one()
        xml_id = f"service_management.{model.replace('.', '_')}_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(xml_id)
        action["domain"] = [("partner_id", "child_of", self.ids)]
        action["context"] = {"default_partner_id": self.id}
        return action
