# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Absent today is a real leave, with Odoo's ``hr_holidays`` installed for real."""

import json

from odoo.tests import get_db_name, tagged

from ..databases import DatabasesCase

# A planner, who may keep nobody's time off, marks somebody who works every day.
SCRIPT = """
import json
from odoo import Command
from odoo.tests import new_test_user
company = env.ref("base.main_company")
hours = env["resource.calendar"].create({
    "name": "Every day", "tz": "UTC", "company_id": company.id,
    "attendance_ids": [Command.clear(), *(
        Command.create({
            "name": str(day), "dayofweek": str(day), "hour_from": 8, "hour_to": 16,
        })
        for day in range(7)
    )],
})
never = hours.copy({"attendance_ids": [Command.clear()]})
busy, idle = env["hr.employee"].create([
    {"name": name, "company_id": company.id, "tz": "UTC",
     "resource_calendar_id": calendar.id}
    for name, calendar in (("Busy", hours), ("Idle", never))
])
user = new_test_user(env, "planner-leave", "service_management.group_planner",
                     company_id=company.id, company_ids=company.ids)
jobs = env["service.intervention"].with_user(user)
def told(person):
    leaves = env["hr.leave"].search([("employee_id", "=", person.id)])
    absences = env["resource.calendar.leaves"].search(
        [("resource_id", "=", person.resource_id.id)])
    return [leaves.mapped("state"), leaves.holiday_status_id.get_external_id().values(),
            len(absences), bool(person._filter_absent())]
result = {}
for person in (busy, idle):
    steps = []
    for method in ("service_mark_absent", "service_take_back_absence",
                   "service_mark_absent"):
        getattr(jobs, method)(person.id)
        env.invalidate_all()
        states, names, count, absent = told(person)
        steps.append([sorted(states), sorted(names), count, absent])
    result[person.name] = steps
print("RESULT " + json.dumps(result))
env.cr.rollback()
"""
SICK = "hr_holidays.leave_type_sick_time_off"


@tagged("post_install", "-at_install")
class TestTimeOff(DatabasesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        database = f"{get_db_name()}_time_off"
        cls._copy_tests(database)
        cls._odoo("server", database, "-i", "hr_holidays")
        output = cls._run("shell", database, "--no-http", script=SCRIPT).stdout
        [line] = [one for one in output.splitlines() if one.startswith("RESULT ")]
        cls.result = json.loads(line.removeprefix("RESULT "))

    def test_a_sick_leave_that_is_cancelled_when_it_is_taken_back(self):
        self.assertEqual(
            self.result["Busy"],
            [
                [["validate"], [SICK], 1, True],
                [["cancel"], [SICK], 0, False],
                [["cancel", "validate"], [SICK], 1, True],
            ],
        )

    def test_a_day_without_hours_is_off_all_the_same(self):
        """Time Off takes no leave of who does not work that day."""
        self.assertEqual(
            self.result["Idle"],
            [[[], [], 1, True], [[], [], 0, False], [[], [], 1, True]],
        )
