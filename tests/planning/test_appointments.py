# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""With Odoo's calendar installed, own appointments keep people from being planned."""

import json

from odoo.tests import get_db_name, tagged

from ..databases import DatabasesCase

SCRIPT = """
import json
from odoo import Command

company = env.ref("base.main_company")
user = env["res.users"].create(
    {
        "name": "Tessa",
        "login": "tessa-appointments",
        "tz": "UTC",
        "group_ids": [
            Command.set(
                [
                    env.ref("base.group_user").id,
                    env.ref("service_management.group_technician").id,
                ]
            )
        ],
    }
)
hours = env["resource.calendar"].create({"name": "Office", "tz": "UTC"})
person = env["hr.employee"].create(
    {"name": "Tessa", "user_id": user.id, "tz": "UTC", "resource_calendar_id": hours.id}
)
customer = env["res.partner"].create({"name": "Customer"})

def job(start):
    return env["service.intervention"].create(
        {
            "partner_id": customer.id,
            "date_start": start,
            "duration": 1.0,
            "employee_ids": [Command.set(person.ids)],
        }
    )

def meet(start, stop, **vals):
    return env["calendar.event"].create(
        {
            "name": "Secret",
            "start": start,
            "stop": stop,
            "show_as": "busy",
            "partner_ids": [Command.set(user.partner_id.ids)],
            **vals,
        }
    )

meet("2027-03-09 09:00:00", "2027-03-09 10:00:00")
meet("2027-03-09 13:00:00", "2027-03-09 14:00:00", show_as="free")
declined = meet("2027-03-09 15:00:00", "2027-03-09 16:00:00")
declined.attendee_ids.state = "declined"
meet("2027-03-10 08:00:00", "2027-03-10 18:00:00", allday=True,
     start_date="2027-03-10", stop_date="2027-03-10")

jobs = [
    job(f"2027-03-{start}:00:00") for start in ("09 09", "09 13", "09 15", "10 16")
]
result = {"conflicts": [one._get_conflicts()[one] for one in jobs]}
for one in jobs:
    one.action_cancel()
waiting = job(False)
answer = env["service.intervention"].service_gantt_propose(
    waiting.ids,
    "2027-03-09 09:00:00",
    "2027-03-10 23:00:00",
    {"date_start": "date_start", "date_stop": "date_end", "plan": True},
)
result["proposed"] = [one["new"]["date_start"] for one in answer["changes"]]
plan = env["service.intervention"].service_gantt_read(
    [],
    "2027-03-09 00:00:00",
    "2027-03-11 00:00:00",
    ["employee_ids"],
    ["display_name"],
    {
        "date_start": "date_start",
        "date_stop": "date_end",
        "display_unavailability": True,
    },
)
capacity = plan["capacity"][f"hr.employee,{person.id}"]
result["available"] = [capacity[day][1] for day in ("2027-03-09", "2027-03-10")]
with open(OUTPUT, "w") as file:
    json.dump(result, file)
"""


@tagged("post_install", "-at_install")
class TestAppointments(DatabasesCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = f"{get_db_name()}_calendar"
        cls._copy_tests(cls.database)

    def test_busy_appointments_block_the_plan(self):
        self._odoo("server", self.database, "-i", "calendar")
        output = self.settings.with_name("result.json")
        self._odoo(
            *("shell", self.database, "--no-http"),
            script=f"OUTPUT = {str(output)!r}\n{SCRIPT}",
        )
        result = json.loads(output.read_text())
        kinds = [[kind for kind, _text in one] for one in result["conflicts"]]
        self.assertEqual(kinds, [["leave"], [], [], ["leave"]])
        ((_kind, text),) = result["conflicts"][0]
        self.assertIn("Tessa has an appointment", text)
        self.assertNotIn("Secret", text)
        self.assertEqual(result["proposed"], ["2027-03-09 10:00:00"])
        self.assertEqual(result["available"], [7.0, 0.0])
