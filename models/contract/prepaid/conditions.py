# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ..service_contract_conditions_mixin import proposed


class ServiceContractConditionsMixin(models.AbstractModel):
    """How the hours and visits that a contract includes are counted."""

    _inherit = "service.contract.conditions.mixin"

    has_block = fields.Boolean(
        compute="_compute_has_block",
        help="Hours or visits are included, or are meant to be.",
    )
    prepaid_rounding = fields.Integer(
        string="Rounded Up To",
        help="Each operation takes a multiple of so many minutes. Zero: as it is.",
        **proposed("prepaid_rounding"),
    )
    carry_over = fields.Selection(
        [("none", "Expires"), ("next", "Moves to the Next Term")],
        string="What Is Left",
        required=True,
        help="What becomes of the hours and visits that are left when a term ends. "
        "Those that move expire at the end of the next term.",
        **proposed("carry_over"),
    )
    carry_over_limit = fields.Float(
        string="At Most",
        help="No more hours than these move to the next term. Zero: all of them.",
        **proposed("carry_over_limit"),
    )
    prepaid_warning = fields.Float(
        string="Warn At",
        help="The responsible is told, once a term, when no more than this percentage "
        "is left. Zero: never.",
        **proposed("prepaid_warning"),
    )
    prepaid_template_id = fields.Many2one(
        "mail.template",
        string="E-Mail to the Customer",
        domain="[('model', '=', 'service.contract')]",
        help="E-mail that the customer gets with the warning. Empty: none.",
        **proposed("prepaid_template_id"),
    )

    _check_prepaid = models.Constraint(
        "CHECK(prepaid_rounding >= 0 AND carry_over_limit >= 0 "
        "AND prepaid_warning BETWEEN 0 AND 100)",
        "Rounding and the hours that move cannot be negative; the warning is between 0 "
        "and 100 percent.",
    )

    @api.model
    def _get_standard_conditions(self):
        return {**super()._get_standard_conditions(), "carry_over": "none"}

    @api.depends("kind", "included_hours", "included_visits")
    def _compute_has_block(self):
        for one in self:
            one.has_block = (
                one.kind == "prepaid" or one.included_hours or one.included_visits
            )
