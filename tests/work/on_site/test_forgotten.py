# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whoever was there is asked for what is forgotten, once, and through no other door."""

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import SIGNATURE, ServiceCommon


@tagged("post_install", "-at_install")
class TestForgotten(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.user

    def _start(self, *activities, **vals):
        job = self._make_job(
            activities, **{"date_start": fields.Datetime.now(), **vals}
        )
        job.action_start()
        return job.with_user(self.user)

    def _codes(self, job):
        return [question["code"] for question in job.get_forgotten()]

    # === WHAT IS ASKED === #

    def test_job_without_anything_is_asked_for_all(self):
        """Made by hand, without a protocol, at a customer of unknown distance."""
        job = self._start()
        self.assertEqual(self._codes(job), ["travel", "parts", "time", "photos"])
        action = job.action_finish()
        self.assertEqual(action["tag"], "service_finish")
        self.assertEqual(job.state, "in_progress")

    def test_nothing_forgotten_nothing_asked(self):
        self.customer.service_distance_km = 25.0
        job = self._start({"hours": 1.0})
        job.activity_ids.action_done()
        job.charge_ids = [Command.create({"product_id": self.part.id})]
        job.photo_ids = [Command.create({"name": "a.png", "datas": SIGNATURE})]
        self.assertEqual(self._codes(job), [])
        action = job.action_finish()
        self.assertEqual(job.state, "done")
        self.assertEqual(action["res_model"], "service.intervention", "to be signed")

    def test_each_is_asked_only_where_it_can_be(self):
        self.assertNotIn("travel", self._codes(self._start(place="workshop")))
        remote = self._start({}, place="remote")
        self.assertEqual(self._codes(remote), ["operations"])
        remote.action_all_done()
        self.assertFalse(remote.action_finish(), "nobody is there to sign")
        self.assertEqual(remote.state, "done")

    def test_way_that_is_free_is_not_asked_for(self):
        self.customer.service_distance_km = 5.0
        self.company.service_free_km = 10.0
        self.assertNotIn("travel", self._codes(self._start()))

    def test_way_that_a_colleague_charged_is_not_asked_for(self):
        self._start().action_add_travel(25.0)
        self.assertNotIn("travel", self._codes(self._start()))

    def test_the_office_is_not_asked_what_it_cannot_know(self):
        job = self._start({}).with_user(
            self._make_user("planner", "service_management.group_planner")
        )
        job.activity_ids.action_done()
        self.assertFalse(job.action_finish())
        self.assertEqual(job.state, "done")

    # === ANSWERS === #

    def test_no_is_not_asked_again(self):
        job = self._start()
        for code in ("travel", "parts", "time", "photos"):
            job.write({f"without_{code}": True})
            self.assertNotIn(code, self._codes(job))
        job.action_finish()
        job.sudo().action_reopen("A mistake")
        self.assertEqual(self._codes(job), [])

    def test_answers_are_ordinary_records(self):
        job = self._start()
        job.action_add_travel(12.5)
        job.action_add_time(1.5)
        self.assertRecordValues(
            job.charge_ids,
            [
                {
                    "kind": "travel",
                    "quantity": 12.5,
                    "product_id": self.travel_product.id,
                }
            ],
        )
        self.assertRecordValues(
            job.activity_ids,
            [{"state": "done", "hours": 1.5, "employee_id": self.technician.id}],
        )
        self.assertEqual(
            sum(job.sudo().activity_ids.timesheet_ids.mapped("unit_amount")), 1.5
        )

    def test_answered_twice_is_answered_once(self):
        job = self._start()
        for _twice in range(2):
            job.action_add_travel(12.5)
            job.action_add_time(1.5)
        self.assertEqual(len(job.charge_ids), 1)
        self.assertEqual(len(job.activity_ids), 1)

    def test_time_goes_to_what_was_done_without_any(self):
        job = self._start({"planned_hours": 1.0}, {"planned_hours": 2.0})
        job.activity_ids.action_done()
        job.activity_ids.hours = 0.0
        question = next(one for one in job.get_forgotten() if one["code"] == "time")
        self.assertEqual(question["hours"], 3.0)
        job.action_add_time(1.5)
        self.assertEqual(job.activity_ids.mapped("hours"), [0.5, 1.0])

    def test_all_done_judges_no_check(self):
        job = self._start(
            {"check_type": "done"},
            {"check_type": "pass_fail"},
            {"check_type": "measure"},
            {"check_type": "photo"},
        )
        job.action_all_done()
        states = job.activity_ids.mapped("state")
        self.assertEqual(states, ["done", "todo", "todo", "todo"])

    # === NO SECOND DOOR === #

    def test_rules_of_finishing_hold(self):
        job = self._start(
            {"name": "Pressure", "check_type": "measure", "required": True}
        )
        with self.assertRaisesRegex(UserError, "Pressure"):
            job.action_finish_answered()
        job.activity_ids.action_timer_start()
        job.activity_ids.write({"check_value": 0.0, "hours": 1.0})
        job.activity_ids.action_done()
        job.action_finish_answered()
        self.assertEqual(job.state, "done")
        self.assertFalse(job.timer_start)
        self.assertRaises(UserError, job.action_finish_answered)
        self.assertRaises(UserError, job.action_add_travel, 10.0)
        self.assertRaises(UserError, job.action_add_time, 1.0)

    # === THE SIGNER === #

    def test_signer_is_proposed(self):
        job = self._start()
        self.assertFalse(job.signer_name)
        anna = self._make_customer("Anna", parent_id=self.customer.id)
        job.invalidate_recordset()
        self.assertEqual(job.signer_name, "Anna")
        self._make_customer("Bruno", parent_id=self.customer.id)
        job.invalidate_recordset()
        self.assertFalse(job.signer_name, "one of two is not guessed")
        job.contact_id = anna
        self.assertEqual(job.signer_name, "Anna")

    def test_amount_is_shown_only_where_the_report_shows_it(self):
        job = self._start({"hours": 1.0})
        job.activity_ids.action_done()
        self.assertNotIn("80.00", job.signing_overview)
        self.company.service_report_prices = True
        job.invalidate_recordset()
        self.assertIn("80.00", job.signing_overview)
