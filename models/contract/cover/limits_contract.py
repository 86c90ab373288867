from odoo import fields, models

from ..service_contract import PROPOSED_LATER


class ServiceContract(models.Model):
    """Limits of the cover, proposed by the type."""

    _inherit = "service.contract"

    covered_activity_type_ids = fields.Many2many(
        relation="service_contract_covered_activity_rel", **PROPOSED_LATER
    )
    excluded_activity_type_ids = fields.Many2many(
        relation="service_contract_excluded_activity_rel", **PROPOSED_LATER
    )
    covered_part_ids = fields.Many2many(
        relation="service_contract_covered_part_rel", **PROPOSED_LATER
    )
    covered_category_ids = fields.Many2many(
        relation="service_contract_covered_category_rel", **PROPOSED_LATER
    )
    excluded_part_ids = fields.Many2many(
        relation="service_contract_excluded_part_rel", **PROPOSED_LATER
    )
    excluded_category_ids = fields.Many2many(
        relation="service_contract_excluded_category_rel", **PROPOSED_LATER
    )
    cover_calendar_id = fields.Many2one(**PROPOSED_LATER)
