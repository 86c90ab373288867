# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Customers choose among the free times of people; nobody is promised twice."""

from datetime import datetime, timedelta

from freezegun import freeze_time
from psycopg2.errors import CheckViolation

from odoo.tests import tagged
from odoo.tools import mute_logger

from ...tools.local_time import get_zone
from ...tools.windows import iter_half_days, iter_hours
from ..common import ServiceCommon
from .common_appointments import ROME, AppointmentsMixin, key, rome

BOTH = ["morning", "afternoon"]
TUESDAY_MORNING, TUESDAY_NOON = "2026-03-03T00:00", "2026-03-03T13:00"


@tagged("post_install", "-at_install")
class TestAppointments(AppointmentsMixin, ServiceCommon):
    # === WHAT IS OFFERED === #

    def test_half_days(self):
        self.assertEqual(
            self._offered(),
            {
                "Tomorrow": BOTH,
                "Wed, Mar 4": BOTH,
                "Thu, Mar 5": BOTH,
                "Fri, Mar 6": BOTH,
            },
        )

    def test_hours(self):
        self.company.write(
            {"service_appointment_kind": "hour", "service_appointment_days": 1}
        )
        self._make_busy("2026-03-03T13:00", 2)
        times = ["9:00 AM", "10:00 AM", "3:00 PM"]
        offered = [
            time.replace("\N{NARROW NO-BREAK SPACE}", " ")
            for time in self._offered()["Tomorrow"]
        ]
        self.assertEqual(offered, times)

    def test_proposals_keep_what_was_promised(self):
        self.job._by_server().write(
            {
                "appointment_start": rome("2026-03-04T13:00"),
                "appointment_end": rome("2026-03-04T17:00"),
            }
        )
        answer = self.job.with_user(self.planner).service_gantt_propose(
            self.job.ids,
            key("2026-03-02T08:00"),
            key("2026-03-07T00:00"),
            {"date_start": "date_start", "date_stop": "date_end", "plan": True},
        )
        (change,) = answer["changes"]
        self.assertEqual(change["new"]["date_start"], key("2026-03-04T13:00"))

    def test_not_sooner_than_the_limit(self):
        self.company.service_appointment_notice = 30  # until Tuesday, 15:00
        self.assertEqual(self._offered()["Tomorrow"], ["afternoon"])
        self.company.service_appointment_notice = 32
        self.assertNotIn("Tomorrow", self._offered())
        self.company.service_appointment_notice = 1000
        self.assertFalse(self._offered())

    def test_only_who_can_do_it_and_is_free(self):
        self._make_busy("2026-03-03T08:00", 4)
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "resource_id": self.technician.resource_id.id,
                "company_id": self.company.id,
                "date_from": rome("2026-03-04T00:00"),
                "date_to": rome("2026-03-05T00:00"),
            }
        )
        offered = self._offered()
        self.assertEqual(offered["Tomorrow"], ["afternoon"])
        self.assertNotIn("Wed, Mar 4", offered)
        skill = self.env["service.skill"].create({"name": "Gas"})
        self.activity_type.required_skill_ids = skill
        self.job.activity_ids = [
            (0, 0, {"activity_type_id": self.activity_type.id, "planned_hours": 1})
        ]
        self.assertFalse(self._offered())
        able = self._make_employee(
            "Able", service_plannable=True, service_skill_ids=skill.ids
        )
        able.write({"tz": "Europe/Rome", "resource_calendar_id": self.calendar.id})
        self.assertEqual(self._offered()["Wed, Mar 4"], BOTH)

    def test_the_way_between_sites_takes_time(self):
        self.company.write(
            {"service_appointment_kind": "hour", "service_appointment_days": 1}
        )
        far = self._make_customer(
            "Far", partner_latitude=45.0, partner_longitude=9.0, country_id=False
        )
        self.customer.write({"partner_latitude": 45.0, "partner_longitude": 10.0})
        self._make_busy("2026-03-03T08:00", 2, partner_id=far.id)
        offered = self._offered()["Tomorrow"]
        self.assertNotIn("10:00", "".join(offered))

    def test_the_clock_is_that_of_the_site(self):
        self.customer.country_id = self.env.ref("base.jp")  # eight hours ahead
        self.assertEqual(self._offered()["Wed, Mar 4"], ["afternoon"])
        self.job._choose_appointment("2026-03-04 04:00:00")
        self.assertEqual(self.job.date_start, rome("2026-03-04T08:00"))

    def test_who_may_choose(self):
        self.assertTrue(self.job._may_choose_appointment())
        for values in (
            {"place": "workshop"},
            {"active": False},
            {"date_start": rome("2026-03-04T08:00"), "employee_ids": self.technician},
        ):
            with self.subTest(values=values):
                self.assertFalse(self._make_waiting(**values)._may_choose_appointment())
        cancelled = self._make_waiting()
        cancelled.action_cancel()
        self.assertFalse(cancelled._may_choose_appointment())
        self.company.service_appointments = False
        self.assertFalse(self.job._may_choose_appointment())
        self.assertFalse(self.job._hold_appointment(key(TUESDAY_MORNING)))
        self.assertFalse(self.job._choose_appointment(key(TUESDAY_MORNING)))

    def test_settings_that_make_no_sense(self):
        for name, value in (
            ("service_appointment_days", 0),
            ("service_appointment_days", 61),
            ("service_appointment_notice", -1),
        ):
            with (
                self.subTest(name=name, value=value),
                mute_logger("odoo.sql_db"),
                self.assertRaises(CheckViolation),
                self.env.cr.savepoint(),
            ):
                self.company[name] = value
                self.env.flush_all()

    # === HOLDING === #

    def _propose(self, jobs):
        model = self.env["service.intervention"].with_user(self.planner)
        return model.service_gantt_propose(
            jobs.ids,
            str(rome("2026-03-03T08:00")),
            str(rome("2026-03-03T12:00")),
            {"date_start": "date_start", "date_stop": "date_end", "plan": True},
        )

    def test_what_is_held_is_offered_to_nobody_else(self):
        other = self._make_waiting()
        self.assertTrue(self.job._hold_appointment(key(TUESDAY_MORNING)))
        self.assertEqual(self._offered(other)["Tomorrow"], ["afternoon"])
        self.assertEqual(self._offered()["Tomorrow"], BOTH)
        self.assertFalse(other._hold_appointment(key(TUESDAY_MORNING)))
        self.assertFalse(other._choose_appointment(key(TUESDAY_MORNING)))
        proposed = self._propose(other)
        self.assertFalse(proposed["changes"])
        together = self._propose(self.job | other)
        self.assertFalse(together["changes"], "held for one of those that are planned")
        # ten minutes later
        with freeze_time("2026-03-02 08:10:01"):
            self.assertEqual(self._offered(other)["Tomorrow"], BOTH)
            self.assertFalse(self.job._get_hold())
            self.env["service.appointment.hold"].sudo()._gc_expired()
        self.assertFalse(self.env["service.appointment.hold"].search([]))

    def test_one_time_is_held_for_a_job(self):
        self.job._hold_appointment(key(TUESDAY_MORNING))
        self.job._hold_appointment(key(TUESDAY_NOON))
        hold = self.job._get_hold()
        self.assertEqual(hold.window_start, rome(TUESDAY_NOON))
        self.job._release_hold()
        self.assertFalse(self.job._get_hold())

    def test_keys_that_were_not_offered(self):
        for wrong in (
            "",
            "now",
            "2026-03-02 08:00:00",
            "2026-03-08 00:00:00",
            "9999-99-99",
            None,
        ):
            with self.subTest(key=wrong):
                self.assertFalse(self.job._hold_appointment(wrong))
                self.assertFalse(self.job._choose_appointment(wrong))
        self.assertEqual(self.job.state, "new")

    # === CHOOSING === #

    def test_choosing(self):
        user = self._make_user("tess", "service_management.group_technician")
        self.technician.user_id = user
        self.job.activity_ids = [(0, 0, {"activity_type_id": self.activity_type.id})]
        self.job._hold_appointment(key(TUESDAY_MORNING))
        self.assertTrue(self.job._choose_appointment(key(TUESDAY_MORNING)))
        self.assertEqual(self.job.state, "planned")
        self.assertEqual(self.job.employee_ids, self.technician)
        self.assertEqual(self.job.date_start, rome("2026-03-03T09:00"))
        self.assertEqual(self.job.activity_ids.employee_id, self.technician)
        self.assertTrue(self.job.time_promised)
        self.assertFalse(self.job._get_hold())
        words = "Planned for tomorrow, morning"
        self.assertEqual(self.job._get_customer_state(), words)
        # the planner sees it, the technician is told
        self.assertEqual(self.job.appointment_text, "tomorrow, morning")
        self.assertTrue(self.job.is_appointment_kept)
        message = self.job.message_ids.filtered("partner_ids")
        self.assertIn("appointment: Tuesday, March 3, 2026, morning", message.body)
        self.assertEqual(message.partner_ids, self.planner.partner_id)
        self.assertTrue(message.subtype_id.internal)
        news = self.env["service.plan.news"].sudo().search([])
        self.assertEqual(news.intervention_id, self.job)
        self.assertEqual(news.employee_id, self.technician)

    def test_what_the_planner_moves(self):
        self.job._choose_appointment(key(TUESDAY_MORNING))
        self.job.date_start = rome("2026-03-03T10:30")
        self.assertTrue(self.job.is_appointment_kept)
        self.assertIn("tomorrow, morning", self.job._get_customer_state())
        self.job.date_start = rome("2026-03-04T10:30")
        self.assertFalse(self.job.is_appointment_kept)
        self.assertEqual(self.job.appointment_text, "tomorrow, morning")
        self.assertIn("10:30", self.job._get_customer_state())

    def test_the_planner_is_faster(self):
        self.job._hold_appointment(key(TUESDAY_MORNING))
        self.job.write(
            {"date_start": rome("2026-03-04T10:00"), "employee_ids": self.technician}
        )
        self.assertFalse(self.job._choose_appointment(key(TUESDAY_MORNING)))
        self.assertEqual(self.job.date_start, rome("2026-03-04T10:00"))

    def test_the_time_is_taken_while_it_is_held(self):
        self.job._hold_appointment(key(TUESDAY_MORNING))
        self._make_busy("2026-03-03T08:00", 4)
        self.assertFalse(self.job._choose_appointment(key(TUESDAY_MORNING)))
        self.assertEqual(self.job.state, "new")
        self.assertTrue(self.job._choose_appointment(key(TUESDAY_NOON)))

    def test_the_technician_leaves_while_it_is_held(self):
        other = self._make_employee("Otto", service_plannable=True)
        other.write({"tz": "Europe/Rome", "resource_calendar_id": self.calendar.id})
        hold = self.job._hold_appointment(key(TUESDAY_MORNING))
        hold.employee_ids.action_archive()
        self.assertTrue(self.job._choose_appointment(key(TUESDAY_MORNING)))
        self.assertEqual(len(self.job.employee_ids), 1)
        self.assertTrue(self.job.employee_ids.active)

    def test_the_job_is_cancelled_while_it_is_held(self):
        self.job._hold_appointment(key(TUESDAY_MORNING))
        self.job.action_cancel()
        self.assertFalse(self.job._choose_appointment(key(TUESDAY_MORNING)))
        self.assertEqual(self.job.state, "cancelled")

    # === MOVING AND CANCELLING === #

    def test_moving(self):
        self.job.activity_ids = [(0, 0, {"activity_type_id": self.activity_type.id})]
        self.job._choose_appointment(key("2026-03-04T00:00"))
        self.assertEqual(self._offered()["Wed, Mar 4"], BOTH, "its own time is free")
        self.assertTrue(self.job._choose_appointment(key("2026-03-05T13:00")))
        self.assertEqual(self.job.date_start, rome("2026-03-05T13:00"))
        self.assertEqual(self.job.activity_ids.date_start, self.job.date_start)
        text = self.job.message_ids[0].body
        self.assertIn("from Wednesday, March 4, 2026, morning to Thursday", text)

    def test_a_planned_job_stays_with_its_people(self):
        other = self._make_employee("Otto", service_plannable=True)
        other.write({"tz": "Europe/Rome", "resource_calendar_id": self.calendar.id})
        self.job.write({"date_start": rome("2026-03-04T10:00"), "employee_ids": other})
        self.job.action_plan()
        self.assertTrue(self.job._choose_appointment(key("2026-03-05T13:00")))
        self.assertEqual(self.job.employee_ids, other)
        self.assertTrue(self.job._give_up_appointment())
        self.assertFalse(self.job.employee_ids)

    def test_cancelling(self):
        self.job._choose_appointment(key("2026-03-04T00:00"))
        self.assertTrue(self.job._give_up_appointment())
        self.assertEqual(self.job.state, "new")
        self.assertFalse(self.job.date_start or self.job.date_end)
        self.assertFalse(self.job.employee_ids or self.job.appointment_text)
        self.assertFalse(self.job.time_promised)
        self.assertIn("cancelled the appointment", self.job.message_ids[0].body)
        self.assertEqual(self.job._get_customer_state(), "Received")

    def test_too_late(self):
        self.job._choose_appointment(key("2026-03-04T00:00"))  # 8:00
        with freeze_time(rome("2026-03-03T08:01")):
            self.assertFalse(self.job._may_choose_appointment())
            self.assertFalse(self.job._choose_appointment(key("2026-03-05T13:00")))
            self.assertFalse(self.job._give_up_appointment())
        self.assertEqual(self.job.state, "planned")
        with freeze_time(rome("2026-03-03T08:00")):
            self.assertTrue(self.job._give_up_appointment())


@tagged("post_install", "-at_install")
class TestWindows(ServiceCommon):
    """Half-days and hours by the clock on the wall, also where it changes."""

    def test_clock_change(self):
        day = datetime(2026, 3, 28, 23), datetime(2026, 3, 29, 22)
        morning, afternoon = iter_half_days(*day, ROME)
        self.assertEqual(morning.end - morning.start, timedelta(hours=12))
        self.assertEqual(afternoon.end - afternoon.start, timedelta(hours=11))
        self.assertEqual(len(list(iter_hours(*day, ROME))), 23)

    def test_each_moment_is_in_one_half_day(self):
        start, end = datetime(2026, 1, 1), datetime(2027, 1, 1)
        for zone in (ROME, get_zone("America/Sao_Paulo"), get_zone("Asia/Tokyo")):
            windows = list(iter_half_days(start, end, zone))
            self.assertLessEqual(windows[0].start, start)
            self.assertGreaterEqual(windows[-1].end, end)
            for one, following in zip(windows, windows[1:], strict=False):
                self.assertEqual(one.end, following.start)
            self.assertTrue(all(window.is_half_day for window in windows))
