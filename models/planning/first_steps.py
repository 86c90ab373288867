# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models


class ServiceFirstStep(models.TransientModel):
    _inherit = "service.first.step"

    @api.model
    def _get_worked_models(self):
        return [*super()._get_worked_models(), "service.intervention"]
