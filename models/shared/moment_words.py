# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from functools import partial

from babel.dates import format_skeleton, format_time, get_timezone_location

from odoo import fields
from odoo.tools.misc import babel_locale_parse

from ...tools.local_time import get_zone, local_day, to_local


class MomentWords:
    """What people call a moment or a day: “tomorrow 9:00”, “Tue, Nov 24”.

    Whose own clock shows another time is told where this one holds: “9:00 (Rome)”.

    :param str reader: name of the time zone of who reads it, if it is known
    """

    def __init__(self, env, reader=None):
        self.env = env
        self.reader = reader and get_zone(reader)
        self.locale = babel_locale_parse(env.lang)
        self.now = fields.Datetime.now()
        self.near = {
            -1: env._("yesterday"),
            0: env._("today"),
            1: env._("tomorrow"),
        }

    def at(self, zone):
        """A function that names moments by the clock of ``zone``."""
        return partial(self.moment, zone=zone)

    def moment(self, moment, zone):
        local = to_local(moment, zone)
        text = f"{self.day(local.date(), local_day(self.now, zone))} {self.time(local)}"
        if not self.reader or to_local(moment, self.reader) == local:
            return text
        city = get_timezone_location(zone, locale=self.locale, return_city=True)
        return f"{text} ({city})"

    def time(self, local):
        """What the clock shows at a local time."""
        return format_time(local.time(), "short", locale=self.locale)

    def day(self, day, today):
        """Name of ``day`` where it is ``today``."""
        near = self.near.get((day - today).days)
        if near:
            return near
        skeleton = "MMMEd" if day.year == today.year else "yMMMEd"
        return format_skeleton(skeleton, day, locale=self.locale)
