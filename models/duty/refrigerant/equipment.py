# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

KILOGRAMS_PER_TONNE = 1000


class ServiceEquipment(models.Model):
    """What a machine contains that harms the climate."""

    _inherit = "service.equipment"

    refrigerant_id = fields.Many2one(
        "service.refrigerant", index="btree_not_null", ondelete="restrict"
    )
    refrigerant_charge = fields.Float(
        string="Charge", digits=(12, 3), help="Of the refrigerant, in kilograms."
    )
    co2_equivalent = fields.Float(
        string="CO₂ Equivalent",
        digits=(12, 3),
        compute="_compute_co2_equivalent",
        store=True,
        help="In tonnes.",
    )
    has_leak_detection = fields.Boolean(string="Leak Detection")
    is_hermetic = fields.Boolean(string="Hermetically Sealed")

    _check_refrigerant_charge = models.Constraint(
        "CHECK(refrigerant_charge >= 0)", "The charge cannot be negative."
    )

    @api.depends("refrigerant_id.gwp", "refrigerant_charge")
    def _compute_co2_equivalent(self):
        for equipment in self:
            warming = equipment.refrigerant_charge * equipment.refrigerant_id.gwp
            equipment.co2_equivalent = warming / KILOGRAMS_PER_TONNE

    @api.model
    def _get_duty_sources(self):
        """The CO₂ equivalent follows from these."""
        return super()._get_duty_sources() | {"refrigerant_id", "refrigerant_charge"}
