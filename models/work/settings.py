# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model
    def _get_service_sequences(self):
        return {
            **super()._get_service_sequences(),
            "service.intervention": (
                self.env._("Service Job"),
                "SI/%(year)s/",
            ),
        }

    def _on_taxes_introduced(self):
        super()._on_taxes_introduced()
        for model in ("service.activity", "service.charge"):
            self._propose_missing_taxes(self.env[model])
