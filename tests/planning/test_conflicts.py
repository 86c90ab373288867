# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What speaks against a plan is said, and never forbidden."""

from odoo import Command
from odoo.tests import Form, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestConflicts(ServiceCommon):
    """Tuesday, 10 March 2026 in Brussels: 8 to 12 and 13 to 17, one hour before UTC."""

    today = "2026-03-02 09:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "40 hours",
                "tz": "Europe/Brussels",
                "company_id": cls.company.id,
            }
        )
        cls.technician.write(
            {"tz": "Europe/Brussels", "resource_calendar_id": cls.calendar.id}
        )
        cls.skill = cls.env["service.skill"].create(
            {"name": "Gas", "activity_type_ids": cls.activity_type.ids}
        )
        cls.technician.service_skill_ids = cls.skill

    def _plan(self, start="2026-03-10 08:00", hours=2.0, activities=(), **vals):
        return self._make_job(
            activities, date_start=f"{start}:00", duration=hours, **vals
        )

    def _assert_conflicts(self, job, *kinds):
        self.assertEqual(
            sorted(kind for kind, _text in job._get_conflicts()[job]), sorted(kinds)
        )
        self.assertEqual(job.has_conflict, bool(kinds))
        self.assertEqual(bool(job.conflict_text), bool(kinds))

    def test_a_good_plan(self):
        self._assert_conflicts(self._plan(activities=[{}]))

    def test_somebody_who_is_gone(self):
        job = self._plan()
        self.technician.action_archive()
        self._assert_conflicts(job, "archived")
        self._assert_conflicts(self._finish(job))

    # === DOUBLE BOOKING === #

    def test_double_booking_is_told_on_both_jobs(self):
        first, second = self._plan(), self._plan("2026-03-10 09:00")
        conflicts = (first | second)._get_conflicts()
        for job, other in ((first, second), (second, first)):
            ((kind, text),) = conflicts[job]
            self.assertEqual(kind, "booked")
            self.assertIn("Tessa Technician", text)
            self.assertIn(other.name, text)
            self._assert_conflicts(job, "booked")

    def test_one_after_the_other_is_no_conflict(self):
        for job in (self._plan(), self._plan("2026-03-10 10:00")):
            self._assert_conflicts(job)

    def test_somebody_else_may_work_at_the_same_time(self):
        self._plan()
        colleague = self._make_employee("Carl", resource_calendar_id=self.calendar.id)
        self._assert_conflicts(self._plan(employee_ids=[Command.set(colleague.ids)]))

    def test_jobs_that_are_over_take_no_time(self):
        self._plan().action_cancel()
        self._finish(self._plan())
        self._assert_conflicts(self._plan())

    def test_technician_learns_of_jobs_that_are_hidden(self):
        user = self._make_user("tessa", "service_management.group_technician")
        self.technician.user_id = user
        job, other = self._plan(), self._plan()
        self.env.invalidate_all()
        self.assertIn(other.name, job.with_user(user).conflict_text)

    # === LEAVE AND HOURS === #

    def _make_leave(self, start, end, resource=None, **vals):
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Away",
                "date_from": start,
                "date_to": end,
                "resource_id": resource and resource.id,
                "company_id": self.company.id,
                "calendar_id": self.calendar.id,
                **vals,
            }
        )

    def test_leave(self):
        self._make_leave(
            "2026-03-10 00:00:00", "2026-03-11 00:00:00", self.technician.resource_id
        )
        self._assert_conflicts(self._plan(), "leave")
        self._assert_conflicts(self._plan("2026-03-11 08:00"))

    def test_leave_of_somebody_else(self):
        colleague = self._make_employee("Carl")
        self._make_leave(
            "2026-03-10 00:00:00", "2026-03-11 00:00:00", colleague.resource_id
        )
        self._assert_conflicts(self._plan())

    def test_holiday_of_all(self):
        self._make_leave("2026-03-10 00:00:00", "2026-03-11 00:00:00")
        job = self._plan()
        self._assert_conflicts(job, "leave")
        self.assertIn("Away", job.conflict_text)

    def test_holiday_of_another_calendar(self):
        other = self.calendar.copy()
        self._make_leave(
            "2026-03-10 00:00:00", "2026-03-11 00:00:00", calendar_id=other.id
        )
        self._assert_conflicts(self._plan())

    def test_working_hours(self):
        for start, hours, kinds in (
            ("2026-03-10 07:00", 9.0, ()),  # all day, with its break
            ("2026-03-10 06:30", 1.0, ("hours",)),
            ("2026-03-10 15:30", 1.0, ("hours",)),
            ("2026-03-10 20:00", 1.0, ("hours",)),
            ("2026-03-14 08:00", 1.0, ("hours",)),  # a Saturday
            ("2026-03-31 06:00", 1.0, ()),  # summer time has begun
        ):
            with self.subTest(start=start, hours=hours):
                job = self._plan(start, hours)
                self._assert_conflicts(job, *kinds)
                job.action_cancel()

    def test_who_works_when_they_like_has_no_odd_hours(self):
        self.technician.resource_calendar_id = False
        self._assert_conflicts(self._plan("2026-03-14 20:00"))

    # === SKILLS AND DEADLINE === #

    def test_missing_skill(self):
        self.technician.service_skill_ids = False
        job = self._plan(activities=[{}, {}])
        self._assert_conflicts(job, "skill")
        self.assertIn("Gas", job.conflict_text)
        self.assertIn("Overhaul", job.conflict_text)

    def test_one_of_the_team_is_enough(self):
        colleague = self._make_employee("Carl", resource_calendar_id=self.calendar.id)
        team = colleague | self.technician
        self._assert_conflicts(
            self._plan(activities=[{}], employee_ids=[Command.set(team.ids)])
        )

    def test_person_of_the_operation_needs_the_skill(self):
        colleague = self._make_employee("Carl", resource_calendar_id=self.calendar.id)
        job = self._plan(activities=[{"employee_id": colleague.id}])
        self._assert_conflicts(job, "skill")
        job.activity_ids.action_done()
        self._assert_conflicts(job)

    def test_deadline_that_is_missed(self):
        self._assert_conflicts(self._plan(deadline="2026-03-10 09:00:00"), "deadline")

    # === WHERE IT IS SHOWN === #

    def test_planning_warns_and_goes_on(self):
        first, second = self._plan(), self._plan()
        self.assertFalse(self._plan("2026-03-12 08:00").action_plan())
        first.action_plan()
        action = second.action_plan()
        self.assertEqual(second.state, "planned")
        self.assertEqual(action["params"]["type"], "warning")
        self.assertIn(first.name, action["params"]["message"])

    def test_form_warns_before_it_is_saved(self):
        other = self._plan()
        form = Form(self.env["service.intervention"])
        form.partner_id = self.customer
        form.employee_ids.add(self.technician)
        form.date_start = "2026-03-10 08:30:00"
        self.assertIn(other.name, form.conflict_text)
        form.date_start = "2026-03-11 08:30:00"
        self.assertFalse(form.conflict_text)

    def test_jobs_with_conflicts_are_found(self):
        jobs = self._plan() | self._plan("2026-03-11 08:00")
        odd = self._plan("2026-03-14 08:00")
        past = self._plan("2026-02-14 08:00")
        everything = jobs | odd | past
        found = everything.search(
            [("id", "in", everything.ids), ("has_conflict", "=", True)]
        )
        self.assertEqual(found, odd)
        others = everything.search(
            [("id", "in", everything.ids), ("has_conflict", "=", False)]
        )
        self.assertEqual(others, jobs | past)

    def test_planner_needs_no_rights_on_people(self):
        planner = self._make_user("planner", "service_management.group_planner")
        self.technician.service_skill_ids = False
        self._make_leave("2026-03-10 00:00:00", "2026-03-11 00:00:00")
        self._plan(activities=[{}])
        job = self._plan("2026-03-10 05:00", 4.0, [{}]).with_user(planner)
        self.env.invalidate_all()
        self._assert_conflicts(job, "booked", "leave", "hours", "skill")

    def test_planner_keeps_the_list_of_skills(self):
        planner = self._make_user("planner", "service_management.group_planner")
        skill = self.skill.with_user(planner)
        colleague = self._make_employee("Carl")
        skill.employee_ids = [Command.link(colleague.id)]
        self.assertEqual(colleague.service_skill_ids, self.skill)
