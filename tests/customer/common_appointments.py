# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of appointments begin with: two technicians, and a job to plan."""

from datetime import datetime

from odoo import fields

from ...tools.local_time import get_zone, to_utc

ROME = get_zone("Europe/Rome")


def rome(text):
    """The moment when the clock in Rome shows ``text``."""
    return to_utc(datetime.fromisoformat(text), ROME)


def key(text):
    return fields.Datetime.to_string(rome(text))


class AppointmentsMixin:
    """Monday, 2 March 2026, nine o'clock; work is from 8 to 12 and from 13 to 17."""

    today = "2026-03-02 08:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {"name": "40 hours", "tz": "Europe/Rome", "company_id": cls.company.id}
        )
        cls.company.write(
            {
                "service_appointments": True,
                "service_appointment_days": 4,
                "service_appointment_notice": 24,
                "resource_calendar_id": cls.calendar.id,
            }
        )
        cls.customer.country_id = cls.env.ref("base.it")
        people = cls.env["hr.employee"].search([("company_id", "=", cls.company.id)])
        people.service_plannable = False
        cls.technician.write(
            {
                "tz": "Europe/Rome",
                "resource_calendar_id": cls.calendar.id,
                "service_plannable": True,
            }
        )
        cls.planner = cls._make_user("paula", "service_management.group_planner")
        cls.job = cls._make_waiting()

    @classmethod
    def _make_waiting(cls, **vals):
        """A job of two hours that nobody has planned."""
        return cls._make_job(
            **{
                "date_start": False,
                "employee_ids": False,
                "duration": 2.0,
                "user_id": cls.planner.id,
                "title": "Pump hums",
                **vals,
            }
        )

    @classmethod
    def _make_busy(cls, start, hours, person=None, **vals):
        """A job that somebody has from then on."""
        return cls._make_job(
            date_start=rome(start),
            duration=hours,
            employee_ids=(person or cls.technician).ids,
            **vals,
        )

    def _offered(self, job=None):
        """Days and times that are offered, in words."""
        return {
            day["day"]: [time["text"] for time in day["times"]]
            for day in (job or self.job)._get_offered_days()
        }
