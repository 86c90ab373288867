# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ServiceEquipment(models.Model):
    """Goods sold by others come in from a file."""

    _inherit = "service.equipment"

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Import Template for the Installed Base"),
                "template": (
                    "/service_management/static/csv/service_equipment_import.csv"
                ),
            }
        ]
