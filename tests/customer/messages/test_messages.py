# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What customers are told by themselves: what is true, once, and not by night."""

from unittest.mock import patch

import vobject
from freezegun import freeze_time

from odoo import Command, fields
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...contract.life.common_renewal import RenewalCommon
from .common_messages import MessageCommon

LATER = "2026-03-10 09:06:00"
GUARDED = "odoo.addons.service_management.models.shared.guarded"
MESSAGES = (
    "odoo.addons.service_management.models.customer.messages.service_customer_message"
)


@tagged("post_install", "-at_install")
class TestAppointment(MessageCommon):
    def test_planned_with_a_calendar_file_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("it_IT")
        self.customer.lang = "it_IT"
        job = self._plan(title="Pump; hums, loudly")
        self.assertFalse(self._tell(), "the planner has just begun")
        mail = self._tell(LATER)
        self.assertEqual(len(mail), 1)
        self.assertEqual(mail.recipient_ids, self.customer)
        self.assertIn("giovedì 12 marzo 2026, 09:00", mail.subject)
        self.assertEqual((mail.model, mail.res_id), (job._name, job.id))
        self.assertEqual(mail.state, "outgoing")
        event = vobject.readOne(mail.attachment_ids.raw.decode()).vevent
        self.assertIn("Pump; hums, loudly", event.summary.value)
        self.assertEqual(
            (str(event.dtstart.value), str(event.dtend.value)),
            ("2026-03-12 08:00:00+00:00", "2026-03-12 09:00:00+00:00"),
        )
        self.assertFalse(self._tell("2026-03-10 10:00:00"), "told once")

    def test_a_morning_that_was_chosen_is_no_hour_in_the_calendar(self):
        job = self._plan()
        job._by_server().write(
            {
                "appointment_start": "2026-03-11 23:00:00",
                "appointment_end": "2026-03-12 12:00:00",
            }
        )
        mail = self._tell(LATER)
        self.assertIn("March 12, 2026, morning", mail.subject)
        event = vobject.readOne(mail.attachment_ids.raw.decode()).vevent
        self.assertEqual(
            (str(event.dtstart.value), str(event.dtend.value)),
            ("2026-03-12", "2026-03-13"),
        )
        self.assertTrue(event.summary.value.endswith("(morning)"))
        with freeze_time("2026-03-10 10:00:00"):
            job.date_start = "2026-03-12 10:00:00"
        self.assertFalse(self._tell("2026-03-10 10:06:00"), "still that morning")
        with freeze_time("2026-03-10 11:00:00"):
            job.date_start = "2026-03-13 08:00:00"
        mail = self._tell("2026-03-10 11:06:00")
        self.assertIn("March 12, 2026, morning", mail.body_html)

    def test_taken_back_within_minutes_nobody_has_heard_of_it(self):
        job = self._plan()
        job.action_cancel()
        self.assertFalse(self._tell(LATER))
        self.assertFalse(job.customer_message_ids)
        job = self._plan()
        self._tell(LATER)
        with freeze_time("2026-03-10 10:00:00"):
            job.date_start = "2026-03-13 08:00:00"
            job.date_start = "2026-03-12 08:00:00"
        self.assertFalse(self._tell("2026-03-10 10:06:00"))

    def test_moved_back_and_forth_and_called_off(self):
        job = self._plan()
        self._tell(LATER)
        subjects = []
        for hour, day in ((10, 13), (11, 12), (12, 13)):
            with freeze_time(f"2026-03-10 {hour}:00:00"):
                job.date_start = f"2026-03-{day} 08:00:00"
            mail = self._tell(f"2026-03-10 {hour}:06:00")
            subjects.append(mail.subject)
        self.assertEqual(len(set(subjects)), 2)
        self.assertTrue(all("has moved" in subject for subject in subjects))
        self.assertIn("Thursday, March 12", mail.body_html)
        with freeze_time("2026-03-10 13:00:00"):
            job.action_cancel()
        mail = self._tell("2026-03-10 13:06:00")
        self.assertIn("called off", mail.subject)
        self.assertIn("Friday, March 13, 2026", mail.body_html)
        event = vobject.readOne(mail.attachment_ids.raw.decode()).vevent
        self.assertEqual(event.status.value, "CANCELLED")
        self.assertFalse(self._tell("2026-03-10 14:00:00"))

    def test_another_customer_is_told_anew(self):
        job = self._plan()
        self._tell(LATER)
        other = self._make_customer("Other", email="other@example.com")
        with freeze_time("2026-03-10 10:00:00"):
            job.partner_id = other
        mails = self._tell("2026-03-10 10:06:00")
        mail = mails.filtered(lambda one: one.recipient_ids == other)
        self.assertEqual(len(mail), 1)
        self.assertIn("Your appointment:", mail.subject)

    def test_what_is_over_or_imported_or_not_planned_is_no_news(self):
        self._plan("2026-03-09 08:00:00")
        self._make_job(date_start="2026-03-12 08:00:00", origin="planned")
        imported = self._make_job(date_start="2026-03-12 08:00:00", origin="planned")
        imported.with_context(import_file=True).action_plan()
        self.assertFalse(self._tell(LATER))

    def test_not_by_night(self):
        with freeze_time("2026-03-10 18:56:00"):  # four minutes to eight
            self._plan()
        self.assertFalse(self._tell("2026-03-10 19:30:00"))
        self.assertFalse(self._tell("2026-03-11 06:59:00"))
        mail = self._tell("2026-03-11 07:00:00")
        self.assertEqual(len(mail), 1)
        self.assertFalse(mail.scheduled_date)

    def test_day_before(self):
        job = self._plan()
        cancelled = self._plan()
        self._tell(LATER)
        with freeze_time("2026-03-10 10:00:00"):
            cancelled.action_cancel()
        self._tell("2026-03-10 10:06:00")
        self.assertFalse(self._tell("2026-03-10 22:59:00"))
        self.assertFalse(self._tell("2026-03-11 06:30:00"), "it is quiet")
        mail = self._tell("2026-03-11 07:05:00")
        self.assertEqual((len(mail), mail.res_id), (1, job.id))
        self.assertIn("Tomorrow", mail.subject)
        self.assertFalse(self._tell("2026-03-11 10:00:00"))
        with freeze_time("2026-03-11 10:00:00"):
            job.date_start = "2026-03-12 12:00:00"
        self.assertIn("has moved", self._tell("2026-03-11 10:06:00").subject)
        self.assertFalse(self._tell("2026-03-11 11:00:00"))

    def test_day_before_says_nothing_that_was_told_today(self):
        self._plan("2026-03-11 08:00:00")
        self.assertEqual(len(self._tell(LATER)), 1)
        self.assertFalse(self._tell("2026-03-10 10:00:00"))
        self.assertFalse(self._tell("2026-03-10 10:10:00"))

    def test_on_the_way_with_the_time_of_arrival(self):
        self.customer.service_distance_km = 30
        job = self._plan("2026-03-10 10:00:00")
        self._tell(LATER)
        with freeze_time("2026-03-10 09:10:00"):
            job.action_leave()
            job.action_turn_back()
        self.assertFalse(self._tell("2026-03-10 09:12:00"), "it was a mistake")
        with freeze_time("2026-03-10 09:20:00"):
            job.action_leave()
        mail = self._tell("2026-03-10 09:21:00")
        arrival = job._get_clock_words(job._get_expected_arrival())
        self.assertGreater(job._get_expected_arrival(), job.left_on)
        self.assertIn(arrival, mail.body_html)
        self.assertFalse(self._tell("2026-03-10 09:30:00"))

    def test_by_night_it_is_said_at_once_that_somebody_comes(self):
        job = self._plan("2026-03-11 03:00:00")
        self._tell(LATER)
        with freeze_time("2026-03-11 02:00:00"):
            job.action_leave()
        mail = self._tell("2026-03-11 02:01:00")
        self.assertTrue(mail)
        self.assertFalse(mail.scheduled_date)

    def test_whoever_does_not_want_to_know_is_not_told(self):
        self.env["mail.blacklist"].create({"email": "never@example.com"})
        head = self._make_customer("Head", service_no_messages=True)
        for vals in (
            {"active": False},
            {"service_no_messages": True},
            {"email": "never@example.com"},
            {"email": False},
            {"parent_id": head.id, "type": "other"},
        ):
            with self.subTest(vals):
                partner = self._make_customer(
                    "Silent", **{"email": "silent@example.com", **vals}
                )
                job = self._plan(partner_id=partner.id)
                self.assertFalse(self._tell(LATER))
                [(code, said, is_sent)] = self._get_messages(job)
                self.assertEqual((code, is_sent), ("planned", False))
                self.assertFalse(self._tell("2026-03-11 10:00:00"))

    def test_nothing_is_sent_that_is_not_switched_on(self):
        for code in ("planned", "day_before"):
            self._switch(code, False)
        job = self._plan()
        self.assertFalse(self._tell(LATER))
        self.assertFalse(self._tell("2026-03-11 10:00:00"))
        self.assertFalse(job.customer_message_ids)
        self._switch("planned", True)
        moment = self.moments._find("planned")
        self.assertIn("mail", moment._get_addresses(job))
        moment.template_id = False
        self.assertFalse(moment._get_addresses(job), "there is no text")

    def test_a_new_company_sends_nothing_of_its_own(self):
        company = self.setup_other_company()["company"]
        on = self.moments.filtered(lambda moment: moment._is_on_for(company))
        self.assertEqual(on.mapped("code"), ["renewal"])

    def test_the_switch_is_that_of_the_current_company(self):
        company = self.setup_other_company()["company"]
        manager = self._make_user("manager", "service_management.group_manager")
        manager.company_ids |= company
        for code in ("planned", "report", "renewal"):
            with self.subTest(code):
                mine = self.moments._find(code).with_user(manager)
                theirs = mine.with_company(company)
                before = theirs.is_on
                mine.is_on = False
                self.assertFalse(mine.is_on)
                self.assertEqual(theirs.is_on, before)
                mine.is_on = True
                self.assertTrue(mine.is_on)
        self.assertEqual(self.company.service_report_send, "done")

    def test_every_message_can_be_read_beforehand(self):
        job = self._plan()
        equipment = self._make_equipment("PREVIEW-1", warranty_end="2026-03-20")
        contract = self._make_contract()
        documents = {one._name: one for one in (job, equipment, contract)}
        for moment in self.moments:
            with self.subTest(moment.code):
                action = moment.action_preview()
                preview = (
                    self.env[action["res_model"]]
                    .with_context(**action["context"])
                    .create({})
                )
                document = documents[moment.template_id.model]
                preview.resource_ref = f"{document._name},{document.id}"
                self.assertFalse(preview.error_msg)
                self.assertTrue(preview.subject and preview.body_html)

    def test_no_query_for_each_job(self):
        def tell(number):
            jobs = self.env["service.intervention"].union(
                *(self._plan() for _number in range(number))
            )
            self.env.flush_all()
            counts = [self._count_queries(lambda: jobs._tell_customer_of("planned"))]
            with freeze_time(LATER):
                cron = self.env["service.customer.message"].sudo()
                with patch.object(type(self.moments), "_send", lambda *_args: None):
                    counts.append(self._count_queries(cron._cron_tell))
            self.assertEqual(len(jobs.customer_message_ids), number)
            return counts

        tell(3)
        few, many = tell(5), tell(40)
        for before, after in zip(few, many, strict=True):
            self.assertLessEqual(after, before + 5)

    def test_a_text_that_is_broken_keeps_nobody_from_the_work(self):
        self.moments._find(
            "report"
        ).template_id.sudo().body_html = "<p><t t-out='object.no_such_field'/></p>"
        with mute_logger(
            GUARDED, MESSAGES, "odoo.addons.mail.models.mail_render_mixin"
        ):
            job = self._finish(self._plan())
        self.assertEqual(job.state, "done")


@tagged("post_install", "-at_install")
class TestOtherMoments(MessageCommon):
    def test_request_received(self):
        job = self._make_job(date_start=False, employee_ids=False, title="Leaks")
        self._make_job(date_start=False, request_date="2026-03-01 08:00:00")
        self._make_job(date_start=False, origin="planned")
        mail = self._tell("2026-03-10 09:02:00")
        self.assertEqual((len(mail), mail.res_id), (1, job.id))
        self.assertIn(job.name, mail.subject)
        self.assertIn(job.access_token, mail.body_html)
        self.assertFalse(self._tell(LATER))

    def test_what_is_planned_meanwhile_is_not_received_any_more(self):
        self._make_job(date_start="2026-03-12 08:00:00").action_plan()
        self.assertIn("Your appointment", self._tell(LATER).subject)

    def test_report_once_for_each_time_it_is_done(self):
        job = self._plan("2026-03-10 08:00:00")
        self._finish(job, "2026-03-10 20:30:00")
        mail = self.env["mail.mail"].search([("res_id", "=", job.id)])
        self.assertEqual(len(mail), 1)
        self.assertEqual(str(mail.scheduled_date), "2026-03-11 07:00:00")
        job._send_report()
        self.assertIn(("report", "done", True), self._get_messages(job))
        job.action_reopen("Forgotten")
        job.action_done()
        mails = self.env["mail.mail"].search([("res_id", "=", job.id)])
        self.assertEqual(len(mails), 2)

    def test_a_report_goes_to_whoever_can_be_reached(self):
        self.customer.email = False
        anna = self._make_customer(
            "Anna", parent_id=self.customer.id, email="anna@rossi.example"
        )
        job = self._plan("2026-03-10 08:00:00", contact_id=anna.id)
        self._finish(job)
        mail = self.env["mail.mail"].search([("res_id", "=", job.id)])
        self.assertEqual(mail.recipient_ids, anna)

    def test_rating_is_asked_for_a_day_later_and_not_of_what_was_rated(self):
        self._switch("report", False)
        jobs = self._plan("2026-03-10 09:30:00"), self._plan("2026-03-10 09:30:00")
        for job in jobs:
            self._finish(job)
        self.assertFalse(self._tell("2026-03-11 09:00:00"))
        jobs[0]._rate_online("4", "Fine")
        mail = self._tell("2026-03-11 09:31:00")
        self.assertEqual((len(mail), mail.res_id), (1, jobs[1].id))
        self.assertIn("#service_rating", mail.body_html)

    def test_warranty_of_many_machines_is_one_message_with_an_offer(self):
        machines = [
            self._make_equipment(f"W-{number}", warranty_end="2026-04-01")
            for number in range(3)
        ]
        covered = self._make_equipment("W-C", warranty_end="2026-04-01")
        self._make_contract({"equipment_id": covered.id})
        self._make_equipment("W-LATER", warranty_end="2027-04-01")
        self.assertFalse(self._tell())
        mail = self._tell("2026-03-10 09:01:00")
        self.assertEqual(len(mail), 1)
        for machine in machines:
            self.assertIn(machine.serial_number, mail.body_html)
        self.assertNotIn("W-C", mail.body_html)
        for hour in (10, 11):
            self.assertFalse(self._tell(f"2026-03-10 {hour}:00:00"))

    def test_text_messages_where_odoo_can_send_them(self):
        moment = self.moments._find("planned")
        if "sms.template" not in self.env:
            self.assertFalse(moment.has_text)
            return
        self.assertFalse(self.moments._find("rating").has_text)
        self._switch("planned", False)
        moment.with_company(self.company).is_texted = True
        self.customer.write({"phone": "+39 347 1234567", "email": False})
        job = self._plan()
        self.assertFalse(self._tell(LATER))
        texts = self.env["sms.sms"].search([("partner_id", "=", self.customer.id)])
        self.assertEqual((len(texts), texts.state), (1, "outgoing"))
        self.assertIn("9:00", texts.body)
        self.assertEqual(self._get_messages(job)[0][2], True)


@tagged("post_install", "-at_install")
class TestContractMoments(MessageCommon, RenewalCommon):
    today = "2026-06-15 09:00:00"

    def test_renewal_is_told_of_by_day_once_and_not_where_it_is_switched_off(self):
        contract = self._make_ending("tacit", notify_customer=True)
        self._cron("2026-10-02 01:00:00")
        mail = self.env["mail.mail"].search([("res_id", "=", contract.id)])
        self.assertEqual(str(mail.scheduled_date), "2026-10-02 06:00:00")
        contract._tell_customer()
        self.assertEqual(len(contract.customer_message_ids), 1)
        self._switch("renewal", False)
        other = self._make_ending("tacit", notify_customer=True)
        self._cron("2026-10-03 09:00:00")
        self.assertTrue(other.activity_ids)
        self.assertFalse(other.customer_message_ids)

    def test_notice_is_confirmed_with_a_receipt(self):
        contract = self._make_ending("tacit")
        contract._receive_notice(fields.Date.to_date("2026-06-15"))
        mail = self.env["mail.mail"].search([("res_id", "=", contract.id)])
        self.assertEqual(len(mail), 1)
        self.assertIn("12/31/2026", mail.body_html)
        self.assertIn("20260615", mail.attachment_ids.name)

    def test_what_goes_takes_what_was_said_along(self):
        job = self._plan("2026-06-20 08:00:00")
        self._tell("2026-06-15 09:06:00")
        messages = job.customer_message_ids
        self.assertTrue(messages)
        job.employee_ids = [Command.clear()]
        job.action_cancel()
        job.unlink()
        self.assertFalse(messages.exists())
