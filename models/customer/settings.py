# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    service_portal_people = fields.Boolean(
        string="Show Who Comes",
        help="Customers see the first name and the photo of whoever is planned for "
        "their job.",
    )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_portal_people = fields.Boolean(
        related="company_id.service_portal_people", readonly=False
    )
