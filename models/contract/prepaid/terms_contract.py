from odoo import fields, models

from ..service_contract import PROPOSED_LATER


class ServiceContractType(models.Model):
    """How prepaid hours and visits are counted, unless a type says otherwise."""

    _inherit = "service.contract.type"

    carry_over = fields.Selection(default="none")


class ServiceContract(models.Model):
    """How prepaid hours and visits are counted, proposed by the type."""

    _inherit = "service.contract"

    prepaid_rounding = fields.Integer(**PROPOSED_LATER)
    carry_over = fields.Selection(**PROPOSED_LATER)
    carry_over_limit = fields.Float(**PROPOSED_LATER)
    prepaid_warning = fields.Float(**PROPOSED_LATER)
    prepaid_template_id = fields.Many2one(**PROPOSED_LATER)
