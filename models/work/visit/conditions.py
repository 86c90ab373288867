# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, time, timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ....tools.local_time import to_utc
from ...contract.service_contract_conditions_mixin import proposed

VISIT_HOUR = 9


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_visit_horizon(self):
        """Last day for which visits become jobs by themselves."""
        days = timedelta(days=self.service_visit_horizon_days)
        return self._get_service_today() + days


class ServiceContractConditionsMixin(models.AbstractModel):
    """How planned visits become jobs."""

    _inherit = "service.contract.conditions.mixin"

    visit_grouping = fields.Selection(
        [("site", "One Job per Site and Day"), ("line", "One Job per Line")],
        string="Visits Become",
        required=True,
        help="One Job per Site and Day: what is visited at the same place on the same "
        "day is one journey.",
        **proposed("visit_grouping"),
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
        **proposed("visit_counting"),
    )
    visit_calendar_id = fields.Many2one(
        "resource.calendar",
        string="Visit Days",
        ondelete="restrict",
        check_company=True,
        help="Visits are made on working days of this calendar, holidays excluded. "
        "Empty: the working hours of the company.",
        **proposed("visit_calendar_id"),
    )

    @api.model
    def _get_standard_conditions(self):
        return {
            **super()._get_standard_conditions(),
            "visit_grouping": "site",
            "visit_counting": "planned",
        }


class ServiceContract(models.Model):
    """Days and hours of the visits that a contract promises."""

    _inherit = "service.contract"

    # === HOOKS === #

    def _on_in_force(self):
        """A contract that comes into force has no visits to catch up."""
        super()._on_in_force()
        self.line_ids._skip_missed_visits()

    # === ACTION METHODS === #

    def action_generate_visits(self):
        """Create the planned visits within the company's horizon and show them.

        :raises UserError: when there is none to create
        """
        self._check_asked_one()
        self.check_access("write")
        visits = self.env["service.contract.line"]._generate_visits(
            self.company_id._get_visit_horizon(),
            fields.Domain("contract_id", "=", self.id),
        )
        if not visits:
            raise UserError(
                self.env._(
                    "No visit of contract %(name)s is due in the next %(days)s days. "
                    "See the next visit on its lines.",
                    name=self.name,
                    days=self.company_id.service_visit_horizon_days,
                )
            )
        return self.action_view_interventions()

    # === CALENDAR METHODS === #

    def _get_visit_calendar(self):
        """Working days on which the site can be visited."""
        return self.visit_calendar_id or self.company_id.resource_calendar_id

    def _get_visit_start(self, site, day):
        """Morning of ``day`` in the time zone of ``site``, as UTC."""
        zone = site._get_service_zone(self.company_id)
        return to_utc(datetime.combine(day, time(VISIT_HOUR)), zone)

    def _get_closed_days(self, start, end):
        """Days from ``start`` to ``end`` without work, by contract.

        Asks each calendar once.
        """
        margin = timedelta(days=1)  # the calendar has another midnight than UTC
        first = datetime.combine(start - margin, time.min)
        last = datetime.combine(end + margin, time.max)
        closed = {}
        for (calendar, company), contracts in self.grouped(
            lambda contract: (contract._get_visit_calendar(), contract.company_id)
        ).items():
            unusual = calendar._get_unusual_days(first, last, company)
            days = {
                fields.Date.to_date(day)
                for day, is_closed in unusual.items()
                if is_closed
            }
            closed.update(dict.fromkeys(contracts, days))
        return closed
