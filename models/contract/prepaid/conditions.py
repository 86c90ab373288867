from odoo import api, fields, models

from ..service_contract import PROPOSED_LATER


class ServiceContractConditionsMixin(models.AbstractModel):
    """How the hours and visits that a contract includes are counted."""

    _inherit = "service.contract.conditions.mixin"

    prepaid_rounding = fields.Integer(
        string="Rounded Up To",
        help="Each operation takes a multiple of so many minutes. Zero: as it is.",
    )
    carry_over = fields.Selection(
        [("none", "Expires"), ("next", "Moves to the Next Term")],
        string="What Is Left",
        required=True,
        help="What becomes of the hours and visits that are left when a term ends. "
        "Those that move expire at the end of the next term.",
    )
    carry_over_limit = fields.Float(
        string="At Most",
        help="No more hours than these move to the next term. Zero: all of them.",
    )
    prepaid_warning = fields.Float(
        string="Warn At",
        help="The responsible is told, once a term, when no more than this percentage "
        "is left. Zero: never.",
    )
    prepaid_template_id = fields.Many2one(
        "mail.template",
        string="E-Mail to the Customer",
        domain="[('model', '=', 'service.contract')]",
        help="E-mail that the customer gets with the warning. Empty: none.",
    )

    _check_prepaid = models.Constraint(
        "CHECK(prepaid_rounding >= 0 AND carry_over_limit >= 0 "
        "AND prepaid_warning BETWEEN 0 AND 100)",
        "Rounding and the hours that move cannot be negative; the warning is between 0 "
        "and 100 percent.",
    )

    @api.model
    def _get_condition_fields(self):
        return [
            *super()._get_condition_fields(),
            "prepaid_rounding",
            "carry_over",
            "carry_over_limit",
            "prepaid_warning",
            "prepaid_template_id",
        ]


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
