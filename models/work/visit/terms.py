from odoo import api, fields, models

from ...contract.service_contract import PROPOSED_LATER


class ServiceContractTerms(models.AbstractModel):
    """How planned visits become jobs."""

    _inherit = "service.contract.terms"

    visit_grouping = fields.Selection(
        [("site", "One Job per Site and Day"), ("line", "One Job per Line")],
        string="Visits Become",
        required=True,
        help="One Job per Site and Day: what is visited at the same place on the same "
        "day is one journey.",
    )
    visit_counting = fields.Selection(
        [
            ("planned", "The Planned Day"),
            ("actual", "The Day of the Last Visit"),
        ],
        string="Next Visit Counted From",
        required=True,
        help="The Planned Day: a late visit does not shift the next one. "
        "The Day of the Last Visit: the next one is planned when the last one is done.",
    )
    visit_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Visit Days",
        ondelete="restrict",
        help="Visits are made on working days of this calendar, holidays excluded. "
        "Empty: the working hours of the company.",
    )

    @api.model
    def _get_terms_fields(self):
        return [
            *super()._get_terms_fields(),
            "visit_grouping",
            "visit_counting",
            "visit_calendar_id",
        ]


class ServiceContractType(models.Model):
    _inherit = "service.contract.type"

    visit_grouping = fields.Selection(default="site")
    visit_counting = fields.Selection(default="planned")
    visit_calendar_id = fields.Many2one(check_company=True)


class ServiceContract(models.Model):
    _inherit = "service.contract"

    visit_grouping = fields.Selection(**PROPOSED_LATER)
    visit_counting = fields.Selection(**PROPOSED_LATER)
    visit_calendar_id = fields.Many2one(**PROPOSED_LATER, check_company=True)
