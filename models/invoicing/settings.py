# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model
    def _get_service_sequences(self):
        return {
            **super()._get_service_sequences(),
            "service.invoicing.run": (self.env._("Service Invoicing"), "SR/%(year)s/"),
        }
