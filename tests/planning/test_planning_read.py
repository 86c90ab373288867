# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the planning view reads: blocks, rows, hours and conflicts of one window."""

from datetime import datetime
from functools import partial

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_planning import START, STOP, PlanningReadCommon


@tagged("post_install", "-at_install")
class TestPlanningRead(PlanningReadCommon):
    # === WINDOW === #

    def test_edges_of_the_window(self):
        def job(start, hours=1.0):
            return self._make_job(date_start=start, duration=hours).id

        before = job("2026-03-08 22:00:00")  # ends as the window begins
        first = job("2026-03-08 22:30:00")
        last = job("2026-03-15 22:30:00")
        after = job("2026-03-15 23:00:00")
        around = job("2026-03-01 08:00:00", 24.0 * 30)
        undated = self._make_job(date_start=False).id
        self.assertEqual(self._ids(), [around, first, last])
        self.assertTrue({before, after, undated}.isdisjoint(self._ids()))
        self.assertEqual(self._read()["backlog"], 1)

    def test_stop_before_start_is_shown_where_it_starts(self):
        job = self._make_job()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE service_intervention SET date_end = date_start - interval '1 day'"
            " WHERE id = %s",
            [job.id],
        )
        self.env.invalidate_all()
        self.assertEqual(self._ids(), job.ids)

    def test_no_end(self):
        job = self._make_job()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE service_intervention SET date_end = NULL WHERE id = %s", [job.id]
        )
        self.env.invalidate_all()
        (values,) = self._read()["records"]
        self.assertFalse(values["date_end"])

    def test_bad_questions(self):
        with self.assertRaisesRegex(UserError, "no such field"):
            self._read(group_by=["employee_ids", "colour"])
        with self.assertRaisesRegex(UserError, "does not exist"):
            self._read(fields=["colour"])
        with self.assertRaisesRegex(UserError, "must end after it starts"):
            self._read(bounds=(STOP, START))
        with self.assertRaisesRegex(UserError, "too long a time"):
            self._read(bounds=(START, START.replace("2026", "2426")))

    # === VALUES === #

    def test_values(self):
        job = self._make_job([{"hours": 0}, {"hours": 1}], title="Boiler")
        job.activity_ids[1].action_done()
        (values,) = self._read()["records"]
        self.assertEqual(values["display_name"], job.display_name)
        self.assertEqual(values["partner_id"], [self.customer.id, "Customer"])
        self.assertEqual(values["employee_ids"], self.technician.ids)
        self.assertEqual(values["date_start"], "2026-03-10 08:00:00")
        self.assertEqual(values["progress"], 50.0)
        self.assertFalse(values["is_late"])
        with freeze_time("2026-03-20"):
            self.env.invalidate_all()
            self.assertTrue(self._read()["records"][0]["is_late"])

    def test_closed_jobs_are_readonly(self):
        job, done = self._make_job(), self._finish(self._make_job())
        readonly = {one["id"]: one["readonly"] for one in self._read()["records"]}
        self.assertEqual(readonly, {job.id: False, done.id: True})

    def test_conflicts(self):
        job, _other = self._make_job(), self._make_job()
        shown = self._read([("id", "=", job.id)])["records"][0]["conflicts"]
        self.assertEqual([one["kind"] for one in shown], ["booked"])

    def test_equipment_in_the_workshop(self):
        machine = self._make_equipment("SN-1")
        inside = self._make_job(equipment=machine, place="workshop", date_start=False)
        inside.item_ids._receive({"received_on": datetime(2026, 3, 1)})
        job = self._make_job(equipment=machine)
        (values,) = self._read([("id", "=", job.id)])["records"]
        self.assertEqual([one["kind"] for one in values["conflicts"]], ["away"])
        self.assertIn(inside.name, values["conflicts"][0]["text"])
        inside.item_ids._hand_back({"handed_back_on": datetime(2026, 3, 2)})
        self.assertFalse(job.has_conflict)

    # === ROWS === #

    def test_idle_people_have_a_row(self):
        self._make_employee("Nobody's Technician")
        user = self._make_user("ida", "service_management.group_technician")
        self._make_employee("Ida Idle", user_id=user.id)
        rows = self._rows(self._read())
        self.assertEqual(list(rows)[0], "Unassigned")
        self.assertIn("Ida Idle", rows)
        self.assertNotIn("Nobody's Technician", rows)
        self.assertNotIn("Tessa Technician", rows)
        self._make_job(date_start="2025-01-01 08:00:00")  # planned long ago
        self.assertIn("Tessa Technician", self._rows(self._read()))

    def test_who_is_searched_for(self):
        self._make_job(date_start="2025-01-01 08:00:00")
        colleague = self._make_employee("Carl")
        self._make_job(employee_ids=[Command.set(colleague.ids)])
        for domain in (
            [("employee_ids", "in", colleague.ids)],
            [("employee_ids", "ilike", "carl")],
        ):
            rows = self._rows(self._read(domain))
            self.assertEqual(list(rows), ["Unassigned", "Carl"])

    def test_who_has_left_is_shown_with_work_only(self):
        job = self._make_job()
        self.technician.action_archive()
        self.assertEqual(
            job.with_context(active_test=False).employee_ids.ids, [self.technician.id]
        )
        self.assertIn("Tessa Technician", self._rows(self._read()))
        job.date_start = "2026-04-10 08:00:00"
        self.assertNotIn("Tessa Technician", self._rows(self._read()))

    def test_each_person_shows_the_job(self):
        colleague = self._make_employee("Carl")
        team = self.technician | colleague
        self._make_job(employee_ids=[Command.set(team.ids)])
        self._make_job(employee_ids=[Command.clear()])
        result = self._read()
        both, nobody = (set(one["rows"]) for one in result["records"])
        rows = self._rows(result)
        self.assertEqual(both, {rows[name]["key"] for name in team.mapped("name")})
        self.assertEqual(nobody, {'[["employee_ids",false]]'})
        self.assertEqual(
            rows["Carl"]["image"],
            f"/web/image/hr.employee.public/{colleague.id}/avatar_128",
        )

    def test_several_levels(self):
        self._make_job(employee_ids=[Command.clear()], state="planned")
        self._make_job(priority="3")
        result = self._read(group_by=["priority", "partner_id"])
        shown = [(row["level"], row["label"], row["leaf"]) for row in result["rows"]]
        self.assertEqual(
            shown,
            [
                (0, "Normal", False),
                (1, "Customer", True),
                (0, "Urgent", False),
                (1, "Customer", True),
            ],
        )
        key = f'[["priority","3"],["partner_id",{self.customer.id}]]'
        self.assertEqual(result["rows"][-1]["key"], key)

    def test_teams(self):
        department = self.env["hr.department"].create({"name": "North"})
        self.technician.department_id = department
        colleague = self._make_employee("Carl")
        job = self._make_job(
            employee_ids=[Command.set((self.technician | colleague).ids)]
        )
        result = self._read(group_by=["team_ids", "employee_ids"])
        names = [row["label"] for row in result["rows"]]
        self.assertEqual(names, ["No Team", "Carl", "North", "Tessa Technician"])
        self.assertEqual(len(result["records"][0]["rows"]), 2)
        self.assertEqual(self._ids(domain=[("team_ids", "=", department.id)]), job.ids)

    def test_sites_contracts_and_equipment(self):
        machine = self._make_equipment("SN-1")
        self._make_job(equipment=machine)
        self._make_job()
        rows = self._rows(self._read(group_by=["equipment_ids"]))
        self.assertEqual(set(rows), {"None", machine.display_name})
        for name in ("site_id", "contract_id"):
            self.assertTrue(self._read(group_by=[name])["rows"])

    def test_no_grouping(self):
        result = self._read(group_by=[])
        self.assertEqual([row["key"] for row in result["rows"]], ["[]"])

    # === HOURS === #

    def test_clock_change(self):
        """The week in which summer time begins: 8 o'clock is an hour earlier in UTC."""
        self._make_job()
        result = self._read(bounds=("2026-03-22 23:00:00", "2026-03-30 22:00:00"))
        spans = result["unavailable"][f"hr.employee,{self.technician.id}"]
        ends = [end for _start, end in spans]
        self.assertIn("2026-03-27 07:00:00", ends)
        self.assertIn("2026-03-30 06:00:00", ends)
        capacity = result["capacity"][f"hr.employee,{self.technician.id}"]
        self.assertEqual(len(capacity), 8)
        self.assertEqual(capacity["2026-03-29"], [0, 0])

    def test_around_the_clock(self):
        self.calendar.attendance_ids = [
            Command.clear(),
            *(
                Command.create(
                    {
                        "name": str(day),
                        "dayofweek": str(day),
                        "hour_from": 0,
                        "hour_to": 24,
                    }
                )
                for day in range(5)
            ),
        ]
        self._make_job()
        spans = self._read()["unavailable"][f"hr.employee,{self.technician.id}"]
        self.assertEqual(spans, [["2026-03-13 23:00:00", STOP]])

    def test_capacity(self):
        self._make_job(duration=3.0)
        self._make_job(date_start="2026-03-12 08:00:00", duration=30.0)
        self._make_job().action_cancel()
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Away",
                "date_from": "2026-03-11 00:00:00",
                "date_to": "2026-03-11 23:00:00",
                "resource_id": self.technician.resource_id.id,
                "calendar_id": self.calendar.id,
            }
        )
        capacity = self._read()["capacity"][f"hr.employee,{self.technician.id}"]
        self.assertEqual(capacity["2026-03-10"], [3.0, 8.0])
        self.assertEqual(capacity["2026-03-11"], [0, 0])
        self.assertEqual(capacity["2026-03-12"], [7.0, 8.0])
        self.assertEqual(capacity["2026-03-13"], [6.0, 8.0])
        self.assertEqual(capacity["2026-03-14"], [0, 0])

    # === RIGHTS === #

    def test_rights(self):
        other = self._make_job(employee_ids=[Command.clear()], user_id=False)
        user = self._make_user("tessa", "service_management.group_technician")
        self.technician.user_id = user
        own = self._make_job(user_id=False)
        self.assertEqual(set(self._ids()), {own.id, other.id})
        jobs = self.jobs.with_user(user)
        self.assertEqual(self._ids(jobs=jobs), own.ids)
        with self.assertRaises(AccessError):
            self._read(jobs=self.jobs.with_user(self._make_user("stranger")))

    def test_activities(self):
        job = self._make_job([{"hours": 0}, {"hours": 0}], duration=2)
        self._make_job([{"hours": 0}], date_start="2026-03-10 14:00:00")
        (job | self.jobs.search([])).filtered(
            lambda one: one.state == "new"
        ).sudo().action_plan()
        activities = self.env["service.activity"].with_user(self.planner)
        job.activity_ids.planned_hours = 1
        result = activities.service_gantt_read(
            [("intervention_id", "=", job.id)],
            START,
            STOP,
            ["employee_id"],
            ["name", "intervention_id"],
            {"date_start": "date_start", "date_stop": "date_end", "plan": True},
        )
        self.assertEqual(result["length"], 2)
        kinds = [[c["kind"] for c in one["conflicts"]] for one in result["records"]]
        self.assertEqual(kinds, [[], []])

    # === SPEED === #

    def _make_many(self, number):
        people = [self._make_employee(f"P{one}") for one in range(number // 5)]
        customers = self.env["res.partner"].create(
            [{"name": f"C{one}"} for one in range(number // 2)]
        )
        self.env["service.intervention"].create(
            [
                {
                    "partner_id": customers[one % len(customers)].id,
                    "date_start": f"2026-03-1{one % 5} 08:00:00",
                    "employee_ids": [Command.set(people[one % len(people)].ids)],
                    "activity_ids": [
                        Command.create({"activity_type_id": self.activity_type.id})
                    ],
                }
                for one in range(number)
            ]
        )

    def test_queries_do_not_grow(self):
        jobs = self.jobs.with_context(
            lang="en_US", allowed_company_ids=self.company.ids
        )
        counts = []
        for number in (5, 10, 60):
            self._make_many(number)
            counts.append(self._count_queries(partial(self._read, jobs=jobs)))
        self.assertLessEqual(max(counts[1:]), 13, counts)
        self.assertEqual(counts[1], counts[2])
