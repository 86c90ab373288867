# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The life of a job: its states, its plan and what it needs to be finished."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .common_job import JobCommon


@tagged("post_install", "-at_install")
class TestIntervention(JobCommon):
    """The states of a job and what may be done in each."""

    # === TRANSITIONS === #

    def test_each_step_is_possible_from_its_own_states_only(self):
        allowed = {
            "action_plan": ("new",),
            "action_start": ("new", "planned"),
            "action_done": ("in_progress",),
            "action_cancel": ("new", "planned", "in_progress"),
        }
        for action, states in allowed.items():
            for state in ("new", "planned", "in_progress", "done", "cancelled"):
                job = self._make_job(state=state)
                with self.subTest(action=action, state=state):
                    if state in states:
                        getattr(job, action)()
                    else:
                        with self.assertRaises(UserError):
                            getattr(job, action)()
                        self.assertEqual(job.state, state)

    def test_way_from_new_to_done(self):
        job = self._make_job([{}])
        job.action_plan()
        self.assertEqual(job.state, "planned")
        job.action_start()
        self.assertEqual(job.state, "in_progress")
        job.activity_ids.action_done()
        job.action_done()
        self.assertEqual(job.state, "done")

    def test_planning_needs_a_date(self):
        with self.assertRaisesRegex(UserError, "start"):
            self._make_job(date_start=False).action_plan()

    def test_planning_needs_people(self):
        with self.assertRaisesRegex(UserError, "person"):
            self._make_job(employee_ids=False).action_plan()

    def test_planning_dates_the_activities(self):
        job = self._make_job([{}])
        job.action_plan()
        self.assertEqual(job.activity_ids.date_start, job.date_start)
        self.assertEqual(job.activity_ids.employee_id, self.technician)

    def test_start_now_notes_the_time(self):
        job = self._make_job(date_start=False)
        with freeze_time("2026-03-10 09:30:00"):
            job.action_start()
        self.assertEqual(job.date_start, datetime(2026, 3, 10, 9, 30))

    # === PLAN === #

    def test_moving_the_start_keeps_the_duration(self):
        job = self._make_job(date_start="2026-03-10 08:00:00", duration=2.5)
        self.assertEqual(job.date_end, datetime(2026, 3, 10, 10, 30))
        job.date_start = "2026-03-12 14:00:00"
        self.assertEqual(job.duration, 2.5)
        self.assertEqual(job.date_end, datetime(2026, 3, 12, 16, 30))

    def test_moving_a_job_that_was_not_read_before(self):
        job = self._make_job([{}], date_start="2026-03-10 08:00:00")
        self.env.flush_all()
        self.env.invalidate_all()
        job.date_start = "2026-03-12 14:00:00"
        self.assertEqual(job.date_end, datetime(2026, 3, 12, 15))

    def test_moving_an_activity_keeps_its_hours(self):
        job = self._make_job([{"planned_hours": 2.0}])
        job.action_plan()
        self.env.flush_all()
        self.env.invalidate_all()
        job.activity_ids.date_start = "2026-03-12 14:00:00"
        self.env.flush_all()
        self.assertEqual(job.activity_ids.date_end, datetime(2026, 3, 12, 16))

    def test_moving_the_end_changes_the_duration(self):
        job = self._make_job(date_start="2026-03-10 08:00:00")
        job.date_end = "2026-03-10 12:00:00"
        self.assertEqual(job.duration, 4.0)
        self.assertEqual(job.date_start, datetime(2026, 3, 10, 8))

    def test_start_and_end_entered_together(self):
        job = self._make_job(
            date_start="2026-03-10 08:00:00", date_end="2026-03-10 11:00:00"
        )
        self.assertEqual(job.duration, 3.0)
        self.assertEqual(job.date_end, datetime(2026, 3, 10, 11))

    def test_end_before_the_start_is_refused(self):
        with self.assertRaises(ValidationError):
            self._make_job(
                date_start="2026-03-10 08:00:00", date_end="2026-03-10 07:00:00"
            )

    @freeze_time("2026-03-10 12:00:00")
    def test_late_is_open_and_past_its_deadline(self):
        late = self._make_job(deadline="2026-03-10 11:00:00")
        no_deadline = self._make_job(date_start="2026-03-10 08:00:00")
        in_time = self._make_job(
            date_start="2026-03-10 12:00:00", deadline="2026-03-10 13:00:00"
        )
        finished = self._finish(self._make_job(deadline="2026-03-10 11:00:00"))
        jobs = late | no_deadline | in_time | finished
        self.assertEqual(jobs.filtered("is_late"), late | no_deadline)
        found = jobs.search([("id", "in", jobs.ids), ("is_late", "=", True)])
        self.assertEqual(found, late | no_deadline)

    # === COMPLETENESS === #

    def test_required_activity_holds_the_job_open(self):
        job = self._make_job([{"name": "Check", "required": True}])
        job.action_start()
        with self.assertRaisesRegex(UserError, "Check"):
            job.action_done()
        job.activity_ids.action_skip("Out of reach")
        job.action_done()
        self.assertEqual(job.state, "done")

    def test_activity_that_is_not_required_may_stay_open(self):
        job = self._make_job([{"required": False}])
        job.action_start()
        job.action_done()
        self.assertEqual(job.invoice_state, "nothing")

    def test_finding_must_be_entered(self):
        job = self._make_job([{"check_type": "text"}])
        with self.assertRaises(UserError):
            job.activity_ids.action_done()
        job.activity_ids.check_text = "Worn."
        job.activity_ids.action_done()
        self.assertEqual(job.activity_ids.state, "done")

    def test_planned_hours_are_proposed_as_worked(self):
        job = self._make_job([{"hours": 0.0, "planned_hours": 1.5}])
        job.activity_ids.action_done()
        self.assertEqual(job.activity_ids.hours, 1.5)

    def test_skipped_activity_takes_no_time(self):
        job = self._make_job([{"hours": 2.0}])
        job.activity_ids.action_skip()
        self.assertEqual(job.activity_ids.hours, 0.0)

    def test_progress_counts_what_is_recorded(self):
        job = self._make_job([{}, {}, {}, {}])
        job.activity_ids[0].action_done()
        job.activity_ids[1].action_skip()
        self.assertEqual(job.progress, 50.0)
