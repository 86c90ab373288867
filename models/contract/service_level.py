from odoo import api, fields, models


class ServiceContractTerms(models.AbstractModel):
    """How fast somebody comes, and how fast it works again."""

    _inherit = "service.contract.terms"

    response_hours = fields.Float(
        string="Response Within",
        help="Working hours from the request until the job is planned or started. "
        "Zero: not agreed.",
    )
    resolution_hours = fields.Float(
        string="Resolution Within",
        help="Working hours from the request until the job is done. Zero: not agreed.",
    )
    sla_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Counted On",
        check_company=True,
        help="Working hours on which response and resolution are counted, without "
        "holidays. Empty: those of the company.",
    )

    _check_service_level = models.Constraint(
        "CHECK(response_hours >= 0 AND resolution_hours >= 0)",
        "The hours of response and resolution cannot be negative.",
    )

    @api.model
    def _get_terms_fields(self):
        return [
            *super()._get_terms_fields(),
            "response_hours",
            "resolution_hours",
            "sla_calendar_id",
        ]
