from collections import defaultdict
from datetime import timedelta

import pytz

from odoo import models


class ResourceResource(models.Model):
    _inherit = "resource.resource"

    def _get_working_days(self, start, end):
        """First and last working moment of each local day, by resource.

        A break in between does not count as time off.
        """
        intervals, _calendars = self._get_valid_work_intervals(
            pytz.utc.localize(start), pytz.utc.localize(end), compute_leaves=False
        )
        days = defaultdict(dict)
        for resource in self:
            for first, last, _attendance in intervals[resource.id]:
                day = days[resource].setdefault(first.date(), (first, last))
                days[resource][first.date()] = min(day[0], first), max(day[1], last)
        return days

    def _works_during(self, start, end, days):
        """Whether both ``start`` and ``end``, in UTC, fall into working ``days``."""
        self.ensure_one()
        zone = pytz.timezone(self.tz)
        for moment, last in ((start, start), (end, end - timedelta(seconds=1))):
            day = days.get(pytz.utc.localize(last).astimezone(zone).date())
            if not day or not day[0] <= pytz.utc.localize(moment) <= day[1]:
                return False
        return True
