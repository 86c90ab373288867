# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class IrModelData(models.Model):
    """Short texts for Odoo's text messages."""

    _inherit = "ir.model.data"

    @api.model
    def _get_companion_data(self):
        return {
            **super()._get_companion_data(),
            "sms": "data/customer/sms_template_data.xml",
        }
