# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Skills that hold until a day: warned of before, not planned afterwards."""

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .common_planning import OPTIONS, START, STOP, PlanningReadCommon


@tagged("post_install", "-at_install")
class TestCertificates(PlanningReadCommon):
    """The week of Monday, 9 March 2026; the certificate ends on Tuesday."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.skill = cls.env["service.skill"].create(
            {"name": "Gas", "activity_type_ids": cls.activity_type.ids}
        )
        cls.certificate = cls._certify("2025-03-11", "2026-03-10")

    @classmethod
    def _certify(cls, start, end, person=None):
        return cls.env["service.certificate"].create(
            {
                "employee_id": (person or cls.technician).id,
                "skill_id": cls.skill.id,
                "date_from": start,
                "date_until": end,
            }
        )

    def _plan(self, day, **vals):
        return self._make_job([{}], date_start=f"{day} 08:00:00", **vals)

    def _propose(self, jobs):
        """Jobs that have a place, and why the others have none."""
        answer = self.jobs.service_gantt_propose(jobs.ids, START, STOP, OPTIONS)
        left = {one["id"]: one["reason"] for one in answer["left"]}
        return {one["id"] for one in answer["changes"]}, left

    def _get_texts(self, job):
        found = job._get_conflicts()[job]
        return [text for kind, text in found if kind == "skill"]

    def test_who_has_a_certificate_has_the_skill(self):
        self.assertEqual(self.technician.service_skill_ids, self.skill)

    def test_warned_before_refused_after(self):
        job = self._plan("2026-03-10")
        self.assertIn("“Gas” ends on 03/10/2026", self._get_texts(job)[0])
        with self.assertRaisesRegex(ValidationError, "no certificate “Gas” is valid"):
            job.date_start = "2026-03-11 08:00:00"
        with self.assertRaisesRegex(ValidationError, "no certificate"):
            self._plan("2026-03-11")
        self.assertEqual(self._get_texts(self._plan("2026-02-03")), [])  # far away

    def test_refused_on_the_plan_and_in_the_form(self):
        job = self._plan("2026-03-09")
        activity = job.activity_ids
        with self.assertRaisesRegex(ValidationError, "no certificate"):
            activity.write(
                {
                    "employee_id": self.technician.id,
                    "date_start": "2026-03-12 08:00:00",
                    "date_end": "2026-03-12 09:00:00",
                }
            )
        form = Form(job)
        form.date_start = "2026-03-12 08:00:00"
        self.assertIn("no certificate", form.conflict_text)
        with self.assertRaisesRegex(ValidationError, "no certificate"):
            form.save()

    def test_another_person_or_a_new_certificate_will_do(self):
        colleague = self._make_employee("Carl")
        colleague.service_skill_ids = self.skill  # without any paper
        people = self.technician | colleague
        self._plan("2026-03-11", employee_ids=[Command.set(people.ids)])
        self._certify("2026-03-11", False)
        job = self._plan("2026-03-12")
        self.assertEqual(self._get_texts(job), [])
        self.assertEqual(self._get_texts(self._plan("2026-03-10")), [])  # goes on

    def test_jobs_planned_before_are_warned_of_and_can_be_worked(self):
        self.certificate.date_until = False
        job = self._plan("2026-03-11")
        self.certificate.date_until = "2026-03-10"
        job.invalidate_recordset()
        self.assertIn("no certificate", self._get_texts(job)[0])
        job.note = "Changed"
        job.action_start()
        self._finish(job)

    def test_not_proposed_when_it_ends_within_the_plan(self):
        job = self._make_job(
            [{"hours": 0}], date_start=False, employee_ids=[Command.clear()], duration=2
        )
        chosen = self._make_job([{"hours": 0}], date_start=False, duration=2)
        for one in (job, chosen):
            left = self._propose(one)[1]
            self.assertIn("Without the skills: 1", left[one.id])
        self.certificate.date_until = "2026-12-31"
        for one in (job, chosen):
            self.assertIn(one.id, self._propose(one)[0])

    def test_not_offered_to_customers_after_its_end(self):
        job = self._make_job(
            [{"hours": 0}], date_start=False, employee_ids=[Command.clear()], duration=2
        )
        bounds = (self._moment("2026-03-10"), self._moment("2026-03-13"))
        hours = job._without_uncertified(
            self.technician._get_planning_hours(*bounds), self.technician, *bounds
        )
        off = hours.off[self.technician.id]
        noon = self._moment("2026-03-10 12:00:00"), self._moment("2026-03-11 12:00:00")
        self.assertEqual(
            [any(start <= one < end for start, end in off) for one in noon],
            [False, True],
        )

    def _moment(self, text):
        return self.env["service.intervention"]._fields["date_start"].to_datetime(text)

    def test_list_of_what_ends(self):
        action = self.env.ref("service_management.service_certificate_action")
        self.assertEqual(action.res_model, "service.certificate")
        later = self._certify("2026-03-11", "2027-03-10")
        ending = self.env["service.certificate"].search(
            [("date_until", "<=", "today +60d")]
        )
        self.assertEqual(ending & (self.certificate | later), self.certificate)
