from odoo import fields, models


class ServiceContractType(models.Model):
    """Limits of the cover that contracts of a type begin with."""

    _inherit = "service.contract.type"

    covered_activity_type_ids = fields.Many2many(
        relation="service_contract_type_covered_activity_rel"
    )
    excluded_activity_type_ids = fields.Many2many(
        relation="service_contract_type_excluded_activity_rel"
    )
    covered_part_ids = fields.Many2many(
        relation="service_contract_type_covered_part_rel"
    )
    covered_category_ids = fields.Many2many(
        relation="service_contract_type_covered_category_rel"
    )
    excluded_part_ids = fields.Many2many(
        relation="service_contract_type_excluded_part_rel"
    )
    excluded_category_ids = fields.Many2many(
        relation="service_contract_type_excluded_category_rel"
    )
