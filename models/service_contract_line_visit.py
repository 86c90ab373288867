from collections import defaultdict
from datetime import datetime, time, timedelta

import pytz

from odoo import Command, api, fields, models
from odoo.fields import Domain

from ..tools.periods import next_occurrence

VISIT_HOUR = 9


class ServiceContractLine(models.Model):
    """Planned visits of contract lines."""

    _inherit = "service.contract.line"

    @api.model
    def _cron_generate_visits(self):
        """Create the planned interventions of all companies within their horizon."""
        today = fields.Date.context_today(self)
        companies = self.env["res.company"].search(Domain.TRUE)
        for company in companies:
            horizon = timedelta(days=company.service_visit_horizon_days)
            self.with_company(company)._generate_visits(
                today + horizon, Domain("company_id", "=", company.id)
            )

    @api.model
    def _generate_visits(self, date_to, domain=Domain.TRUE):
        """Create one intervention for each contract, site and day with planned visits.

        Running it again adds nothing: each line remembers its next visit, which is
        always counted from the first day of the line, so that moving one visit does
        not shift the series.

        :param date_to: last day for which visits are created, included
        :param domain: restricts the contract lines
        """
        lines = self.search(domain & self._get_visit_domain(date_to))
        visits = defaultdict(self.browse)
        for line in lines.try_lock_for_update():
            for date in line._pop_visit_dates(date_to):
                site = line.equipment_id.site_id or line.partner_id
                visits[line.contract_id, site, date] |= line
        interventions = self.env["service.intervention"].create(
            [group._prepare_visit_vals(*key) for key, group in visits.items()]
        )
        interventions._apply_protocols()
        return interventions

    @api.model
    def _get_visit_domain(self, date_to):
        return (
            Domain("state", "=", "active")
            & Domain("next_visit_date", "<=", date_to)
            & Domain("visit_interval", ">", 0)
            & (
                Domain("equipment_id", "=", False)
                | Domain("equipment_id.state", "=", "in_service")
            )
        )

    def _pop_visit_dates(self, date_to):
        """Return the visits due until ``date_to`` and set the next one."""
        self.ensure_one()
        until = min(date_to, self.date_end or date_to)
        date = self.next_visit_date
        dates = []
        while date and date <= until:
            dates.append(date)
            date = next_occurrence(
                self.date_start, self.visit_interval, self.visit_unit, date
            )
        ended = self.date_end and date > self.date_end
        self.write(
            {
                "last_visit_date": dates[-1] if dates else self.last_visit_date,
                "next_visit_date": False if ended else date,
            }
        )
        return dates

    def _prepare_visit_vals(self, contract, site, date):
        """Values of the planned intervention for lines of one contract and site."""
        start = self._get_visit_start(contract.company_id, date)
        general = self.filtered(lambda line: not line.equipment_id)
        return {
            "company_id": contract.company_id.id,
            "partner_id": contract.partner_id.id,
            "site_id": site.id,
            "contract_id": contract.id,
            "origin": "planned",
            "title": contract.contract_type_id.name,
            "request_date": start,
            "deadline": start + timedelta(days=7),
            "protocol_id": general.protocol_id[:1].id,
            "user_id": contract.user_id.id,
            "item_ids": [
                Command.create(
                    {
                        "equipment_id": line.equipment_id.id,
                        "protocol_id": line.protocol_id.id,
                        "contract_line_id": line.id,
                    }
                )
                for line in self - general
            ],
        }

    @api.model
    def _get_visit_start(self, company, date):
        """Morning of ``date`` in the company's own time zone, as UTC."""
        zone = pytz.timezone(company.resource_calendar_id.tz or "UTC")
        local = zone.localize(datetime.combine(date, time(VISIT_HOUR)))
        return local.astimezone(pytz.utc).replace(tzinfo=None)
