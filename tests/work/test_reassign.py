# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who is given a job takes over its operations."""

from odoo import Command
from odoo.tests import Form, tagged

from ..common import ServiceCommon

OPTIONS = {
    "date_start": "date_start",
    "date_stop": "date_end",
    "group_by": ["employee_ids"],
}


@tagged("post_install", "-at_install")
class TestReassign(ServiceCommon):
    """A job of Tessa: one operation to do, one done, one given to Thea on purpose."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.carl, cls.dora, cls.thea = (
            cls._make_employee(name) for name in ("Carl", "Dora", "Thea")
        )
        cls.planner = cls._make_user("planner", "service_management.group_planner")
        cls.job = cls._make_job(
            [
                {"name": "To do", "employee_id": cls.technician.id},
                {"name": "Done", "employee_id": cls.technician.id},
                {"name": "Third", "employee_id": cls.thea.id},
                {"name": "Nobody's"},
            ]
        )
        cls.todo, cls.done, cls.third, cls.nobody = cls.job.activity_ids
        cls.done.action_done()

    def _assert_handed_on(self, person=None):
        wanted = self.carl if person is None else person
        self.assertEqual(self.todo.employee_id, wanted)
        self.assertEqual(self.done.employee_id, self.technician)
        self.assertEqual(self.done.timesheet_ids.employee_id, self.technician)
        self.assertEqual(self.third.employee_id, self.thea)

    def test_api(self):
        self.job.with_user(self.planner).employee_ids = self.carl
        self._assert_handed_on()
        self.assertFalse(self.nobody.employee_id)
        self.todo.action_done()
        self.assertEqual(self.todo.timesheet_ids.employee_id, self.carl)

    def test_form(self):
        form = Form(self.job.with_user(self.planner))
        form.employee_ids.clear()
        form.employee_ids.add(self.carl)
        form.save()
        self._assert_handed_on()

    def test_form_that_names_the_person_of_an_operation_as_well(self):
        form = Form(self.job)
        form.employee_ids.clear()
        form.employee_ids.add(self.carl)
        with form.activity_ids.edit(0) as line:
            line.employee_id = self.dora
        form.save()
        self._assert_handed_on(self.dora)

    def test_plan(self):
        """Dragged to somebody else, and taken back."""
        jobs = self.env["service.intervention"].with_user(self.planner)
        old = {"employee_ids": self.technician.ids}
        new = {"employee_ids": self.carl.ids}
        for one, other, person in (
            (old, new, self.carl),
            (new, old, self.technician),
        ):
            change = {"id": self.job.id, "old": one, "new": other}
            self.assertTrue(
                jobs.service_gantt_write([change], OPTIONS, confirmed=True)["saved"]
            )
            self._assert_handed_on(person)

    def test_import(self):
        [[external_id]] = self.job.export_data(["id"])["datas"]
        self.env["service.intervention"].load(
            ["id", "employee_ids/.id"], [[external_id, str(self.carl.id)]]
        )
        self._assert_handed_on()

    def test_several_are_swapped(self):
        self.job.employee_ids |= self.carl
        mine = self.todo.copy({"employee_id": self.carl.id})
        erna = self._make_employee("Erna")
        self.job.employee_ids = self.dora | erna
        self.assertEqual(mine.employee_id, self.dora)
        self._assert_handed_on(erna)

    def test_fewer_come_than_leave(self):
        self.job.employee_ids |= self.carl
        mine = self.todo.copy({"employee_id": self.carl.id})
        self.job.employee_ids = self.dora
        self.assertEqual(mine.employee_id, self.dora)
        self._assert_handed_on(self.dora)

    def test_somebody_is_added(self):
        self.job.employee_ids |= self.carl
        self._assert_handed_on(self.technician)

    def test_somebody_leaves(self):
        self.job.employee_ids |= self.carl
        self.job.employee_ids -= self.technician
        self._assert_handed_on(self.carl)

    def test_nobody_is_left(self):
        self.job.employee_ids = [Command.clear()]
        self._assert_handed_on(self.env["hr.employee"])

    def test_third_person_who_leaves_the_job(self):
        self.job.employee_ids |= self.thea
        self.job.employee_ids = self.technician | self.carl
        self.assertEqual(self.third.employee_id, self.carl)
        self.assertEqual(self.todo.employee_id, self.technician)

    def test_somebody_who_is_gone_is_replaced(self):
        self.technician.action_archive()
        self.assertEqual(self.job.employee_ids, self.technician)
        form = Form(self.job)
        form.employee_ids.clear()
        form.employee_ids.add(self.carl)
        form.save()
        self.assertEqual(self.job.employee_ids, self.carl)
        self._assert_handed_on()

    def test_what_a_timer_has_counted_stays(self):
        self.todo.action_timer_start()
        self.job.employee_ids = self.carl
        self._assert_handed_on(self.technician)

    def test_many_jobs_at_once(self):
        other = self._make_job([{"employee_id": self.thea.id}])
        other.employee_ids = self.thea
        (self.job | other).employee_ids = self.carl
        self._assert_handed_on()
        self.assertEqual(other.activity_ids.employee_id, self.carl)

    def test_charges_that_are_only_planned(self):
        job = self._make_job(charges=[{"employee_id": self.technician.id}])
        job.employee_ids = self.carl
        self.assertEqual(job.charge_ids.employee_id, self.carl)
        job.action_start()
        job.employee_ids = self.dora
        self.assertEqual(job.charge_ids.employee_id, self.carl)

    def test_technician_who_gives_the_job_away(self):
        user = self._make_user("tessa", "service_management.group_technician")
        self.technician.user_id = user
        self.job.user_id = False
        self.job.with_user(user).write({"employee_ids": [Command.set(self.carl.ids)]})
        self._assert_handed_on()
