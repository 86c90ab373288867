# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is told late: not by night, and not to whoever has nothing to do with it."""

import vobject
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...contract.life.common_renewal import RenewalCommon
from .common_messages import MessageCommon

LATER = "2026-03-10 09:06:00"


@tagged("post_install", "-at_install")
class TestLate(MessageCommon):
    def test_what_the_server_was_late_for_waits_until_it_is_not_quiet(self):
        with freeze_time("2026-03-10 18:50:00"):
            self._plan()
        self.assertFalse(self._tell("2026-03-10 19:30:00"), "half past eight")
        self.assertEqual(
            str(self.env["service.customer.message"].search([]).scheduled_date),
            "2026-03-11 07:00:00",
        )
        self.assertEqual(len(self._tell("2026-03-11 07:00:00")), 1)

    def test_nor_is_it_texted_by_night(self):
        if "sms.template" not in self.env:
            self.skipTest("needs Odoo's text messages")
        self.moments._find("planned").is_texted = True
        self.customer.phone = "+39 347 1234567"
        with freeze_time("2026-03-10 18:50:00"):
            self._plan()
        self._tell("2026-03-10 19:30:00")
        texts = self.env["sms.sms"].search([("partner_id", "=", self.customer.id)])
        self.assertFalse(texts)
        self._tell("2026-03-11 07:00:00")
        texts = self.env["sms.sms"].search([("partner_id", "=", self.customer.id)])
        self.assertEqual(len(texts), 1)

    def test_an_early_visit_called_off_by_night_is_told_when_it_is_not_quiet(self):
        job = self._plan("2026-03-11 06:30:00")
        self._tell(LATER)
        with freeze_time("2026-03-10 21:00:00"):
            job.action_cancel()
        self.assertFalse(self._tell("2026-03-10 22:00:00"))
        mail = self._tell("2026-03-11 07:00:30")
        self.assertIn("called off", mail.subject)
        self.assertFalse(self._tell("2026-03-11 07:10:00"))

    def test_what_was_long_ago_is_not_called_off_any_more(self):
        job = self._plan("2026-03-11 09:00:00")
        self._tell(LATER)
        with freeze_time("2026-03-11 12:00:00"):
            job.action_cancel()
        self.assertFalse(self._tell("2026-03-11 12:06:00"))

    def test_the_former_customer_is_told_and_learns_nothing_of_the_next_one(self):
        machine = self._make_equipment("FORMER-1")
        job = self._plan(title="Former words", equipment=machine)
        self._tell(LATER)
        other = self._make_customer("Next", email="next@next.example")
        with freeze_time("2026-03-10 10:00:00"):
            theirs = self._make_equipment("NEXT-1", partner_id=other.id)
            job.item_ids.unlink()
            job.write(
                {
                    "partner_id": other.id,
                    "site_id": other.id,
                    "title": "Next words",
                    "item_ids": [fields.Command.create({"equipment_id": theirs.id})],
                }
            )
        token = job._portal_ensure_token()
        mails = self._tell("2026-03-10 10:06:00")
        former = mails.filtered(lambda one: one.recipient_ids == self.customer)
        self.assertEqual((len(mails), len(former)), (2, 1))
        self.assertEqual((mails - former).recipient_ids, other)
        self.assertIn("called off", former.subject)
        self.assertIn("Thursday, March 12", former.body_html)
        event = vobject.readOne(former.attachment_ids.raw.decode()).vevent
        self.assertEqual(event.status.value, "CANCELLED")
        text = former.body_html + former.attachment_ids.raw.decode()
        for secret in ("Next", "NEXT-1", token):
            self.assertNotIn(secret, text)
        self.assertFalse(self._tell("2026-03-10 11:00:00"), "told once")

    def test_back_at_the_former_customer_it_is_told_anew(self):
        job = self._plan()
        self._tell(LATER)
        other = self._make_customer("Other", email="other@example.com")
        subjects = []
        for hour, customer in ((10, other), (11, self.customer)):
            with freeze_time(f"2026-03-10 {hour}:00:00"):
                job.partner_id = customer
            mails = self._tell(f"2026-03-10 {hour}:06:00")
            subjects += [
                (mail.recipient_ids.name, "called off" in mail.subject)
                for mail in mails
            ]
        self.assertCountEqual(
            subjects,
            [
                ("Customer", True),
                ("Other", False),
                ("Other", True),
                ("Customer", False),
            ],
        )

    def test_at_another_address_of_the_customer_nothing_is_called_off(self):
        job = self._plan()
        self._tell(LATER)
        branch = self._make_customer("Branch", parent_id=self.customer.id)
        with freeze_time("2026-03-10 10:00:00"):
            job.partner_id = branch
        mails = self._tell("2026-03-10 10:06:00")
        self.assertNotIn("called off", " ".join(mails.mapped("subject")))

    def test_text_messages_can_be_read_beforehand(self):
        moment = self.moments._find("planned")
        if "sms.template" not in self.env:
            with self.assertRaises(UserError):
                moment.action_preview_text()
            return
        self._plan()
        action = moment.action_preview_text()
        preview = self.env[action["res_model"]].browse(action["res_id"])
        self.assertIn("your appointment is on ", preview.body)
        self.assertNotIn(" on .", preview.body)
        with self.assertRaises(UserError):
            self.moments._find("rating").action_preview_text()

    def test_texts_that_come_with_the_add_on_are_translated(self):
        if "sms.template" not in self.env:
            self.skipTest("needs Odoo's text messages")
        self.env["res.lang"]._activate_lang("it_IT")
        template = self.moments._find("planned")._get_text_template()
        template.unlink()
        self.env["ir.model.data"]._load_companion_data(["sms"])
        template = self.moments._find("planned")._get_text_template()
        italian = template.with_context(lang="it_IT")
        self.assertIn("il tuo appuntamento", italian.body)


@tagged("post_install", "-at_install")
class TestNoticeAgain(MessageCommon, RenewalCommon):
    today = "2026-06-15 09:00:00"

    def test_a_notice_that_is_given_again_is_confirmed_again(self):
        contract = self._make_ending("tacit")
        for number in (1, 2):
            contract._receive_notice(fields.Date.to_date("2026-06-15"))
            self.env.flush_all()
            mails = self.env["mail.mail"].search([("res_id", "=", contract.id)])
            self.assertEqual(len(mails), number)
            contract.action_withdraw_notice()
