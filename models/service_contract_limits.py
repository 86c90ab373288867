from odoo import fields, models

from .service_contract import PROPOSED_BY_TYPE


class ServiceContract(models.Model):
    """Limits of the cover, proposed by the type."""

    _inherit = "service.contract"

    covered_activity_type_ids = fields.Many2many(
        relation="service_contract_covered_activity_rel", **PROPOSED_BY_TYPE
    )
    excluded_activity_type_ids = fields.Many2many(
        relation="service_contract_excluded_activity_rel", **PROPOSED_BY_TYPE
    )
    covered_part_ids = fields.Many2many(
        relation="service_contract_covered_part_rel", **PROPOSED_BY_TYPE
    )
    covered_category_ids = fields.Many2many(
        relation="service_contract_covered_category_rel", **PROPOSED_BY_TYPE
    )
    excluded_part_ids = fields.Many2many(
        relation="service_contract_excluded_part_rel", **PROPOSED_BY_TYPE
    )
    excluded_category_ids = fields.Many2many(
        relation="service_contract_excluded_category_rel", **PROPOSED_BY_TYPE
    )
    cover_calendar_id = fields.Many2one(**PROPOSED_BY_TYPE)
