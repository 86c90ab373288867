# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceContractNotice(models.TransientModel):
    """What is left of prepaid hours and visits when notice is given."""

    _inherit = "service.contract.notice"

    remaining_hours = fields.Float(related="contract_id.remaining_hours")
    remaining_visits = fields.Integer(related="contract_id.remaining_visits")
    included_hours = fields.Float(related="contract_id.included_hours")
    included_visits = fields.Integer(related="contract_id.included_visits")
