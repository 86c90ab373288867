# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from pytz import country_timezones

from odoo import api, fields, models

from ...tools.local_time import day_start, get_zone, local_day


class ResCompany(models.Model):
    """The clock of a company: that of its working hours."""

    _inherit = "res.company"

    def _get_service_zone(self):
        # sudo: the time zone of a company is no secret
        company = self.sudo()
        return get_zone(company.resource_calendar_id.tz or company.partner_id.tz)

    @api.model
    def _get_service_clocks(self):
        """All companies by their time zone: whom a scheduled job works for at once.

        ``with_context(tz=…)`` of the name of the zone makes it see their day.
        """
        # sudo: the time zone of a company only
        companies = self.sudo().search([("active", "=", True)])
        return {
            zone.zone: same.with_env(self.env)
            for zone, same in companies.grouped(type(self)._get_service_zone).items()
        }

    def _get_service_today(self):
        """Day that it is in the company, whoever asks and from wherever."""
        return local_day(fields.Datetime.now(), self._get_service_zone())

    def _get_service_day_start(self, days=0):
        """Moment when today, or the day so many ``days`` later, begins there."""
        day = self._get_service_today() + timedelta(days=days)
        return day_start(day, self._get_service_zone())


class ResPartner(models.Model):
    """The clock of an address."""

    _inherit = "res.partner"

    def _get_service_zone(self, company):
        """Zone in which work at this address is dated.

        A country with one time zone says it, else the address itself. As that has the
        zone of whoever entered it, one of another country does not count. Else it is
        the zone of ``company``.
        """
        site = self.sudo()  # sudo: the time zone of a site is no secret
        zones = country_timezones.get(site.country_code or "", ())
        name = zones[0] if len(zones) == 1 else site.tz
        if zones and name not in zones:
            name = False
        return get_zone(name) if name else company._get_service_zone()
