# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who can be planned, and the one color of each person."""

from odoo import Command
from odoo.tests import Form, tagged

from .common_planning import OPTIONS, START, STOP, PlanningReadCommon

ROLE = "service_management.group_technician"


@tagged("post_install", "-at_install")
class TestPeople(PlanningReadCommon):
    def test_technicians_can_be_planned_by_whatever_door_they_come(self):
        role = self.env.ref(ROLE)
        user = self._make_user("doors")
        person = self._make_employee("Dora Doors", user_id=user.id)
        self.assertFalse(person.service_plannable)
        role.user_ids = [Command.link(user.id)]
        self.assertTrue(person.service_plannable)
        born = self._make_employee("Bea Born", user_id=self._make_user("b", ROLE).id)
        self.assertTrue(born.service_plannable)
        with Form(self.env["hr.employee"]) as form:
            form.name = "Fia Form"
            form.user_id = self._make_user("f", ROLE)
        self.assertTrue(form.record.service_plannable)

    def test_planners_are_no_technicians(self):
        person = self._make_employee("Paola", user_id=self.planner.id)
        self.assertFalse(person.service_plannable)

    def test_what_somebody_said_stays(self):
        user = self._make_user("tina", ROLE)
        person = self._make_employee("Tina", user_id=user.id, service_plannable=False)
        self.assertFalse(person.service_plannable)
        user.group_ids = [
            Command.link(self.env.ref("sales_team.group_sale_manager").id)
        ]
        self.assertFalse(person.service_plannable)
        person.service_plannable = True
        user.group_ids = [Command.set(self.env.ref("base.group_user").ids)]
        self.assertTrue(person.service_plannable, "independent of the role afterwards")
        person.service_plannable = False
        user.group_ids = [Command.link(self.env.ref(ROLE).id)]
        self.assertFalse(person.service_plannable)

    def test_who_is_no_user_can_be_planned_from_the_first_job_on(self):
        self.assertFalse(self.technician.service_plannable)
        self._make_job()
        self.assertTrue(self.technician.service_plannable)
        self.technician.service_plannable = False
        self._make_job()
        self.assertFalse(self.technician.service_plannable)

    def test_rows_of_who_cannot_be_planned(self):
        """They are there as long as they have a job in the time that is shown."""
        person = self._make_employee("Paola", user_id=self.planner.id)
        self._make_job(employee_ids=[Command.set(person.ids)])
        self.assertIn("Paola", self._rows(self._read()))
        later = ("2026-04-05 22:00:00", "2026-04-12 22:00:00")
        self.assertNotIn("Paola", self._rows(self._read(bounds=later)))

    def test_one_color_everywhere(self):
        first, second = (self._make_employee(name) for name in ("Ada", "Bob"))
        self.assertNotIn(first.color, (0, 1))
        self.assertNotEqual(first.color, second.color)
        first.color = 7
        job = self._make_job(
            [{"hours": 0}], employee_ids=[Command.set((first | second).ids)]
        )
        job.activity_ids.employee_id = first
        self.assertEqual(job.employee_color, 7)
        self.assertEqual(job.activity_ids.employee_color, 7)
        result = self._read(fields=["employee_color"])
        self.assertEqual([one["employee_color"] for one in result["records"]], [7])
        self.assertEqual(self._rows(result)["Ada"]["color"], 7)
        self.assertEqual(self._rows(result)["Bob"]["color"], second.color)
        route = self.jobs.get_route("2026-03-10", first.id)
        colors = {one["name"]: one["color"] for one in route["people"]}
        self.assertEqual(colors["Ada"], 7)

    def test_people_of_before_get_a_color_once(self):
        plain, chosen = (self._make_employee(name) for name in ("Ada", "Bob"))
        plain.color, chosen.color = 0, 1
        self.env["hr.employee"]._give_missing_colors()
        self.assertTrue(plain.color)
        self.assertEqual(chosen.color, 1)

    def test_operations_are_proposed_to_the_same_people(self):
        job = self._make_job([{"hours": 0}])
        activity = job.activity_ids
        activity.write({"planned_hours": 1, "employee_id": False, "date_start": False})
        self.technician.service_plannable = False
        answer = self.env["service.activity"].service_gantt_propose(
            activity.ids, START, STOP, OPTIONS | {"deadline": "", "progress": ""}
        )
        self.assertFalse(answer["changes"])
        self.assertIn("Nobody is shown", answer["left"][0]["reason"])
