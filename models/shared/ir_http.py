# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class IrHttp(models.AbstractModel):
    """The browser knows the clock of the company."""

    _inherit = "ir.http"

    def session_info(self):
        zone = self.env.company._get_service_zone()
        return {**super().session_info(), "service_zone": zone.zone}
