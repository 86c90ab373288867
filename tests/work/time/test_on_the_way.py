# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Somebody has left for a job: who sees it, what it counts, how it is taken back."""

from datetime import datetime

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...common import ServiceCommon

EIGHT = "2026-03-10 08:00:00"


@tagged("post_install", "-at_install")
class TestOnTheWay(ServiceCommon):
    """Between planned and in progress, from the tap of whoever leaves."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.user
        cls.travel_type = cls.activity_type.copy(
            {"name": "Travel", "is_travel": True, "sequence": 0, "planned_hours": 0}
        )
        cls.customer.service_distance_km = 20
        cls.job = cls._make_job([{"hours": 0.0}])
        cls.job.action_plan()

    def _leave(self, job=None, moment="2026-03-10 07:20:00", user=None):
        job = (job or self.job).with_user(user or self.user)
        with freeze_time(moment):
            job.action_leave()
        return job

    def _find_jobs(self, *domain):
        return self.env["service.intervention"].search([*domain])

    # === ON THE WAY === #

    def test_time_until_the_start_is_travel_time(self):
        job = self._leave()
        self.assertEqual(
            (job.state, job.left_on), ("on_the_way", datetime(2026, 3, 10, 7, 20))
        )
        self._leave(moment="2026-03-10 07:25:00")  # pressed twice
        self.assertFalse(job.charge_ids, "nobody is there yet")
        with freeze_time(EIGHT):
            action = job.action_start_open()
        self.assertEqual((action["res_id"], job.state), (job.id, "in_progress"))
        travel = job.activity_ids.filtered("is_travel")
        self.assertRecordValues(
            travel, [{"state": "done", "employee_id": self.technician.id}]
        )
        self.assertAlmostEqual(travel.hours, 2 / 3, 4)
        self.assertEqual(job.left_on, datetime(2026, 3, 10, 7, 20))
        self.assertEqual(job.charge_ids.mapped("kind"), ["travel"])

    def test_counts_as_open_wherever_jobs_are_found(self):
        job = self._leave().with_env(self.env)
        self.assertTrue(job.is_open and job.responded_on)
        self.assertIn(job, self._find_jobs(("is_open", "=", True)))
        self.assertNotIn(job.id, job._service_gantt_readonly())
        self.assertEqual(job._get_blocks()[0].id, job.id)
        shown = job.get_view(view_type="service_gantt")["arch"]
        self.assertIn("state == 'on_the_way'", shown)
        order = self.env["service.intervention"]._fields["state"].get_values(self.env)
        self.assertEqual(
            order[:4], ["new", "planned", "on_the_way", "in_progress"], "as it happens"
        )

    def test_whoever_plans_is_told_at_once(self):
        self.env.cr.precommit.data.pop("service_gantt", None)
        self._leave()
        collected = self.env.cr.precommit.data["service_gantt"]
        key = ("service.intervention", self.company.id, self.user.id)
        self.assertIn(self.job.id, collected[key])

    def test_route_knows_the_arrival_of_who_has_left(self):
        self._leave()
        jobs = self.env["service.intervention"].with_user(self.user)
        with freeze_time("2026-03-10 07:30:00"):
            (stop,) = jobs.get_route("2026-03-10", self.technician.id)["stops"]
        self.assertEqual(stop["km"], 20)
        self.assertEqual(stop["arrival"], "2026-03-10 07:44:00")
        self.assertFalse(stop["is_late"] or stop["may_leave"])
        self.assertTrue(stop["may_start"])

    def test_travel_timer_of_an_operation_leaves_as_well(self):
        travel = self.env["service.activity"].create(
            {"intervention_id": self.job.id, "activity_type_id": self.travel_type.id}
        )
        travel.with_user(self.user).action_timer_start()
        self.assertEqual(self.job.state, "on_the_way")
        self.job.activity_ids.filtered(lambda one: not one.is_travel).with_user(
            self.user
        ).action_timer_start()
        self.assertEqual((self.job.state, travel.state), ("in_progress", "done"))

    def test_without_time_on_the_way_it_is_known_nevertheless(self):
        self.env["service.activity.type"].search([]).is_travel = False
        self.assertEqual(self._leave().state, "on_the_way")
        planned = self._make_job()
        self._leave(planned, user=self.env.user)
        self.assertEqual(planned.state, "on_the_way", "somebody has called the office")

    def test_only_to_the_customer_and_before_the_work(self):
        workshop = self._make_job(place="workshop")
        with self.assertRaisesRegex(UserError, "customer"):
            workshop.action_leave()
        self.job.action_start()
        with self.assertRaisesRegex(UserError, "In Progress"):
            self._leave()

    # === TAKEN BACK === #

    def test_taken_back_leaves_no_trace(self):
        job = self._leave()
        job.action_turn_back()
        self.assertEqual((job.state, job.left_on), ("planned", False))
        self.assertFalse(job.activity_ids.filtered("is_travel"))

    def test_colleague_is_still_on_the_way(self):
        carl = self._make_user("carl", "service_management.group_technician")
        helper = self._make_employee("Carl", user_id=carl.id)
        self.job.employee_ids = [Command.link(helper.id)]
        job = self._leave()
        self._leave(user=carl)
        job.action_turn_back()
        self.assertEqual(job.state, "on_the_way")
        self.assertEqual(job._get_running_travel().employee_id, helper)
        job.with_user(carl).action_turn_back()
        self.assertEqual(job.state, "planned")

    def test_planner_gives_it_to_somebody_else(self):
        helper = self._make_employee("Carl")
        self._leave()
        self.job.employee_ids = [Command.link(helper.id)]
        self.assertEqual(self.job.state, "on_the_way")
        self.job.employee_ids = [Command.set(helper.ids)]
        self.assertEqual(self.job.state, "on_the_way", "the other one goes on")
        third = self._make_employee("Third")
        self.job.employee_ids = [Command.set(third.ids)]
        self.assertEqual((self.job.state, self.job.left_on), ("planned", False))

    def test_planner_takes_it_off_the_plan(self):
        self._leave()
        self.job.date_start = False
        self.assertEqual(self.job.state, "new")

    def test_given_up_on_the_way(self):
        self._leave()
        self.job.action_cancel("Nobody there")
        self.assertEqual(self.job.state, "cancelled")
        self.assertFalse(self.job.timer_start)

    # === A FOLLOW-UP JOB === #

    def _finish_later(self, job, **vals):
        action = job.action_finish()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        wizard.create({"decision": "follow_up", **vals}).action_confirm()
        return job.return_ids

    def test_follow_up_on_the_same_trip_is_charged_no_travel(self):
        job = self._leave()
        with freeze_time(EIGHT):
            job.action_start()
            job.action_start_travel()  # to fetch a part, and forgotten
        with freeze_time("2026-03-10 09:00:00"):
            later = self._finish_later(
                self.job,
                date_start="2026-03-10 14:00:00",
                employee_ids=[Command.set(self.technician.ids)],
            )
        self.assertEqual(sum(job.activity_ids.mapped("hours")), 2 / 3 + 1)
        self.assertFalse(later.activity_ids.filtered("is_travel"))
        with freeze_time("2026-03-10 14:00:00"):
            later.action_start()
        self.assertFalse(later.charge_ids)

    def test_follow_up_of_nobody_is_on_the_trip_of_who_starts_it(self):
        job = self._leave()
        with freeze_time(EIGHT):
            job.action_start()
            later = self._finish_later(self.job)
            later.user_id = self.user
            later.with_user(self.user).action_start()
        self.assertFalse(later.charge_ids)

    def test_follow_up_of_another_day_is_another_trip(self):
        self.env["service.activity"].create(
            {
                "intervention_id": self.job.id,
                "activity_type_id": self.travel_type.id,
                "planned_hours": 0.5,
            }
        )
        with freeze_time(EIGHT):
            self.job.action_start()
            later = self._finish_later(
                self.job,
                date_start="2026-03-11 08:00:00",
                employee_ids=[Command.set(self.technician.ids)],
            )
        self.assertEqual(later.activity_ids.filtered("is_travel").planned_hours, 0.5)
        with freeze_time("2026-03-11 08:00:00"):
            later.action_start()
        self.assertEqual(later.charge_ids.mapped("kind"), ["travel"])

    # === CAUSE AND REMEDY === #

    def test_cause_and_remedy_are_asked_for_once_there_is_work(self):
        form = Form(self.env["service.intervention"])
        self.assertFalse(form._get_modifier("symptom_id", "invisible"))
        for name in ("cause_id", "remedy_id"):
            self.assertTrue(form._get_modifier(name, "invisible"))
        self.job.action_start()
        for name in ("cause_id", "remedy_id"):
            self.assertFalse(Form(self.job)._get_modifier(name, "invisible"))
