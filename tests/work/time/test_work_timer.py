# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The timer, rounding, breaks, and several people on the same work."""

from datetime import datetime

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ...common import SIGNATURE, ServiceCommon


@tagged("post_install", "-at_install")
class TestWorkTimer(ServiceCommon):
    """Time is measured once, for the person who works."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.user
        cls.job = cls._make_job([{"hours": 0.0}, {"hours": 0.0}])
        cls.activity, cls.other = cls.job.activity_ids

    def _run_timer(self, start, stop, activity=None):
        activity = (activity or self.activity).with_user(self.user)
        with freeze_time(start):
            activity.action_timer_start()
        with freeze_time(stop):
            activity.action_timer_stop()

    # === TIMER === #

    def test_timer_writes_start_end_and_hours(self):
        self._run_timer("2026-03-10 09:00:00", "2026-03-10 10:30:00")
        self.assertRecordValues(
            self.activity,
            [
                {
                    "date_start": datetime(2026, 3, 10, 9),
                    "date_end": datetime(2026, 3, 10, 10, 30),
                    "hours": 1.5,
                    "timer_start": False,
                    "employee_id": self.technician.id,
                    "state": "todo",
                }
            ],
        )

    def test_timer_starts_the_job(self):
        self._run_timer("2026-03-10 09:00:00", "2026-03-10 10:00:00")
        self.assertEqual(self.job.state, "in_progress")

    def test_second_run_adds_and_the_pause_is_a_break(self):
        self._run_timer("2026-03-10 09:00:00", "2026-03-10 10:00:00")
        self._run_timer("2026-03-10 11:00:00", "2026-03-10 11:30:00")
        self.assertEqual(self.activity.hours, 1.5)
        self.assertEqual(self.activity.break_hours, 1.0)
        self.assertEqual(self.activity.date_start, datetime(2026, 3, 10, 9))
        self.assertEqual(self.activity.date_end, datetime(2026, 3, 10, 11, 30))

    def test_timer_adds_to_hours_entered_by_hand(self):
        self.activity.hours = 2.0
        self._run_timer("2026-03-10 11:00:00", "2026-03-10 11:30:00")
        self.assertEqual(self.activity.hours, 2.5)

    def test_second_timer_stops_the_first(self):
        with freeze_time("2026-03-10 09:00:00"):
            self.activity.with_user(self.user).action_timer_start()
        with freeze_time("2026-03-10 09:45:00"):
            self.other.with_user(self.user).action_timer_start()
        self.assertFalse(self.activity.timer_start)
        self.assertEqual(self.activity.hours, 0.75)
        self.assertTrue(self.other.timer_start)
        self.assertEqual(self.job.timer_start, datetime(2026, 3, 10, 9, 45))

    def test_each_person_has_a_timer(self):
        carl = self._make_user("carl", "service_management.group_technician")
        helper = self._make_employee("Carl", user_id=carl.id)
        self.job.employee_ids = [Command.link(helper.id)]
        self.activity.with_user(self.user).action_timer_start()
        self.other.with_user(carl).action_timer_start()
        self.assertTrue(self.activity.timer_start and self.other.timer_start)
        self.assertEqual(self.other.employee_id, helper)

    def test_done_stops_the_timer(self):
        with freeze_time("2026-03-10 09:00:00"):
            self.activity.with_user(self.user).action_timer_start()
        with freeze_time("2026-03-10 10:15:00"):
            self.activity.with_user(self.user).action_done()
        self.assertEqual((self.activity.state, self.activity.hours), ("done", 1.25))
        self.assertEqual(self.activity.timesheet_ids.unit_amount, 1.25)

    def test_finishing_the_job_stops_its_timers(self):
        with freeze_time("2026-03-10 09:00:00"):
            self.activity.with_user(self.user).action_timer_start()
        with freeze_time("2026-03-10 10:00:00"):
            self.job.with_user(self.user).action_done()
        self.assertFalse(self.activity.timer_start)
        self.assertEqual(self.activity.hours, 1.0)

    def test_skipping_counts_no_time(self):
        self.activity.with_user(self.user).action_timer_start()
        self.activity.with_user(self.user).action_skip()
        self.assertFalse(self.activity.timer_start)
        self.assertEqual(self.activity.hours, 0.0)

    def test_forgotten_timer_asks_for_the_hours(self):
        with freeze_time("2026-03-10 09:00:00"):
            self.activity.with_user(self.user).action_timer_start()
        with (
            freeze_time("2026-03-12 09:00:00"),
            self.assertRaisesRegex(UserError, "more than a day"),
        ):
            self.activity.with_user(self.user).action_timer_stop()
        self.activity.with_user(self.user).action_timer_discard()
        self.assertEqual(self.activity.hours, 0.0)

    def test_finished_and_signed_jobs_have_no_timer(self):
        self._finish(self.job)
        with self.assertRaisesRegex(UserError, "finished"):
            self.activity.action_timer_start()
        self.job.write({"signature": SIGNATURE, "signed_by": "Mr Miller"})
        with self.assertRaisesRegex(UserError, "signed"):
            self.activity.write({"break_hours": 1.0})

    def test_hours_of_somebody_else_are_not_added_to(self):
        helper = self._make_employee("Carl")
        self.activity.write({"employee_id": helper.id, "hours": 1.0})
        with self.assertRaisesRegex(UserError, "Carl"):
            self.activity.with_user(self.user).action_timer_start()

    # === TRAVEL === #

    def test_travel_time_is_an_activity_of_its_own(self):
        self.activity_type.copy({"name": "Travel", "is_travel": True, "sequence": 0})
        with freeze_time("2026-03-10 08:00:00"):
            self.job.with_user(self.user).action_start_travel()
        travel = self.job.activity_ids.filtered("is_travel")
        with freeze_time("2026-03-10 08:40:00"):
            self.activity.with_user(self.user).action_timer_start()
        self.assertAlmostEqual(travel.hours, 2 / 3, 4)
        self.assertEqual(travel.state, "done")
        self.assertEqual(travel._get_cover_kind(), "travel")

    def test_travel_time_uses_no_prepaid_hours(self):
        kind = self.activity_type.copy({"is_travel": True})
        contract = self._make_contract(
            included_hours=2.0, labour_coverage=100, travel_coverage=100
        )
        job = self._make_job(
            [{"hours": 2.0}, {"hours": 3.0, "activity_type_id": kind.id}],
            contract_id=contract.id,
        )
        self._finish(job)
        self.assertEqual(job.activity_ids.mapped("coverage"), [100.0, 100.0])
        self.assertEqual(contract.remaining_hours, 0.0)

    # === ROUNDING === #

    def test_measured_time_is_rounded_as_the_type_says(self):
        for method, minutes, measured, hours in (
            ("up", 15, "09:16:00", 0.5),
            ("up", 15, "09:15:00", 0.25),
            ("nearest", 15, "09:20:00", 0.25),
            ("nearest", 15, "09:23:00", 0.5),
            ("up", 30, "09:01:00", 0.5),
            ("nearest", 0, "09:12:00", 0.2),
        ):
            with self.subTest(method=method, minutes=minutes, measured=measured):
                self.activity_type.write(
                    {"time_rounding": minutes, "time_rounding_method": method}
                )
                activity = self._make_job([{"hours": 0.0}]).activity_ids
                self._run_timer(
                    "2026-03-10 09:00:00", f"2026-03-10 {measured}", activity
                )
                self.assertAlmostEqual(activity.hours, hours)

    def test_two_runs_are_rounded_together(self):
        self.activity_type.write({"time_rounding": 30, "time_rounding_method": "up"})
        self._run_timer("2026-03-10 09:00:00", "2026-03-10 09:10:00")
        self._run_timer("2026-03-10 09:30:00", "2026-03-10 09:40:00")
        self.assertEqual(self.activity.hours, 0.5)

    def test_start_end_and_break_give_the_hours(self):
        self.activity.write(
            {
                "date_start": "2026-03-10 08:00:00",
                "date_end": "2026-03-10 17:00:00",
                "break_hours": 1.0,
            }
        )
        self.activity.action_done()
        self.assertEqual(self.activity.hours, 8.0)
        with Form(self.activity) as form:
            form.break_hours = 1.5
        self.assertEqual(self.activity.hours, 7.5)

    # === A DAY HAS 24 HOURS === #

    def test_more_than_a_day_in_a_day_is_refused(self):
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError),
            self.cr.savepoint(),
        ):
            self.activity.hours = 26.0
            self.env.flush_all()
        self.activity.write({"hours": 14.0, "employee_id": self.technician.id})
        self.activity.action_done()
        twin = self._make_job([{"hours": 12.0, "employee_id": self.technician.id}])
        with self.assertRaisesRegex(ValidationError, "26.* hours .*24"):
            twin.activity_ids.action_done()

    def test_another_day_or_person_is_fine(self):
        self.activity.write({"hours": 14.0, "employee_id": self.technician.id})
        with freeze_time("2026-03-10 08:00:00"):
            self.activity.action_done()
        helper = self._make_employee("Carl")
        for vals in (
            {"employee_id": helper.id},
            {"date_start": "2026-03-11 08:00:00", "employee_id": self.technician.id},
        ):
            job = self._make_job([{"hours": 12.0, **vals}])
            with freeze_time(vals.get("date_start", "2026-03-10 08:00:00")):
                job.activity_ids.action_done()
            self.assertEqual(job.activity_ids.state, "done")

    # === SEVERAL PEOPLE === #

    def test_people_added_have_hours_of_their_own(self):
        carl, dora = self._make_employee("Carl"), self._make_employee("Dora")
        self.job.employee_ids = [Command.link(carl.id), Command.link(dora.id)]
        self._run_timer("2026-03-10 09:00:00", "2026-03-10 11:00:00")
        self.activity.action_done()
        wizard = self.env["service.activity.people"].with_user(self.user)
        wizard = wizard.with_context(active_id=self.activity.id).create({})
        self.assertEqual(wizard.employee_ids, carl | dora)
        wizard.action_confirm()
        wizard.action_confirm()
        team = self.activity.search([("team_activity_id", "=", self.activity.id)])
        self.assertEqual(team.employee_id, carl | dora)
        self.assertEqual(team.mapped("hours"), [2.0, 2.0])
        self.assertEqual(
            (team | self.activity).timesheet_ids.employee_id,
            self.technician | carl | dora,
        )
        self.assertEqual(len((team | self.activity).timesheet_ids), 3)
