# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResPartner(models.Model):
    """What a contact of a customer may see in the portal."""

    _inherit = "res.partner"

    service_own_site = fields.Boolean(
        string="Sees Only the Own Address",
        groups="base.group_user",
        help="In the portal this person sees the equipment, contracts and jobs of this "
        "address instead of those of the whole company.",
    )
