# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class IrModelData(models.Model):
    _inherit = "ir.model.data"

    @api.model
    def _get_companion_data(self):
        return {
            **super()._get_companion_data(),
            "l10n_it_edi": "data/italy/l10n_it_edi_templates.xml",
        }
