# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A call becomes a planned job with few clicks, and nobody goes twice."""

from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import Form, HttpCase, tagged

from ..common import ServiceCommon


class CallCommon(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._make_user(
            "paula", "service_management.group_planner", tz="Europe/Rome"
        )
        cls.technician.user_id = cls._make_user(
            "tessa", "service_management.group_technician"
        )
        cls.customer = cls._make_customer(
            "Officine Call", phone="+39 02 1234567", city="Milano"
        )
        cls.pump = cls._make_serial_product("Call Pump")
        cls.broken = cls._make_equipment(
            "CALL-1", product_id=cls.pump.id, partner_id=cls.customer.id
        )
        cls.jobs = cls.env["service.intervention"].with_user(cls.planner)


@tagged("post_install", "-at_install")
class TestCallTour(CallCommon, HttpCase):
    def test_call_in_five_clicks_and_late_in_one(self):
        yesterday = fields.Datetime.now() - timedelta(days=1)
        leak = self._make_job(
            equipment=self.broken,
            partner_id=self.customer.id,
            title="Leaks",
            date_start=False,
            deadline=yesterday,
            employee_ids=False,
        )
        known = self.jobs.search([])
        self.start_tour("/odoo/service-planning", "service_call", login="paula")
        job = self.jobs.search([]) - known
        self.assertEqual(job.partner_id, self.customer)
        self.assertEqual(job.item_ids.equipment_id, self.broken)
        self.assertIn("Call Pump", job.title)
        self.assertEqual(job.state, "planned")
        self.assertTrue(job.employee_ids)
        self.assertGreater(job.date_start, fields.Datetime.now())
        self.assertFalse(job.conflict_text)
        self.assertIn("Leaks", job.other_jobs)
        self.assertIn(job.name, leak.other_jobs)


@tagged("post_install", "-at_install")
class TestCall(CallCommon):
    today = "2026-03-10 08:00:00"

    # === WHO CALLS === #

    def _find(self, text):
        return [
            (
                found["partner"]["display_name"],
                found["equipment"] and found["equipment"]["id"],
            )
            for found in self.jobs.find_caller(text)
        ]

    def test_by_serial_number_name_and_phone(self):
        for text in ("CALL-1", "call", "Officine Ca", "02 1234567", "+39021234567"):
            with self.subTest(text=text):
                self.assertIn(("Officine Call", self.broken.id), self._find(text))

    def test_by_the_number_of_a_contract(self):
        contract = self._make_contract(partner_id=self.customer.id, name="CN/7788")
        self.assertIn(("Officine Call", self.broken.id), self._find("cn/77"))
        contract.action_cancel()
        self.assertEqual(self._find("cn/77"), [])

    def test_person_and_site_of_the_customer(self):
        person, site = (
            self._make_customer(
                f"Called {kind}", type=kind, parent_id=self.customer.id, phone=False
            )
            for kind in ("contact", "delivery")
        )
        [found] = self.jobs.find_caller("Called contact")
        self.assertEqual(found["partner"]["id"], self.customer.id)
        self.assertEqual(found["contact"]["id"], person.id)
        self.assertEqual(found["site"]["id"], self.broken.site_id.id)
        [found] = self.jobs.find_caller("Called delivery")
        self.assertEqual(found["partner"]["id"], self.customer.id)
        self.assertFalse(found["contact"])
        self.assertEqual(found["site"]["id"], site.id)

    def test_of_several_machines_none_is_meant(self):
        self._make_equipment("OTHER-2", partner_id=self.customer.id)
        self.assertEqual(self._find("Officine Ca"), [("Officine Call", False)])
        [found] = self._find("CALL-1")
        self.assertEqual(found, ("Officine Call", self.broken.id))

    def test_nobody(self):
        for text in ("Nobody at all", "x", " ", "%"):
            self.assertEqual(self._find(text), [])
        with self.assertRaises(UserError):
            self._find(["x"])

    # === SUBJECT === #

    def test_subject_is_what_is_known(self):
        self.pump.default_code = "NOT-A-WORD"
        for vals, title in (
            ({"title": "Said"}, "Said"),
            ({"fault": "\nNo pressure\nsince noon"}, "No pressure"),
            ({"symptom_id": self._get_symptom().id}, self._get_symptom().name),
            ({"equipment": self.broken}, "Call Pump"),
            ({}, "Service Call"),
        ):
            with self.subTest(vals=vals):
                job = self._make_job(partner_id=self.customer.id, **vals)
                self.assertEqual(job.title, title)

    def _get_symptom(self):
        return self.env["service.intervention.code"].search(
            [("kind", "=", "symptom")], limit=1
        )

    # === OTHER JOBS === #

    def test_other_jobs_on_the_same_machines(self):
        second = self._make_equipment("CALL-2", partner_id=self.customer.id)
        one, both, over = (
            self._make_job(equipment=machines, partner_id=self.customer.id)
            for machines in (second, self.broken | second, self.broken)
        )
        over.action_cancel()
        self.assertIn(one.name, both.other_jobs)
        self.assertNotIn(over.name, both.other_jobs)
        self.assertIn(both.name, one.other_jobs)
        self.assertFalse(over.other_jobs)
        jobs = one | both | over
        few = self._count_queries(lambda: jobs.mapped("other_jobs"))
        jobs |= self.env["service.intervention"].union(
            *(
                self._make_job(
                    equipment=self._make_equipment(
                        f"N-{number}", partner_id=self.customer.id
                    ),
                    partner_id=self.customer.id,
                )
                for number in range(10)
            )
        )
        many = self._count_queries(lambda: jobs.mapped("other_jobs"))
        self.assertLessEqual(many, few)

    # === WHAT IS KNOWN BEFORE === #

    def test_last_visit_and_what_helped_are_in_view(self):
        other = self._make_equipment(
            "CALL-9", product_id=self.pump.id, partner_id=self.customer.id
        )
        for machine, title, done in (
            (other, "Leaks at the seal", "Replaced the gasket"),
            (other, "Noise in the bearing", "Greased it"),
            (self.broken, "Yearly visit", "Cleaned"),
        ):
            job = self._make_job(
                [{}],
                equipment=machine,
                partner_id=self.customer.id,
                title=title,
                work_done=done,
            )
            self._finish(job)
        form = self._call()
        self.assertIn("Yearly visit", form.last_visit)
        self.assertIn("Not covered", form.cover_words)
        self.assertIn("Cleaned", form.known_faults)
        self.assertNotIn("gasket", form.known_faults)
        form = self._call(fault="It leaks")
        self.assertIn("Leaks at the seal → Replaced the gasket", form.known_faults)
        self.assertNotIn("Greased", form.known_faults)

    def _call(self, fault=""):
        form = Form(
            self.jobs, view="service_management.service_intervention_view_form_call"
        )
        form.fault = fault
        form.partner_id = self.customer
        form.called_equipment_id = self.broken
        return form

    def test_what_is_known_is_asked_for_all_at_once(self):
        def ask():
            jobs.mapped("last_visit"), jobs.mapped("known_faults")

        self._finish(
            self._make_job(
                [{}], equipment=self.broken, title="Leaks", work_done="Sealed"
            )
        )
        jobs = self._make_job(equipment=self.broken, title="Leaks")
        few = self._count_queries(ask)
        for _number in range(8):
            jobs |= self._make_job(equipment=self.broken, title="Leaks")
        self.assertLessEqual(self._count_queries(ask), few + 1)

    # === PLAN === #

    def _ask(self, **vals):
        job = self._make_job(
            partner_id=self.customer.id,
            **{"date_start": False, "employee_ids": False, **vals},
        ).with_user(self.planner)
        action = job.action_open_plan()
        wizard = self.env[action["res_model"]].with_user(self.planner)
        return job, Form(wizard.with_context(**action["context"]))

    def test_first_free_time_is_proposed(self):
        job, form = self._ask()
        wizard = form.save()
        self.assertFalse(wizard.explanation)
        self.assertFalse(wizard.conflict_text)
        wizard.action_confirm()
        self.assertEqual(job.state, "planned")
        self.assertGreaterEqual(job.date_start, fields.Datetime.now())
        self.assertEqual(len(job.employee_ids), 1)

    def test_after_the_deadline_when_there_is_no_time_before(self):
        job, form = self._ask(deadline="2026-03-10 08:05:00")
        self.assertIn("deadline", form.explanation)
        self.assertGreater(form.date_start, job.deadline)

    def test_other_choice_and_what_speaks_against_it(self):
        busy = self._make_job(date_start="2026-03-11 08:00:00", duration=4)
        job, form = self._ask(duration=2)
        form.date_start = "2026-03-11 09:00:00"
        form.employee_ids.clear()
        form.employee_ids.add(self.technician)
        self.assertIn(busy.name, form.conflict_text)
        form.save().action_confirm()
        self.assertEqual(str(job.date_start), "2026-03-11 09:00:00")
        self.assertEqual(job.duration, 2)
        self.assertEqual(job.employee_ids, self.technician)

    def test_what_is_complete_is_planned_at_once(self):
        job = self._make_job(
            date_start="2026-03-11 08:00:00",
            employee_ids=[Command.set(self.technician.ids)],
        )
        self.assertFalse(job.action_open_plan())
        self.assertEqual(job.state, "planned")
