# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceEquipmentRetire(models.TransientModel):
    """Takes equipment out of service for good."""

    _name = "service.equipment.retire"
    _inherit = "service.equipment.step"
    _description = "Retire Equipment"

    reason = fields.Char(required=True)

    def _apply(self):
        self.equipment_ids._retire(self.date, self.reason)
