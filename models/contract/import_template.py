# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ServiceContract(models.Model):
    """Running contracts come in from a file, with their lines."""

    _inherit = "service.contract"

    @api.model
    def get_import_templates(self):
        return [
            {
                "label": self.env._("Import Template for Contracts"),
                "template": (
                    "/service_management/static/csv/service_contract_import.csv"
                ),
            }
        ]
