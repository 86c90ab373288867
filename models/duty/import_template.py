# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ServiceMeterReading(models.Model):
    """Readings come in from a file."""

    _inherit = "service.meter.reading"

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Import Template for Meter Readings"),
                "template": (
                    "/service_management/static/csv/service_meter_reading_import.csv"
                ),
            }
        ]
