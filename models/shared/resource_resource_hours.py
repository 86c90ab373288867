from collections import defaultdict

import pytz

from odoo import models
from odoo.fields import Domain

from ...tools.spans import merge, subtract


class ResourceResource(models.Model):
    """When people can be planned."""

    _inherit = "resource.resource"

    def _get_service_hours(self, start, end, company):
        """Hours that these resources work between two moments in UTC.

        The number of queries does not depend on the number of resources, calendars
        and leaves. Whoever has no fixed hours can be planned at any time.

        :param company: whose hours are returned for no resource
        :return: for each resource, and for none, its spans; those that are the same
            for several people are the same list
        """
        # sudo: when somebody works is no secret to whoever plans with them
        people = self.sudo()
        holidays, own = self._get_service_leaves(start, end, company)
        shared = {}

        def get_shared(owner, calendar, zone):
            key = (calendar.id, zone, owner.id)
            if key not in shared:
                spans = (
                    [(start, end)]
                    if calendar._is_free()
                    else calendar._get_attendance_spans(start, end, pytz.timezone(zone))
                )
                off = holidays[owner.id, False] + holidays[owner.id, calendar.id]
                shared[key] = subtract(spans, merge(off))
            return shared[key]

        # sudo: the hours of the company are no secret to whoever plans in it
        calendar = company.sudo().resource_calendar_id
        zone = "UTC" if calendar._is_free() else calendar._get_week().tz
        hours = {self.browse(): get_shared(company, calendar, zone)}
        for person in people:
            spans = get_shared(person.company_id, person.calendar_id, person.tz)
            hours[person.with_env(self.env)] = subtract(spans, merge(own[person.id]))
        return hours

    def _get_service_leaves(self, start, end, company):
        """Holidays by company and calendar, and each person's own time off."""
        holidays, own = defaultdict(list), defaultdict(list)
        # sudo: that a person is off is no secret to whoever plans with them, why is
        leaves = self.env["resource.calendar.leaves"].sudo()
        companies = self.sudo().company_id | company
        for leave in leaves.search_fetch(
            Domain("time_type", "=", "leave")
            & Domain("resource_id", "in", [False, *self.ids])
            & Domain("date_from", "<", end)
            & Domain("date_to", ">", start),
            ["date_from", "date_to", "resource_id", "calendar_id", "company_id"],
        ):
            span = (leave.date_from, leave.date_to)
            if leave.resource_id:
                own[leave.resource_id.id].append(span)
                continue
            for one in leave.company_id or companies:
                holidays[one.id, leave.calendar_id.id].append(span)
        return holidays, own
