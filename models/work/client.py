# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Whoever has, or had, work done is a client."""

    _inherit = "res.partner"

    def _get_client_documents(self):
        done = Domain("state", "!=", "cancelled")
        return {**super()._get_client_documents(), "service.intervention": done}
