# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Domain

LONGEST_REGISTER = 50


class ServiceDuty(models.Model):
    """What customers see of the checks that their machines need."""

    _name = "service.duty"
    _inherit = ["service.duty", "service.customer.page.mixin"]

    def _compute_access_url(self):
        """The page of the machine tells of its checks."""
        super()._compute_access_url()
        for duty in self:
            duty.access_url = duty.equipment_id.access_url

    @api.model
    def _get_person_domain(self, person):
        in_force = Domain("state", "=", "active")
        machines = Domain("equipment_id.state", "=", "in_service")
        return super()._get_person_domain(person) & in_force & machines


class ServiceEquipment(models.Model):
    _inherit = "service.equipment"

    def _get_customer_duties(self):
        """Checks that it needs, the next one first."""
        self.ensure_one()
        return self.duty_ids.filtered(lambda duty: duty.state == "active")

    def _get_customer_checks(self):
        """Checks that were made for its present owner, the newest first."""
        self.ensure_one()
        checks = self.env["service.duty.check"]
        if not self.duty_ids:
            return checks
        return checks.search(
            Domain("equipment_id", "=", self.id)
            & Domain("state", "=", "valid")
            & Domain(
                "partner_id", "child_of", self.partner_id.commercial_partner_id.ids
            ),
            limit=LONGEST_REGISTER,
        )
