# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a planner does on the plan reaches the jobs, or says why it does not."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.fields import Datetime
from odoo.tests import tagged

from ..common import ServiceCommon
from .common_planning import OPTIONS

NINE, TEN, NOON = (f"2026-03-10 {hour}:00:00" for hour in ("08", "09", "11"))


@tagged("post_install", "-at_install")
class TestPlanningWrite(ServiceCommon):
    today = "2026-03-02 09:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        calendar = cls.env["resource.calendar"].create(
            {
                "name": "40 hours",
                "tz": "Europe/Rome",
                "company_id": cls.company.id,
            }
        )
        cls.technician.write({"tz": "Europe/Rome", "resource_calendar_id": calendar.id})
        cls.colleague = cls._make_employee(
            "Carl", tz="Europe/Rome", resource_calendar_id=calendar.id
        )
        cls.planner = cls._make_user("planner", "service_management.group_planner")
        cls.jobs = cls.env["service.intervention"]

    def _write(self, *changes, user=None, **kwargs):
        jobs = self.jobs.with_user(user or self.planner)
        result = jobs.service_gantt_write(list(changes), OPTIONS, **kwargs)
        self.env.invalidate_all()
        return result

    def _shown(self, job, *names):
        """Values of a job as the browser knows them."""
        return {
            name: (
                job[name].ids
                if name == "employee_ids"
                else Datetime.to_string(job[name]) or False
            )
            for name in names or ("date_start", "date_end", "employee_ids")
        }

    def _change(self, job, **new):
        return {"id": job.id, "old": self._shown(job, *new), "new": new}

    # === MOVES === #

    def test_move_keeps_the_duration(self):
        job = self._make_job(duration=1.5)
        result = self._write(self._change(job, date_start=TEN))
        self.assertTrue(result["saved"])
        self.assertEqual(job.duration, 1.5)
        self.assertEqual(str(job.date_end), "2026-03-10 10:30:00")
        (values,) = result["records"]
        self.assertEqual(values["date_end"], "2026-03-10 10:30:00")

    def test_resize_changes_the_duration(self):
        job = self._make_job(duration=1.0)
        self._write(self._change(job, date_end=NOON))
        self.assertEqual(job.duration, 3.0)
        self.assertEqual(str(job.date_start), NINE)

    def test_drop_on_a_person_and_time_plans(self):
        job = self._make_job(
            [{"hours": 0}], date_start=False, employee_ids=[Command.clear()]
        )
        new = {
            "date_start": NINE,
            "date_end": TEN,
            "employee_ids": self.colleague.ids,
        }
        result = self._write(self._change(job, **new))
        self.assertEqual(job.state, "planned")
        self.assertEqual(job.employee_ids, self.colleague)
        self.assertEqual(job.activity_ids.employee_id, self.colleague)
        self.assertEqual(result["records"][0]["state"], "planned")

    def test_unplan_and_undo(self):
        job = self._make_job(duration=2.0)
        job.action_plan()
        change = self._change(job, date_start=False, date_end=False)
        self._write(change)
        self.assertEqual((job.state, job.date_start), ("new", False))
        self.assertEqual(job.duration, 2.0)
        self._write({"id": job.id, "old": change["new"], "new": change["old"]})
        self.assertEqual((job.state, str(job.date_start)), ("planned", NINE))
        self.assertEqual(job.duration, 2.0)

    def test_many_moves_are_one_transaction(self):
        job, other = self._make_job(), self._make_job(date_start=NOON)
        bad = self._change(other, date_start=NOON, date_end=NINE)
        with self.assertRaisesRegex(UserError, "must end after it starts"):
            self._write(self._change(job, date_start=TEN), bad)
        self.assertEqual(str(job.date_start), NINE)

    # === REFUSED === #

    def test_moved_by_somebody_else(self):
        job = self._make_job()
        change = self._change(job, date_start=TEN)
        rival = self._make_user("rival", "service_management.group_planner")
        theirs = job.with_user(rival)
        theirs.date_start = NOON
        theirs.env.flush_all()
        with self.assertRaisesRegex(UserError, "changed by rival"):
            self._write(change)
        self.assertEqual(str(job.date_start), NOON)

    def test_people_changed_by_somebody_else(self):
        job = self._make_job()
        change = self._change(job, employee_ids=[])
        job.employee_ids = self.colleague
        with self.assertRaisesRegex(UserError, "has just been changed"):
            self._write(change)

    def test_deleted_by_somebody_else(self):
        job = self._make_job()
        change = self._change(job, date_start=TEN)
        job.unlink()
        with self.assertRaisesRegex(UserError, "deleted by somebody else"):
            self._write(change)

    def test_finished_jobs_stay(self):
        job = self._finish(self._make_job())
        with self.assertRaisesRegex(UserError, "cannot be moved"):
            self._write(self._change(job, date_start=TEN))

    def test_what_is_no_date(self):
        job = self._make_job()
        with self.assertRaisesRegex(UserError, "is not a date"):
            self._write(self._change(job, date_start="soon"))
        with self.assertRaisesRegex(UserError, "does not exist"):
            self._write({"id": job.id, "old": {}, "new": {"colour": 1}})

    # === CONFLICTS === #

    def test_new_conflicts_are_asked_about(self):
        self._make_job(date_start=NOON)
        job = self._make_job()
        change = self._change(job, date_start=NOON)
        result = self._write(change)
        self.assertFalse(result["saved"])
        self.assertEqual([one["kind"] for one in result["conflicts"]], ["booked"])
        self.assertEqual(result["conflicts"][0]["id"], job.id)
        self.assertEqual(str(job.date_start), NINE)
        self.assertTrue(self._write(change, confirmed=True)["saved"])
        self.assertEqual(str(job.date_start), NOON)

    def test_known_conflicts_are_not_asked_again(self):
        job, _other = self._make_job(duration=1), self._make_job(duration=8)
        self.assertTrue(self._write(self._change(job, date_start=TEN))["saved"])

    # === RIGHTS === #

    def test_technician_moves_only_own_jobs(self):
        user = self._make_user("tech", "service_management.group_technician")
        self.technician.user_id = user
        job = self._make_job()
        other = self._make_job(employee_ids=[Command.set(self.colleague.ids)])
        self.assertTrue(
            self._write(self._change(job, date_start=TEN), user=user)["saved"]
        )
        with self.assertRaises(AccessError):
            self._write(self._change(other, date_start=TEN), user=user)

    def test_billing_moves_nothing(self):
        user = self._make_user("billing", "account.group_account_invoice")
        job = self._make_job()
        with self.assertRaises(AccessError):
            self._write(self._change(job, date_start=TEN), user=user)

    def test_other_company(self):
        other = self.env["res.company"].create({"name": "Other"})
        job = self._make_job()
        user = self._make_user("stranger", "service_management.group_planner")
        user.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        with self.assertRaises(AccessError):
            self._write(self._change(job, date_start=TEN), user=user)

    # === COPY AND SPLIT === #

    def _copy(self, job, **new):
        changes = [{"id": job.id, "old": {}, "new": new}]
        jobs = self.jobs.with_user(self.planner)
        return jobs.service_gantt_copy(changes, OPTIONS)

    def test_copy_and_undo(self):
        job = self._make_job(duration=2.0)
        result = self._copy(job, date_start=NOON, date_end="2026-03-10 12:00:00")
        copy = self.jobs.browse(result["ids"])
        self.assertEqual((copy.state, copy.duration), ("planned", 1.0))
        self.assertEqual(copy.employee_ids, self.technician)
        self.jobs.with_user(self.planner).service_gantt_remove(copy.ids)
        self.assertFalse(copy.exists())
        self.assertTrue(job.exists())

    def test_split_and_undo(self):
        job = self._make_job(
            [{"hours": 0}, {"hours": 0, "date_start": TEN}], duration=3.0
        )
        job.action_plan()
        first, second = job.activity_ids
        result = self.jobs.with_user(self.planner).service_gantt_split(
            job.id, TEN, OPTIONS
        )
        rest = self.jobs.browse(result["ids"])
        self.assertEqual((str(job.date_end), str(rest.date_start)), (TEN, TEN))
        self.assertEqual((str(rest.date_end), rest.duration), (NOON, 2.0))
        self.assertEqual(rest.employee_ids, self.technician)
        self.assertEqual((job.activity_ids, rest.activity_ids), (first, second))
        self.jobs.with_user(self.planner).service_gantt_remove(rest.ids)
        self.assertEqual(job.activity_ids, first | second)

    def test_split_outside(self):
        job = self._make_job()
        with self.assertRaisesRegex(UserError, "between its start and its end"):
            self.jobs.service_gantt_split(job.id, TEN, OPTIONS)

    def test_planned_jobs_are_not_deleted(self):
        job = self._make_job()
        job.action_plan()
        with self.assertRaisesRegex(UserError, "Cancel it first"):
            self.jobs.with_user(self.planner).service_gantt_remove(job.ids)

    # === BACKLOG === #

    def test_backlog(self):
        late, calm = (
            self._make_job(date_start=False, deadline=day, title=day, priority=stars)
            for day, stars in (
                ("2026-03-01 10:00:00", "3"),
                ("2026-04-01 10:00:00", "0"),
            )
        )
        self._make_job()
        self._make_job(date_start=False).action_cancel()

        def ask(search="", order="deadline", filters=None, limit=10):
            page = self.jobs.with_user(self.planner).service_gantt_backlog(
                [], search, order, filters or {}, 0, limit, OPTIONS
            )
            return [card["id"] for card in page["records"]], page["length"]

        self.assertEqual(ask(), ([late.id, calm.id], 2))
        self.assertEqual(ask(limit=1), ([late.id], 2))
        self.assertEqual(ask(filters={"late": True}), ([late.id], 1))
        self.assertEqual(ask(filters={"priority": True}), ([late.id], 1))
        self.assertEqual(ask(search="04-01"), ([calm.id], 1))
