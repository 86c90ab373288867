# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What arrives by e-mail becomes a job of who wrote it, or a request to check."""

from pathlib import Path

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import ServiceCommon

MAIL = Path(__file__).parent / "mail"
SCRIPT = "<script>"


@tagged("post_install", "-at_install")
class TestRequestMail(ServiceCommon):
    today = "2026-03-10 08:00:00"

    @classmethod
    def default_env_context(cls):
        return {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.domain = cls.env["mail.alias.domain"].create(
            {
                "name": "service.example",
                "bounce_alias": "bounce",
                "catchall_alias": "catchall",
            }
        )
        cls.company.alias_domain_id = cls.domain
        cls.planner = cls._make_user("paula", "service_management.group_planner")
        cls.team = cls.env["service.team"].create(
            {
                "name": "Hotline",
                "alias_name": "hotline",
                "alias_domain_id": cls.domain.id,
                "company_id": cls.company.id,
                "user_id": cls.planner.id,
            }
        )
        cls.rival = cls._make_customer("Rival")
        cls.anna, cls.piero = (
            cls._make_customer(
                name, email=f"{name}@customer.example", parent_id=cls.customer.id
            )
            for name in ("anna", "piero")
        )
        for customer in (cls.customer, cls.rival):
            cls._make_customer(
                "Office", email="office@shared.example", parent_id=customer.id
            )
        cls.first, cls.second = (
            cls._make_equipment(f"OWN-{number}") for number in (1, 2)
        )
        cls.theirs = cls._make_equipment("RIVAL-1", partner_id=cls.rival.id)
        cls.jobs = cls.env["service.intervention"]
        cls.requests = cls.env["service.request"]

    def _receive(self, name, **words):
        """Hand a mail to Odoo as the mail server does; return what is new."""
        jobs, requests = self.jobs.search([]), self.requests.search([])
        text = (MAIL / f"{name}.eml").read_text()
        for word, value in words.items():
            text = text.replace(f"{{{word}}}", value)
        self.env["mail.thread"].message_process(False, text.encode())
        self.env.flush_all()
        new = self.requests.search([]) - requests
        return self.jobs.search([]) - jobs, new.filtered(lambda one: one.state == "new")

    def _get_mails(self):
        return self.env["mail.mail"].search([], order="id")

    # === KNOWN CUSTOMERS === #

    def test_customer_and_machine_are_recognised(self):
        job, to_check = self._receive("serial_in_subject")
        self.assertFalse(to_check)
        self.assertEqual(job.partner_id, self.customer)
        self.assertEqual(job.contact_id, self.anna)
        self.assertEqual(job.item_ids.equipment_id, self.first)
        self.assertEqual((job.title, job.origin), ("OWN-1 leaks", "request"))
        self.assertIn("water below the machine", job.fault)
        self.assertEqual((job.team_id, job.user_id), (self.team, self.planner))
        self.assertEqual(job.company_id, self.company)
        self.assertNotEqual(job.name, "/")
        message = job.message_ids.filtered(lambda one: one.message_type == "email")
        self.assertEqual(message.author_id, self.anna)
        self.assertIn(self.anna, job.message_partner_ids)

    def test_several_machines_with_other_signs_between(self):
        job, _none = self._receive("several_serials")
        self.assertEqual(job.item_ids.equipment_id, self.first | self.second)

    def test_a_person_below_an_address_and_a_coded_subject(self):
        branch = self._make_customer("Branch", parent_id=self.customer.id)
        self.piero.parent_id = branch
        job, _none = self._receive("child_contact")
        self.assertEqual(job.contact_id, self.piero)
        self.assertEqual(job.partner_id, self.customer)
        self.assertEqual(job.item_ids.equipment_id, self.first)
        self.assertIn("Perdita d'acqua", job.title)

    def test_one_address_of_two_customers(self):
        job, _none = self._receive("shared_address")
        self.assertEqual(job.partner_id, self.rival)
        self.assertEqual(job.item_ids.equipment_id, self.theirs)
        jobs, to_check = self._receive("shared_address_unclear")
        self.assertFalse(jobs)
        self.assertEqual(len(to_check), 1)

    def test_never_the_machine_of_another_customer(self):
        job, _none = self._receive("only_machine_of_others")
        self.assertEqual(job.partner_id, self.customer)
        self.assertFalse(job.item_ids)

    def test_who_sees_one_address_only_asks_for_it_only(self):
        self.anna.service_own_site = True
        job, _none = self._receive("serial_in_subject")
        self.assertFalse(job.item_ids)
        self.assertEqual(job.site_id, self.anna)

    def test_files_are_kept(self):
        job, _none = self._receive("attachments")
        files = job.message_ids.attachment_ids
        self.assertEqual(set(files.mapped("name")), {"leak.png", "plan.pdf"})
        self.assertEqual(set(files.mapped("res_id")), {job.id})
        self.assertTrue(all(files.mapped("raw")))

    def test_what_is_written_is_text(self):
        job, _none = self._receive("script")
        for text in (job.fault, *job.message_ids.mapped("body")):
            self.assertNotIn(SCRIPT, text or "")
            self.assertNotIn("onerror", text or "")
        self.assertFalse(self.env["res.partner"].search([("name", "like", SCRIPT)]))

    def test_a_mail_that_comes_twice_is_one(self):
        self._receive("serial_in_subject")
        job, to_check = self._receive("serial_in_subject")
        self.assertFalse(job | to_check.intervention_id)

    # === THE MACHINE IS ASKED FOR === #

    def test_without_a_machine_it_is_asked_for_and_the_answer_says_it(self):
        known = self._get_mails()
        job, _none = self._receive("no_machine")
        self.assertFalse(job.item_ids)
        asked = (self._get_mails() - known).filtered(
            lambda mail: self.anna in mail.recipient_ids
        )
        self.assertEqual(len(asked), 1)
        self.assertIn(job._get_machine_url().split("?")[0], asked.body_html)
        self.assertIn("auto-replied", asked.headers)
        self.assertIn("hotline@service.example", asked.reply_to)
        jobs, to_check = self._receive("answer", reference=asked.message_id)
        self.assertFalse(jobs | to_check.intervention_id)
        self.assertEqual(job.item_ids.equipment_id, self.second)
        self.assertIn(
            "the one with the number", "".join(job.message_ids.mapped("body"))
        )

    def test_the_question_is_the_only_mail_that_says_the_number(self):
        moment = self.env["service.customer.moment"]._find("received")
        moment._switch(self.company, True)
        messages = self.env["service.customer.message"]
        job, _none = self._receive("no_machine")
        self.assertFalse(messages._search_waiting(moment, job))
        job, _none = self._receive("serial_in_subject")
        self.assertEqual(len(messages._search_waiting(moment, job)), 1)

    def test_an_answer_to_a_double_is_for_the_job_that_goes_on(self):
        double, _none = self._receive("no_machine")
        job = self._make_job(partner_id=self.customer.id, date_start=False)
        double._close_as_double(job)
        self.env.invalidate_all()
        told = double.message_ids.filtered(
            lambda one: one.subtype_id == self.env.ref("mail.mt_comment")
        )
        jobs, to_check = self._receive("answer", reference=told[0].message_id)
        self.assertFalse(jobs | to_check.intervention_id)
        self.assertIn(
            "the one with the number", "".join(job.message_ids.mapped("body"))
        )

    def test_nothing_is_asked_where_there_is_no_choice(self):
        (self.first | self.second).action_retire()
        known = self._get_mails()
        self._receive("no_machine")
        asked = (self._get_mails() - known).recipient_ids
        self.assertNotIn(self.anna, asked)

    # === UNKNOWN PEOPLE === #

    def test_unknown_people_make_a_request_to_check(self):
        partners = self.env["res.partner"].search_count([])
        jobs, request = self._receive("unknown_sender")
        self.assertFalse(jobs)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertFalse(request.partner_id)
        self.assertFalse(request.equipment_ids)
        self.assertEqual(request.sender, "Nobody Known")
        self.assertIn(self.planner.partner_id, request.message_partner_ids)
        self.assertIn("on the web", "".join(request.message_ids.mapped("body")))
        mine = request.with_user(self.planner)
        with self.assertRaises(UserError):
            mine.action_take()
        machines = self.first | self.theirs  # one of them was taken for theirs
        mine.write({"partner_id": self.customer.id, "equipment_ids": machines.ids})
        mine.action_take()
        job = request.intervention_id
        self.assertEqual(job.partner_id, self.customer)
        self.assertEqual(job.item_ids.equipment_id, self.first)
        self.assertIn("on the web", "".join(job.message_ids.mapped("body")))
        self.assertIn("Nobody Known", job.fault)
        with self.assertRaises(UserError):
            mine.action_take()
        message = job.message_ids.filtered(lambda one: one.message_type == "email")
        new, to_check = self._receive("answer", reference=message.message_id)
        self.assertFalse(new | to_check.intervention_id)
        self.assertIn("the one with", "".join(job.message_ids.mapped("body")))

    def test_a_colleague_who_passes_something_on_is_no_customer(self):
        self.planner.partner_id.email = "anna@customer.example"
        self.anna.email = False
        jobs, to_check = self._receive("serial_in_subject")
        self.assertFalse(jobs)
        to_check.with_user(self.planner).action_refuse()
        self.assertEqual(to_check.state, "refused")

    # === NO LOOPS === #

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_automatic_replies_are_ignored_and_alarms_are_not(self):
        for name in ("automatic_reply", "old_automatic_reply", "delivery_failure"):
            with self.subTest(name=name):
                jobs, to_check = self._receive(name)
                self.assertFalse(jobs)
                self.assertFalse(to_check)
        job, _none = self._receive("alarm")
        self.assertEqual(job.item_ids.equipment_id, self.first)
        known = job.message_ids
        text = (MAIL / "automatic_reply.eml").read_text()
        reference = known[-1].message_id
        self.env["mail.thread"].message_process(
            False,
            text.replace("Subject:", f"In-Reply-To: {reference}\nSubject:")
            .replace("<automatic_reply@", "<second@")
            .encode(),
        )
        self.assertEqual(job.message_ids, known)

    @mute_logger("odoo.addons.mail.models.mail_thread")
    def test_a_loop_ends(self):
        """Somebody's system answers each of our mails, and says so nowhere."""
        text = (MAIL / "no_machine.eml").read_text()
        before = self.jobs.search_count([])
        for number in range(60):
            self.env["mail.thread"].message_process(
                False, text.replace("<no_machine@", f"<loop{number}@").encode()
            )
        self.assertLessEqual(self.jobs.search_count([]) - before, 20)
        text = (MAIL / "unknown_sender.eml").read_text()
        for number in range(60):
            self.env["mail.thread"].message_process(
                False, text.replace("<unknown_sender@", f"<more{number}@").encode()
            )
        self.assertLessEqual(self.requests.search_count([("state", "=", "new")]), 20)
