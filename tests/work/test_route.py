# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The way of one person from job to job on a day."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...tools.distance import road_km
from ..common import ServiceCommon

BASE, NEAR, FAR = (45.46, 9.19), (45.50, 9.20), (45.70, 9.67)


@tagged("post_install", "-at_install")
class TestRoute(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Europe/Rome"
        cls.env.user.tz = "Pacific/Auckland"
        cls._place(cls.company.partner_id, BASE)
        cls.near = cls._place(cls._make_customer("Near", service_distance_km=9), NEAR)
        cls.far = cls._place(cls._make_customer("Far", service_distance_km=50), FAR)
        cls.unknown = cls._make_customer("Unknown")
        cls.user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.user

    @classmethod
    def _place(cls, partner, coordinates):
        partner.partner_latitude, partner.partner_longitude = coordinates
        return partner

    def _visit(self, partner, start, duration=1.0, **vals):
        return self._make_job(
            partner_id=partner.id,
            date_start=f"2026-03-10 {start}:00",
            duration=duration,
            **vals,
        )

    def _route(self, day="2026-03-10", person=None, user=None):
        jobs = self.env["service.intervention"].with_user(user or self.env.user)
        return jobs.get_route(day, (person or self.technician).id)

    def test_in_order_with_the_way_between(self):
        second = self._visit(self.far, "10:00")
        first = self._visit(self.near, "08:00")
        route = self._route()
        self.assertEqual([stop["id"] for stop in route["stops"]], [first.id, second.id])
        ways = [road_km(BASE, NEAR), road_km(NEAR, FAR)]
        for stop, way in zip(route["stops"], ways, strict=True):
            self.assertAlmostEqual(stop["km"], way)
        self.assertAlmostEqual(route["back"], road_km(FAR, BASE))
        self.assertAlmostEqual(route["km"], sum(ways) + route["back"])
        self.assertTrue(route["is_complete"])

    def test_arrival_is_the_end_before_and_the_way(self):
        """56 km at 50 km/h are 67 minutes."""
        self._visit(self.near, "08:00")
        self._visit(self.far, "10:00")
        first, second = self._route()["stops"]
        self.assertFalse(first["arrival"])
        self.assertTrue(first["leave"].startswith("2026-03-10 07:52"), first["leave"])
        self.assertTrue(second["arrival"].startswith("2026-03-10 10:06"), second)
        self.assertTrue(second["is_late"])

    def test_in_time(self):
        self._visit(self.near, "08:00")
        self._visit(self.far, "10:30")
        self.assertFalse(any(stop["is_late"] for stop in self._route()["stops"]))

    def test_kilometres_of_the_customer_when_coordinates_are_unknown(self):
        self.unknown.service_distance_km = 33
        self._visit(self.unknown, "08:00")
        route = self._route()
        self.assertEqual(route["stops"][0]["km"], 33)
        self.assertEqual(route["km"], 66)

    def test_nobody_knows_how_far(self):
        self._visit(self.unknown, "08:00")
        route = self._route()
        self.assertIsNone(route["stops"][0]["km"])
        self.assertFalse(route["is_complete"])

    def test_no_way_to_the_same_site_nor_to_remote_work(self):
        self._visit(self.near, "08:00")
        self._visit(self.far, "09:00", place="remote")
        self._visit(self.near, "10:00")
        self.assertEqual(
            [stop["km"] for stop in self._route()["stops"]][1:], [0.0, 0.0]
        )

    def test_workshop_is_at_the_company(self):
        self._visit(self.near, "08:00", place="workshop")
        self._visit(self.near, "10:00")
        first, second = self._route()["stops"]
        self.assertEqual(first["km"], 0.0)
        self.assertFalse(first["url"])
        self.assertAlmostEqual(second["km"], road_km(BASE, NEAR))

    def test_map_of_one_stop_and_of_all(self):
        self.unknown.write({"street": "Via Roma 1", "city": "Milano"})
        self._visit(self.near, "08:00")
        self._visit(self.unknown, "10:00")
        route = self._route()
        self.assertIn("45.5,9.2", route["stops"][0]["url"])
        self.assertIn("waypoints=45.5%2C9.2", route["url"])
        self.assertIn("destination=Via+Roma+1", route["url"])

    def test_no_map_without_places(self):
        self._visit(self.near, "08:00", place="remote")
        self.assertFalse(self._route()["url"])
        self.assertFalse(self._route("2026-03-11")["url"])

    def test_day_of_the_company(self):
        """23:30 in UTC is half past midnight of the next day in Rome."""
        job = self._visit(self.near, "23:30")
        self.assertFalse(self._route("2026-03-10")["stops"])
        (stop,) = self._route("2026-03-11")["stops"]
        self.assertEqual(stop["id"], job.id)

    def test_day_on_which_the_clock_changes(self):
        """Sunday, 2026-03-29 has 23 hours in Rome, from 23:00 to 22:00 in UTC."""
        self._make_job(date_start="2026-03-28 22:00:00")
        job = self._make_job(date_start="2026-03-29 21:00:00")
        self._make_job(date_start="2026-03-29 22:00:00")
        (stop,) = self._route("2026-03-29")["stops"]
        self.assertEqual(stop["id"], job.id)

    def test_only_work_to_do(self):
        self._visit(self.near, "08:00").action_cancel()
        self.assertFalse(self._route()["stops"])

    def test_technician_sees_the_own_route(self):
        carl = self._make_employee("Carl")
        self._visit(self.near, "08:00", employee_ids=[Command.set(carl.ids)])
        own = self._visit(self.near, "10:00")
        route = self._route(person=carl, user=self.user)
        self.assertEqual(route["employee_id"], self.technician.id)
        self.assertEqual([one["id"] for one in route["people"]], self.technician.ids)
        self.assertEqual([stop["id"] for stop in route["stops"]], own.ids)

    def test_planner_chooses_a_person(self):
        planner = self._make_user("paula", "service_management.group_planner")
        carl = self._make_employee("Carl")
        job = self._visit(self.near, "08:00", employee_ids=[Command.set(carl.ids)])
        route = self._route(person=carl, user=planner)
        self.assertEqual([stop["id"] for stop in route["stops"]], job.ids)
        self.assertLessEqual(
            {carl.id, self.technician.id}, {one["id"] for one in route["people"]}
        )

    def test_planner_begins_with_somebody_who_has_a_job(self):
        planner = self._make_user("paula", "service_management.group_planner")
        self._make_employee("Paula", user_id=planner.id)
        self._visit(self.near, "08:00")
        jobs = self.env["service.intervention"].with_user(planner)
        self.assertEqual(
            jobs.get_route("2026-03-10")["employee_id"], self.technician.id
        )

    def test_user_who_is_nobody(self):
        nobody = self._make_user("nobody", "service_management.group_technician")
        route = self._route(user=nobody)
        self.assertFalse(route["employee_id"])
        self.assertFalse(route["stops"])

    def test_day_that_is_none(self):
        with self.assertRaisesRegex(UserError, "is not a date"):
            self._route("tomorrow")

    def test_queries_do_not_grow_with_the_stops(self):
        def stops(number):
            for hour in range(number):
                self._visit(self._make_customer(f"C{hour}"), f"{hour + 1:02}:00", 0.5)

        stops(2)
        self._route()
        few = self._count_queries(self._route)
        stops(12)
        many = self._count_queries(self._route)
        self.assertLessEqual(many, few)
