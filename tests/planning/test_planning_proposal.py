# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Proposed plans keep to hours, leaves, jobs, deadlines, skills and the way."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common_planning import OPTIONS, START, STOP, PlanningReadCommon

DATES = {"date_start": "date_start", "date_stop": "date_end"}


@tagged("post_install", "-at_install")
class TestPlanningProposal(PlanningReadCommon):
    """The week of Monday, 9 March 2026 in Rome: 8 to 17 with a break."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = user

    def _make_open_job(self, **vals):
        return self._make_job(
            **{
                "date_start": False,
                "employee_ids": [Command.clear()],
                "user_id": False,
                "duration": 2.0,
                **vals,
            }
        )

    def _propose(self, jobs, bounds=(START, STOP)):
        answer = self.jobs.service_gantt_propose(jobs.ids, *bounds, OPTIONS)
        starts = {one["id"]: one["new"]["date_start"] for one in answer["changes"]}
        return answer, starts, {one["id"]: one["reason"] for one in answer["left"]}

    def test_nothing_is_written_and_it_can_be_accepted(self):
        job = self._make_open_job()
        answer, starts, left = self._propose(job)
        self.assertEqual(starts, {job.id: "2026-03-09 07:00:00"})
        self.assertFalse(left)
        self.assertFalse(job.date_start)
        result = self.jobs.service_gantt_write(answer["changes"], OPTIONS)
        self.assertTrue(result["saved"], result["conflicts"])
        self.assertEqual((job.state, job.employee_ids), ("planned", self.technician))

    def test_deadlines_and_priority(self):
        calm, due = self._make_open_job(), self._make_open_job(deadline=STOP)
        urgent = self._make_open_job(priority="3")
        _answer, starts, _left = self._propose(calm | due | urgent)
        order = sorted(starts, key=starts.get)
        self.assertEqual(order, [due.id, urgent.id, calm.id])

    def test_jobs_and_leaves_are_respected(self):
        self._make_job(date_start="2026-03-09 07:00:00", duration=9)
        self.env["resource.calendar.leaves"].sudo().create(
            {
                "name": "Away",
                "date_from": "2026-03-10 00:00:00",
                "date_to": "2026-03-10 23:00:00",
                "resource_id": self.technician.resource_id.id,
            }
        )
        job = self._make_open_job()
        self.assertEqual(self._propose(job)[1], {job.id: "2026-03-11 07:00:00"})

    def test_the_way_between_sites(self):
        rome = {"partner_latitude": 41.9, "partner_longitude": 12.5}
        near = {"partner_latitude": 42.1, "partner_longitude": 12.5}
        here, there = (
            self._make_customer("Site", parent_id=self.customer.id, **place)
            for place in (rome, near)
        )
        self._make_job(date_start="2026-03-09 07:00:00", duration=1, site_id=here.id)
        far = self._make_open_job(site_id=there.id)
        self.assertEqual(self._propose(far)[1], {far.id: "2026-03-09 08:45:00"})
        same = self._make_open_job(site_id=here.id)
        self.assertEqual(self._propose(same)[1], {same.id: "2026-03-09 08:00:00"})

    def test_skills(self):
        skill = self.env["service.skill"].create(
            {"name": "Gas", "activity_type_ids": self.activity_type.ids}
        )
        job = self._make_open_job(activities=[{"hours": 0}])
        self.assertIn("Gas", self._propose(job)[2][job.id])
        self.technician.service_skill_ids = skill
        self.assertIn(job.id, self._propose(job)[1])

    def test_people_who_are_set(self):
        colleague = self._make_employee(
            "Carl", tz="Europe/Rome", resource_calendar_id=self.calendar.id
        )
        job = self._make_open_job(employee_ids=[Command.set(colleague.ids)])
        answer, _starts, _left = self._propose(job)
        self.assertEqual(answer["changes"][0]["new"]["employee_ids"], colleague.ids)

    def test_work_goes_on_over_a_break_only_when_it_must(self):
        self._make_job(date_start="2026-03-09 07:00:00", duration=3.75)
        short, long = self._make_open_job(duration=0.5), self._make_open_job(duration=5)
        _answer, starts, _left = self._propose(short | long)
        self.assertEqual(starts[short.id], "2026-03-09 12:00:00")
        self.assertEqual(starts[long.id], "2026-03-10 07:00:00")

    def test_only_people_who_can_be_planned(self):
        """Whatever their role: the tick on the employee counts."""
        office = self._make_employee(
            "Olga Office",
            user_id=self.planner.id,
            tz="Europe/Rome",
            resource_calendar_id=self.calendar.id,
        )
        self.assertFalse(office.service_plannable)
        self.assertTrue(self.technician.service_plannable)
        self.technician.service_plannable = False
        job, hers = (
            self._make_open_job(),
            self._make_open_job(employee_ids=[Command.set(office.ids)]),
        )
        _answer, starts, left = self._propose(job | hers)
        self.assertFalse(starts)
        self.assertIn("Nobody is shown", left[job.id])
        self.assertIn("Olga Office cannot be planned", left[hers.id])
        office.service_plannable = True
        answer, starts, left = self._propose(job | hers)
        self.assertEqual(set(starts), {job.id, hers.id})
        people = {tuple(one["new"]["employee_ids"]) for one in answer["changes"]}
        self.assertEqual(people, {tuple(office.ids)})

    def test_only_what_the_plan_shows(self):
        colleague = self._make_employee(
            "Carl", tz="Europe/Rome", resource_calendar_id=self.calendar.id
        )
        colleague.service_plannable = True
        shown, hidden = self._make_open_job(priority="3"), self._make_open_job()
        hers = self._make_open_job(
            priority="3", employee_ids=[Command.set(self.technician.ids)]
        )
        domain = [("employee_ids", "in", colleague.ids), ("priority", "=", "3")]
        answer = self.jobs.service_gantt_propose(
            (shown | hidden | hers).ids, START, STOP, {**OPTIONS, "domain": domain}
        )
        (change,) = answer["changes"]
        self.assertEqual(change["id"], shown.id)
        self.assertEqual(change["new"]["employee_ids"], colleague.ids)
        left = {one["id"]: one["reason"] for one in answer["left"]}
        self.assertIn("The filter hides it", left[hidden.id])
        self.assertIn(hers.id, left)

    def test_people_of_no_hours_are_planned_by_day(self):
        self.company.resource_calendar_id.flexible_hours = True
        self.technician.resource_calendar_id = False
        job = self._make_open_job()
        _answer, starts, _left = self._propose(job)
        self.assertEqual(starts, {job.id: "2026-03-09 07:00:00"})

    def test_archived_people_and_those_of_other_companies(self):
        self.technician.active = False
        stranger = self._make_employee(
            "Stranger", company_id=self.env["res.company"].create({"name": "Other"}).id
        )
        stranger.service_plannable = True
        job = self._make_open_job()
        self.assertIn("Nobody is shown", self._propose(job)[2][job.id])

    def test_what_finds_no_place_says_why(self):
        late = self._make_open_job(deadline="2026-03-09 08:00:00")
        long = self._make_open_job(duration=10)
        dated = self._make_job()
        _answer, starts, left = self._propose(late | long | dated)
        self.assertFalse(starts)
        self.assertIn("before the deadline", left[late.id])
        self.assertIn("10:00 hours", left[long.id])
        self.assertIn("a date already", left[dated.id])

    def test_the_past_is_over(self):
        with self.assertRaisesRegex(UserError, "This time is over"):
            self._propose(
                self._make_open_job(), ("2026-02-01 00:00:00", "2026-02-08 00:00:00")
            )

    def test_technicians_propose_nothing_to_others(self):
        job = self._make_open_job()
        jobs = self.jobs.with_user(self.technician.user_id)
        with self.assertRaises(AccessError):
            jobs.service_gantt_propose(job.ids, START, STOP, OPTIONS)

    # === THE BEST PLAN === #

    def _make_colleague(self, name="Carl", **vals):
        return self._make_employee(
            name,
            tz="Europe/Rome",
            resource_calendar_id=self.calendar.id,
            service_plannable=True,
            **vals,
        )

    def _make_site(self, north, **vals):
        place = {"partner_latitude": 41.9 + north, "partner_longitude": 12.5}
        return self._make_customer("Site", parent_id=self.customer.id, **place, **vals)

    def _get_people(self, answer):
        return {one["id"]: one["new"]["employee_ids"] for one in answer["changes"]}

    def test_people_go_where_they_are_near(self):
        """Two bases, four sites: neighbours are one round, and nothing is due twice."""
        colleague = self._make_colleague(address_id=self._make_site(1).id)
        self.technician.address_id = self._make_site(0)
        jobs = self.env["service.intervention"]
        for north in (0.02, 1.02, 0.04, 0.98):
            jobs |= self._make_open_job(site_id=self._make_site(north).id)
        answer, _starts, left = self._propose(jobs)
        self.assertFalse(left)
        here, there = self.technician.ids, colleague.ids
        self.assertEqual(
            self._get_people(answer),
            dict(zip(jobs.ids, (here, there, here, there), strict=True)),
        )
        summary = {one["name"]: one for one in answer["summary"]}
        self.assertEqual(summary["Jobs"]["after"], "4")
        self.assertEqual(summary["Kilometres"]["before"], "0")
        self.assertLess(int(summary["Kilometres"]["after"]), 30)

    def test_goals_of_the_company(self):
        """Whoever was there last goes, unless only the way counts; so does the day."""
        self.technician.address_id = self._make_site(0)
        colleague = self._make_colleague(address_id=self._make_site(0.3).id)
        site = self._make_site(0)
        done = self._make_job(
            date_start="2026-02-20 08:00:00",
            site_id=site.id,
            employee_ids=[Command.set(colleague.ids)],
        )
        done.state = "done"
        job = self._make_open_job(site_id=site.id)
        self.company.service_goal_usual = "none"
        people = self._get_people(self._propose(job)[0])
        self.assertEqual(people[job.id], self.technician.ids)
        self.company.write(
            {"service_goal_usual": "high", "service_goal_travel": "none"}
        )
        people = self._get_people(self._propose(job)[0])
        self.assertEqual(people[job.id], colleague.ids)

    def test_time_is_kept_free_for_urgent_calls(self):
        self.company.service_urgent_reserve = 50
        jobs = self._make_open_job(duration=4) | self._make_open_job(duration=4)
        _answer, starts, _left = self._propose(jobs)
        self.assertEqual(len({start[:10] for start in starts.values()}), 2)
        self.company.service_urgent_reserve = 90
        _answer, _starts, left = self._propose(jobs)
        self.assertIn("Rest kept for urgent calls: 1", left[jobs[0].id])

    def test_why_not_is_counted(self):
        skill = self.env["service.skill"].create(
            {"name": "Gas", "activity_type_ids": self.activity_type.ids}
        )
        self.technician.service_skill_ids = skill
        self._make_colleague()
        self._make_job(date_start="2026-03-09 07:00:00", duration=9)
        job = self._make_open_job(
            activities=[{"hours": 0}], deadline="2026-03-09 16:00:00"
        )
        answer, _starts, left = self._propose(job)
        self.assertRegex(
            left[job.id], r"before the deadline, .*\. Busy: 1, Without the skills: 1\."
        )
        summary = {one["name"]: one for one in answer["summary"]}
        self.assertEqual(summary["Late"]["after"], "1")

    def test_operations_in_their_order(self):
        job = self._make_job([{"hours": 0}, {"hours": 0, "offset_days": 1}])
        first, second = job.activity_ids.sorted("offset_days")
        (first | second).write({"planned_hours": 1, "employee_id": False})
        answer = self.env["service.activity"].service_gantt_propose(
            (second | first).ids, START, STOP, DATES
        )
        starts = {one["id"]: one["new"]["date_start"] for one in answer["changes"]}
        self.assertEqual(starts[first.id], "2026-03-09 07:00:00")
        self.assertEqual(starts[second.id], "2026-03-09 08:00:00")

    def test_operations(self):
        job = self._make_job([{"hours": 0}])
        activity = job.activity_ids
        activity.write({"planned_hours": 1, "employee_id": False})
        answer = self.env["service.activity"].service_gantt_propose(
            activity.ids, START, STOP, DATES
        )
        (change,) = answer["changes"]
        self.assertEqual(change["new"]["employee_id"], self.technician.id)
        result = activity.service_gantt_write(answer["changes"], DATES)
        self.assertTrue(result["saved"], result)
        self.assertEqual(str(activity.date_end), "2026-03-09 08:00:00")
