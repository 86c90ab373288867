# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from functools import partial

from babel.dates import format_skeleton, format_time

from odoo import fields
from odoo.tools.misc import babel_locale_parse

from ...tools.local_time import local_day, to_local


class MomentWords:
    """What people call a moment or a day: “tomorrow 9:00”, “Tue, Nov 24”."""

    def __init__(self, env):
        self.env = env
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
        time = format_time(local.time(), "short", locale=self.locale)
        return f"{self.day(local.date(), local_day(self.now, zone))} {time}"

    def day(self, day, today):
        """Name of ``day`` where it is ``today``."""
        near = self.near.get((day - today).days)
        if near:
            return near
        skeleton = "MMMEd" if day.year == today.year else "yMMMEd"
        return format_skeleton(skeleton, day, locale=self.locale)
