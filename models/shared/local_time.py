from pytz import country_timezones

from odoo import fields, models

from ...tools.local_time import get_zone, local_day


class ResCompany(models.Model):
    """The clock of a company: that of its working hours."""

    _inherit = "res.company"

    def _get_service_zone(self):
        # sudo: the time zone of a company is no secret
        company = self.sudo()
        return get_zone(company.resource_calendar_id.tz, company.partner_id.tz)

    def _get_service_today(self):
        """Day that it is in the company, whoever asks and from wherever."""
        return local_day(fields.Datetime.now(), self._get_service_zone())


class ResPartner(models.Model):
    """The clock of an address."""

    _inherit = "res.partner"

    def _get_service_zone(self, company):
        """Zone in which work at this address is dated.

        A country with one time zone says it, else the address itself, which has that
        of whoever entered it; else it is the one of ``company``.
        """
        site = self.sudo()  # sudo: the time zone of a site is no secret
        zones = country_timezones.get(site.country_code or "", ())
        name = zones[0] if len(zones) == 1 else site.tz
        return get_zone(name) if name else company._get_service_zone()
