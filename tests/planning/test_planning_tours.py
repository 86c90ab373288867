# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a planner does with mouse and keyboard is what the database says afterwards."""

from datetime import datetime, time, timedelta

from odoo import Command, fields
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPlanningTours(ServiceCommon, HttpCase):
    """Next week of three people who work around the clock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._make_user(
            "planner-tour",
            "service_management.group_planner",
            "service_management.group_contract_manager",
            tz="UTC",
        )
        hours = cls.env["resource.calendar"].create(
            {
                "name": "Around the clock",
                "tz": "UTC",
                "attendance_ids": [
                    Command.create(
                        {
                            "name": str(day),
                            "dayofweek": str(day),
                            "hour_from": 0,
                            "hour_to": 24,
                        }
                    )
                    for day in range(7)
                ],
            }
        )
        technicians = [
            cls._make_user(f"{name}-tour", "service_management.group_technician")
            for name in ("anna", "bruno", "carla")
        ]
        cls.anna, cls.bruno, cls.carla = (
            cls._make_employee(
                user.login.split("-")[0].title(),
                resource_calendar_id=hours.id,
                tz="UTC",
                user_id=user.id,
            )
            for user in technicians
        )
        cls._make_customer("Officine Drawn")
        cls.customer.write({"phone": "+39 0371 555 010", "city": "Lodi"})
        today = fields.Date.today()
        sunday = today - timedelta(days=(today.weekday() + 1) % 7 - 7)
        cls.sunday = datetime.combine(sunday, time())
        cls.jobs = {
            title: cls._make_job(
                title=title,
                date_start=day is not None and cls._moment(day, hour),
                duration=duration,
                employee_ids=[Command.set(people.ids)],
                state="planned" if day is not None else "new",
            )
            for title, people, day, hour, duration in (
                ("Two hours", cls.anna, 1, 9, 2),
                ("Move me", cls.anna, 2, 9, 2),
                ("Stretch me", cls.anna, 3, 9, 2),
                ("Stay here", cls.anna, 4, 13, 2),
                ("Copy me", cls.bruno, 2, 13, 2),
                ("Split me", cls.bruno, 3, 12, 4),
                ("Unplan me", cls.bruno, 5, 13, 2),
                ("Together 1", cls.carla, 2, 9, 2),
                ("Together 2", cls.carla, 3, 9, 2),
                ("In the tray", cls.env["hr.employee"], None, 0, 2),
            )
        }

    @classmethod
    def _moment(cls, day, hour):
        """A time of a day of next week, Sunday being the first."""
        return cls.sunday + timedelta(days=day, hours=hour)

    def _start(self, tour):
        self.start_tour("/odoo/service-planning", tour, login=self.planner.login)
        self.env.invalidate_all()

    def _check(self, title, people, day, hour, hours=2):
        job = self.jobs[title]
        self.assertEqual(job.employee_ids, people, title)
        self.assertEqual(job.date_start, self._moment(day, hour), title)
        self.assertEqual(job.date_end - job.date_start, timedelta(hours=hours), title)

    def test_pointer(self):
        self._start("service_planning_pointer")
        self._check("Move me", self.bruno, 4, 9)
        self._check("Stretch me", self.anna, 3, 9, 3)
        self._check("Stay here", self.anna, 4, 13)
        self._check("Copy me", self.bruno, 2, 13)
        self._check("Split me", self.bruno, 3, 12, 2)
        self._check("In the tray", self.anna, 5, 9)
        self._check("Together 1", self.carla, 3, 9)
        self._check("Together 2", self.carla, 4, 9)
        self.assertFalse(self.jobs["Unplan me"].date_start)
        jobs = self.env["service.intervention"].search(
            [("company_id", "=", self.company.id)]
        )
        known = jobs.browse([job.id for job in self.jobs.values()])
        drawn, copy, half = (jobs - known).sorted("date_start")
        self.assertEqual(drawn.partner_id.name, "Officine Drawn")
        self.assertEqual(drawn.employee_ids, self.carla)
        self.assertEqual(drawn.date_start, self._moment(1, 9))
        self.assertEqual(drawn.duration, 3)
        self.assertEqual((copy.title, half.title), ("Copy me", "Split me"))
        self.assertEqual(copy.employee_ids, self.anna)
        self.assertEqual(copy.date_start, self._moment(3, 13))
        self.assertEqual(half.date_start, self._moment(3, 14))

    def test_keyboard_conflict_refusal_proposal(self):
        with mute_logger("odoo.http"):  # the refusal
            self._start("service_planning_keyboard")
        self._check("Move me", self.bruno, 2, 9.5, 2.5)
        self._check("Stay here", self.anna, 4, 13)
        self._check("Stretch me", self.bruno, 2, 13)
        self._check("Split me", self.bruno, 3, 12, 1)
        proposed = self.jobs["In the tray"]
        self.assertTrue(proposed.date_start)
        self.assertEqual(len(proposed.employee_ids), 1)
        self.assertEqual(proposed.state, "planned")

    def test_who_can_come_map_and_better_times(self):
        near = {"partner_latitude": 45.3, "partner_longitude": 9.5}
        self.customer.write(near)
        site = self._make_customer(
            "Far", parent_id=self.customer.id, **near | {"partner_latitude": 46.3}
        )
        (self.anna | self.bruno).address_id = self.customer
        self.carla.address_id = site
        far = self._make_job(
            title="Far away",
            site_id=site.id,
            date_start=self._moment(5, 13),
            duration=2,
            employee_ids=[Command.set(self.anna.ids)],
            state="planned",
        )
        self._start("service_planning_help")
        self.assertEqual(self.jobs["In the tray"].employee_ids, self.anna)
        self.assertEqual(far.employee_ids, self.carla)

    def test_a_sick_technician_in_two_gestures(self):
        now = fields.Datetime.now()
        quarter = timedelta(minutes=15)
        alone, promised = (
            self._make_job(
                title=title,
                date_start=now - quarter,
                duration=1,
                employee_ids=[Command.set(self.anna.ids)],
                state="planned",
                time_promised=title == "Promised",
            )
            for title in ("Ring the bell", "Promised")
        )
        # nobody else has time for it but Bruno, and all week
        self.carla.service_plannable = False
        self._start("service_planning_absence")
        self.assertEqual(alone.employee_ids, self.bruno)
        self.assertEqual(alone.state, "planned")
        self.assertGreaterEqual(alone.date_start, now)
        self.assertEqual(promised.employee_ids, self.anna)
        self.assertEqual(promised.date_start, now - quarter)
        # sudo: whose time off it is, its managers see
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search([("resource_id", "=", self.anna.resource_id.id)])
        )
        self.assertEqual(len(leaves), 1)
