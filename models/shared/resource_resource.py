import pytz

from odoo import models


class ResourceResource(models.Model):
    _inherit = "resource.resource"

    def _get_working_days(self, start, end):
        """First and last working moment of each local day, of those with fixed hours.

        A break in between does not count as time off, a leave neither.

        :return: spans in UTC by resource, oldest first
        """
        days = {}
        shared = {}
        for resource in self:
            calendar = resource.calendar_id
            if calendar._is_free():
                continue
            key = (calendar.id, resource.tz)
            if key not in shared:
                shared[key] = calendar._get_working_days(
                    start, end, pytz.timezone(resource.tz)
                )
            days[resource] = shared[key]
        return days
