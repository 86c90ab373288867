# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a job consists of belongs together, and does not vanish with it."""

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_job import JobCommon


@tagged("post_install", "-at_install")
class TestKeptTogether(JobCommon):
    # === DELETING === #

    def test_job_in_work_cannot_be_deleted(self):
        for state in ("planned", "in_progress", "done"):
            with self.subTest(state=state), self.assertRaises(UserError):
                self._make_job(state=state).unlink()

    def test_new_and_cancelled_jobs_can_be_deleted(self):
        for state in ("new", "cancelled"):
            with self.subTest(state=state):
                job = self._make_job([{}], [{}], state=state)
                job.unlink()
                self.assertFalse(job.exists())

    def test_invoiced_work_cannot_be_deleted(self):
        job = self._finish(self._make_job([{}], [{"kind": "fee"}]))
        self._invoice("2026-12-31")
        for work in (job.activity_ids, job.charge_ids):
            with self.subTest(work=work._name), self.assertRaises(UserError):
                work.unlink()

    def test_work_does_not_vanish_with_its_equipment(self):
        job = self._make_job(equipment=self._make_equipment("SN-1"))
        job.activity_ids = [
            Command.create(
                {
                    "activity_type_id": self.activity_type.id,
                    "item_id": job.item_ids.id,
                    "hours": 1.0,
                }
            )
        ]
        self._finish(job)
        self._invoice("2026-12-31")
        with self.assertRaisesRegex(UserError, "invoiced"):
            job.item_ids.unlink()

    def test_parts_do_not_vanish_with_their_job(self):
        self._make_stock(self.part, 5.0)
        job = self._finish(self._make_job(charges=[{}]))
        job.action_reopen("Please")
        job.action_cancel()
        with self.assertRaisesRegex(UserError, "stock"):
            job.unlink()

    def test_part_that_left_the_stock_cannot_be_deleted(self):
        self._make_stock(self.part, 5.0)
        job = self._finish(self._make_job(charges=[{}]))
        with self.assertRaisesRegex(UserError, "stock"):
            job.charge_ids.unlink()

    # === WHAT BELONGS TOGETHER === #

    def test_equipment_of_another_customer_is_refused(self):
        foreign = self._make_equipment(partner_id=self._make_customer("Other").id)
        with self.assertRaises(ValidationError):
            self._make_job(equipment=foreign)

    def test_activity_on_equipment_of_another_job_is_refused(self):
        other = self._make_job(equipment=self._make_equipment("SN-1"))
        with self.assertRaises(ValidationError):
            self._make_job([{"item_id": other.item_ids.id}])

    def test_jobs_are_numbered(self):
        first, second = self._make_job(), self._make_job()
        self.assertNotEqual(first.name, "/")
        self.assertNotEqual(first.name, second.name)

    def test_copy_starts_anew(self):
        job = self._sign(self._make_job(equipment=self._make_equipment("SN-1")))
        copy = job.copy()
        self.assertEqual((copy.state, copy.date_start), ("new", False))
        self.assertFalse(copy.signature or copy.signed_by or copy.signed_on)
        self.assertNotEqual(copy.name, job.name)
        self.assertEqual(copy.item_ids.equipment_id, job.item_ids.equipment_id)
