# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import pytz

from odoo import models
from odoo.fields import Domain

from ...tools.local_time import ONE_DAY, day_bounds, get_zone, to_utc


class ResourceCalendarLeaves(models.Model):
    _inherit = "resource.calendar.leaves"

    def _get_span_off(self):
        """Moments between which nobody works.

        Whoever has flexible hours is off on the whole day; Odoo says when only a part
        of it is meant.
        """
        self.ensure_one()
        resource = self.resource_id
        if not resource or not resource._is_flexible():
            return self.date_from, self.date_to
        zone = get_zone(resource.tz)
        times = (
            pytz.utc.localize(moment).astimezone(zone)
            for moment in (self.date_from, self.date_to)
        )
        calendar = resource.calendar_id
        local = calendar._handle_flexible_leave_interval(*times, self)
        return tuple(to_utc(time.replace(tzinfo=None), zone) for time in local)


class ResourceResource(models.Model):
    """Own appointments keep people from working, where Odoo's calendar is installed."""

    _inherit = "resource.resource"

    def _get_appointments(self, start, end):
        """Pairs of a resource and a span in which its calendar says that it is busy."""
        if "calendar.event" not in self.env:
            return []
        # sudo: that a person is busy is no secret to whoever plans with them, why is
        resources = self.sudo().filtered("user_id")
        people = resources.grouped(lambda resource: resource.user_id.partner_id)
        attendees = self.env["calendar.attendee"].sudo()
        found = attendees.search_fetch(
            Domain("partner_id", "in", [partner.id for partner in people])
            & Domain("state", "!=", "declined")
            & Domain("event_id.active", "=", True)
            & Domain("event_id.show_as", "=", "busy")
            & Domain("event_id.start", "<", end + ONE_DAY)
            & Domain("event_id.stop", ">", start - ONE_DAY),
            ["partner_id", "event_id"],
        )
        return [
            (resource, span)
            for attendee in found
            for resource in people[attendee.partner_id]
            if (span := resource._get_appointment_span(attendee.event_id))[0] < end
            and span[1] > start
        ]

    def _get_appointment_span(self, event):
        """An appointment of whole days lasts as long as these do at the person's."""
        if not event.allday:
            return event.start, event.stop
        zone = get_zone(self.tz)
        first, _next = day_bounds(event.start_date, zone)
        _last, after = day_bounds(event.stop_date, zone)
        return first, after
