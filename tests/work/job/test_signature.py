# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 10: a signed report is a record."""

from datetime import datetime

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import SIGNATURE
from .common_job import JobCommon


@tagged("post_install", "-at_install")
class TestSignature(JobCommon):
    def test_only_a_finished_job_can_be_signed(self):
        job = self._make_job()
        with self.assertRaises(UserError):
            job.signature = SIGNATURE
        self.assertFalse(job.signed_on)

    def test_signing_notes_the_time(self):
        job = self._finish(self._make_job())
        with freeze_time("2026-03-10 16:00:00"):
            job.write({"signature": SIGNATURE, "signed_by": "Mr Miller"})
        self.assertEqual(job.signed_on, datetime(2026, 3, 10, 16))

    def test_signed_work_cannot_be_changed(self):
        job = self._sign(self._make_job([{}], [{"kind": "fee"}]))
        for user in (self.tech_user, self.planner, self.env.user):
            activity = job.activity_ids.with_user(user)
            charge = job.charge_ids.with_user(user)
            for change in (
                lambda one=activity: one.write({"hours": 9}),
                lambda one=activity: one.write({"check_text": "Other"}),
                lambda one=activity: one.action_reset(),
                lambda one=activity: one.unlink(),
                lambda one=activity: one.copy(),
                lambda one=charge: one.write({"quantity": 9}),
                lambda one=charge: one.unlink(),
                lambda one=charge: one.copy(),
            ):
                with self.subTest(user=user.login):
                    self.assertRaisesRegex(UserError, "signed", change)

    def test_signed_report_cannot_be_changed(self):
        job = self._sign(self._make_job(equipment=self._make_equipment("SN-1")))
        for user in (self.tech_user, self.planner, self.env.user):
            for name, value in {
                "signature": False,
                "signed_by": "Somebody else",
                "signed_on": False,
                "state": "in_progress",
                "employee_ids": False,
                "date_start": "2026-03-11 08:00:00",
                "item_ids": [Command.clear()],
            }.items():
                with (
                    self.subTest(user=user.login, field=name),
                    self.assertRaisesRegex(UserError, "signed"),
                ):
                    job.with_user(user).write({name: value})

    def test_equipment_of_a_signed_report_cannot_be_removed(self):
        job = self._sign(self._make_job(equipment=self._make_equipment("SN-1")))
        with self.assertRaisesRegex(UserError, "signed"):
            job.item_ids.unlink()

    def test_price_of_signed_work_may_still_change(self):
        job = self._sign(self._make_job([{}]))
        job.activity_ids.discount = 10
        self.assertEqual(job.activity_ids.coverage, 10.0)

    def test_only_a_manager_opens_a_signed_report_again(self):
        job = self._sign(self._make_job([{}]))
        for user in (self.tech_user, self.planner):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                job.with_user(user).action_reopen("Please")
        manager = self._make_user("manager", "service_management.group_manager")
        self.env["service.intervention.reopen"].with_user(manager).create(
            {"intervention_id": job.id, "reason": "Wrong hours"}
        ).action_confirm()
        self.assertEqual(job.state, "in_progress")
        self.assertFalse(job.signature)
        self.assertFalse(job.signed_by)
        self.assertFalse(job.signed_on)
        self.assertIn("Wrong hours", job.message_ids[0].body)
        job.activity_ids.hours = 2.0

    def test_job_that_is_not_signed_can_be_opened_again_by_its_technician(self):
        job = self._finish(self._make_job([{}]))
        job.with_user(self.tech_user).action_reopen("Forgot a part")
        self.assertEqual(job.state, "in_progress")

    def test_invoiced_job_cannot_be_opened_again(self):
        job = self._finish(self._make_job([{}]))
        self._invoice("2026-12-31")
        with self.assertRaisesRegex(UserError, "invoiced"):
            job.action_reopen("Please")
