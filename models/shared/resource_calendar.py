from pytz import utc

from odoo import models
from odoo.fields import Domain

from ...tools.working_time import WorkingTime


class ResourceCalendar(models.Model):
    """Working hours that promises are counted on."""

    _inherit = "resource.calendar"

    def _get_working_time(self, company):
        """Hours of this calendar without the holidays of ``company``, in its zone.

        :rtype: WorkingTime
        """
        self.ensure_one()
        # sudo: working hours are no secret to those who are measured by them
        calendar = self.sudo()
        holidays = Domain("time_type", "=", "leave") & Domain(
            "company_id", "in", [False, company.id]
        )

        def load(start, end):
            intervals = calendar._work_intervals_batch(
                utc.localize(start), utc.localize(end), domain=list(holidays)
            )[False]
            return [
                tuple(moment.astimezone(utc).replace(tzinfo=None) for moment in span)
                for span in ((first, last) for first, last, _meta in intervals)
            ]

        return WorkingTime(load)


class WorkingTimes(dict):
    """Working time of calendars and companies, each made when it is first asked for."""

    def __missing__(self, key):
        calendar, company = key
        self[key] = calendar._get_working_time(company)
        return self[key]
