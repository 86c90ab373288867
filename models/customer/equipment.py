# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain


class ServiceEquipment(models.Model):
    """The customer's page of an equipment."""

    _name = "service.equipment"
    _inherit = ["service.equipment", "service.customer.page.mixin"]
    _customer_path = "equipment"

    def write(self, vals):
        with self._revoking_links():
            return super().write(vals)

    @api.model
    def _get_customer_domain(self, user):
        """What is in service: what was taken back is not the customer's any more."""
        return super()._get_customer_domain(user) & Domain("state", "=", "in_service")

    def _get_customer_cover(self):
        """What covers the equipment today, in words for its owner."""
        self.ensure_one()
        if self.cover_state == "none":
            return self.env._("Not covered by warranty or contract")
        name = self.cover_contract_id.contract_type_id.name or self.env._("Warranty")
        if not self.cover_until:
            return self.env._("Covered by: %s", name)
        return self.env._(
            "Covered by: %(promise)s, until %(date)s",
            promise=name,
            date=self.env["ir.qweb.field.date"].value_to_html(self.cover_until, {}),
        )

    def _get_customer_shares(self):
        """Percentages that today's cover bears: labour, parts and travel, with names.

        :rtype: list[tuple[str, float]]
        """
        self.ensure_one()
        today = self.company_id._get_service_today()
        names = {
            "labour": self.env._("Labour"),
            "parts": self.env._("Spare parts"),
            "travel": self.env._("Travel"),
        }
        contract = self.cover_contract_id
        return [
            (name, contract._get_cover(kind, self, today).percent)
            for kind, name in names.items()
        ]

    def _get_customer_jobs(self):
        """The jobs on this equipment that its owner ordered, the newest first."""
        self.ensure_one()
        return self.env["service.intervention"].search(
            [
                ("item_ids.equipment_id", "=", self.id),
                ("partner_id", "child_of", self.partner_id.commercial_partner_id.ids),
            ],
            order="date_start desc, id desc",
            limit=20,
        )
