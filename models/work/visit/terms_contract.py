from datetime import datetime, time, timedelta

import pytz

from odoo import fields, models
from odoo.exceptions import UserError

VISIT_HOUR = 9


class ServiceContract(models.Model):
    """Days and hours of the visits that a contract promises."""

    _inherit = "service.contract"

    # === CRUD METHODS === #

    def write(self, vals):
        """A contract that comes into force has no visits to catch up."""
        starting = self.browse()
        if vals.get("state") == "active":
            starting = self.filtered(lambda contract: contract.state != "active")
        result = super().write(vals)
        starting.line_ids._skip_missed_visits()
        return result

    # === ACTION METHODS === #

    def action_generate_visits(self):
        """Create the planned visits within the company's horizon and show them.

        :raises UserError: when there is none to create
        """
        self.ensure_one()
        self.check_access("write")
        horizon = timedelta(days=self.company_id.service_visit_horizon_days)
        visits = self.env["service.contract.line"]._generate_visits(
            fields.Date.context_today(self) + horizon,
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

    def _get_visit_zone(self):
        return pytz.timezone(self._get_visit_calendar().tz or self.env.user.tz or "UTC")

    def _get_visit_start(self, day):
        """Morning of ``day`` in the time zone of the site, as UTC."""
        local = self._get_visit_zone().localize(datetime.combine(day, time(VISIT_HOUR)))
        return local.astimezone(pytz.utc).replace(tzinfo=None)

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
