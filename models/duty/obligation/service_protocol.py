# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceProtocol(models.Model):
    """The duties that a protocol settles."""

    _inherit = "service.protocol"

    duty_type_ids = fields.One2many(
        "service.duty.type", "protocol_id", string="Settles", readonly=True
    )
