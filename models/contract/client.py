# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Whoever has, or had, a contract is a client."""

    _inherit = "res.partner"

    def _get_client_documents(self):
        in_force = Domain("state", "not in", ("draft", "cancelled"))
        return {**super()._get_client_documents(), "service.contract": in_force}
