# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Undoing on the plan gives back what was there before, not only the dates."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import ServiceCommon

OPTIONS = {"date_start": "date_start", "date_stop": "date_end", "plan": True}
NINE, TEN, NOON = (f"2026-03-10 {hour}:00:00" for hour in ("08", "09", "11"))


@tagged("post_install", "-at_install")
class TestPlanningUndo(ServiceCommon):
    today = "2026-03-02 09:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.colleague = cls._make_employee("Carl")
        cls.planner = cls._make_user("planner", "service_management.group_planner")
        cls.jobs = cls.env["service.intervention"].with_user(cls.planner)

    def _write(self, *changes):
        result = self.jobs.service_gantt_write(list(changes), OPTIONS, confirmed=True)
        self.env.invalidate_all()
        return result["followed"]

    def _undo(self, change, followed):
        (more,) = followed or [{"old": {}, "new": {}}]
        return self._write(
            {
                "id": change["id"],
                "old": {**change["new"], **more["new"]},
                "new": {**change["old"], **more["old"]},
            }
        )

    def _drop(self, job, start, end, people):
        """The change of a card that is dropped on somebody."""
        old = {"date_start": False, "date_end": False, "employee_ids": []}
        new = {"date_start": start, "date_end": end, "employee_ids": people.ids}
        return {"id": job.id, "old": old, "new": new}

    def test_a_first_plan(self):
        job = self._make_job(
            [{"hours": 0}], date_start=False, employee_ids=[Command.clear()]
        )
        change = self._drop(job, NINE, TEN, self.technician)
        followed = self._write(change)
        self.assertEqual(followed[0]["old"]["state"], "new")
        self.assertEqual(job.activity_ids.employee_id, self.technician)
        self._undo(change, followed)
        self.assertEqual((job.state, job.date_start), ("new", False))
        self.assertFalse(job.activity_ids.employee_id)
        self.assertFalse(job.activity_ids.date_start)
        again = self._drop(job, TEN, NOON, self.colleague)
        self._write(again)
        self.assertEqual(job.activity_ids.employee_id, self.colleague)
        self.assertEqual(str(job.activity_ids.date_start), TEN)

    def test_a_new_job_with_a_time_and_people(self):
        """Being moved plans it; it is new again though it has both."""
        job = self._make_job()
        old, new = {"date_start": NINE}, {"date_start": NOON}
        change = {"id": job.id, "old": old, "new": new}
        followed = self._write(change)
        self.assertEqual(job.state, "planned")
        self._undo(change, followed)
        self.assertEqual((job.state, str(job.date_start)), ("new", NINE))
        self.assertEqual(self._write(change), followed)
        self.assertEqual(job.state, "planned")

    def test_from_and_to_somebody_who_is_gone(self):
        """Archived people are replaced like others, and come back like them."""
        job = self._make_job()
        self.technician.action_archive()
        people = self.technician.ids, self.colleague.ids
        change = {
            "id": job.id,
            "old": {"employee_ids": people[0]},
            "new": {"employee_ids": people[1]},
        }
        for wanted, who in ((change, people[1]), (self._turned(change), people[0])):
            self._write(wanted)
            found = job.with_context(active_test=False).employee_ids
            self.assertEqual(found.ids, who)

    def _turned(self, change):
        return {"id": change["id"], "old": change["new"], "new": change["old"]}

    def test_who_does_what(self):
        """Each has the own operations again, also on a job that both are on."""
        both = self.technician | self.colleague
        for before, after in (
            (self.technician, self.colleague),
            (both, self.colleague),
        ):
            with self.subTest(before=before.mapped("name")):
                job = self._make_job(
                    [{"hours": 0}, {"hours": 0}, {"hours": 0}],
                    [{}],
                    employee_ids=[Command.set(before.ids)],
                )
                own, others, nobodys = job.activity_ids
                own.employee_id = job.charge_ids.employee_id = self.technician
                others.employee_id = self.colleague
                change = {
                    "id": job.id,
                    "old": {"employee_ids": before.ids},
                    "new": {"employee_ids": after.ids},
                }
                followed = self._write(change)
                self.assertEqual((own | others).employee_id, self.colleague)
                self.assertEqual(job.charge_ids.employee_id, self.colleague)
                self._undo(change, followed)
                self.assertEqual(own.employee_id, self.technician)
                self.assertEqual(others.employee_id, self.colleague)
                self.assertFalse(nobodys.employee_id)
                self.assertEqual(job.charge_ids.employee_id, self.technician)

    def test_back_to_the_tray(self):
        job = self._make_job([{"hours": 0}])
        job.action_plan()
        old = {"date_start": NINE, "date_end": TEN}
        change = {"id": job.id, "old": old, "new": dict.fromkeys(old, False)}
        followed = self._write(change)
        self.assertEqual((job.state, job.activity_ids.date_start), ("new", False))
        self._undo(change, followed)
        self.assertEqual((job.state, str(job.date_start)), ("planned", NINE))
        self.assertEqual(str(job.activity_ids.date_start), NINE)

    def test_own_times_of_operations_stay(self):
        job = self._make_job([{"hours": 0, "date_start": NOON}])
        job.action_plan()
        old = {"date_start": NINE, "date_end": TEN}
        self._write({"id": job.id, "old": old, "new": dict.fromkeys(old, False)})
        self.assertEqual(str(job.activity_ids.date_start), NOON)

    def test_what_has_been_started_since_stays(self):
        job = self._make_job()
        change = {"id": job.id, "old": {"date_start": NINE}, "new": {"date_start": TEN}}
        followed = self._write(change)
        job.action_start()
        with self.assertRaisesRegex(UserError, "has just been changed"):
            self._undo(change, followed)
        self.assertEqual((job.state, str(job.date_start)), ("in_progress", TEN))

    def test_a_split(self):
        job = self._make_job(duration=2.0)
        result = self.jobs.service_gantt_split(job.id, TEN, OPTIONS)
        followed = {one["id"]: one["old"] for one in result["followed"]}
        self.assertEqual(followed[job.id], {"state": "new"})
