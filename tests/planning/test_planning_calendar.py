# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Calendars of jobs and of what is to come."""

from datetime import datetime

from odoo import Command
from odoo.tests import HttpCase, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPlanningCalendar(ServiceCommon, HttpCase):
    """A month in the past: nobody's plan of today gets in the way."""

    def test_moves_are_checked_as_in_the_plan(self):
        planner = self._make_user("paula", "service_management.group_planner")
        planner.tz = "UTC"
        carl = self._make_employee("Carl Colleague")
        repair = self._make_job(title="Repair", date_start="2026-03-10 09:00:00")
        self._make_job(title="Busy", date_start="2026-03-12 09:30:00")
        finished = self._finish(
            self._make_job(title="Finished", date_start="2026-03-13 09:00:00")
        )
        self._make_job(
            title="Foreign",
            date_start="2026-03-10 09:00:00",
            employee_ids=[Command.set(carl.ids)],
        )
        self.env.ref("service_management.service_planning_calendar_action").context = {
            "initial_date": "2026-03-10 09:00:00"
        }
        self.start_tour("/odoo/service-calendar", "service_calendar", login="paula")
        self.assertEqual(repair.date_start, datetime(2026, 3, 12, 9))
        self.assertEqual(repair.duration, 1.0)
        self.assertEqual(finished.date_start, datetime(2026, 3, 13, 9))
