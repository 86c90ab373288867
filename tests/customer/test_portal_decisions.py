# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What customers decide on their pages: accept, decline, give notice, rate."""

import re

import vobject
from freezegun import freeze_time
from hypothesis import given, settings
from hypothesis import strategies as st

from odoo import Command
from odoo.tests import Form, tagged

from .common_portal import DRAWN, PortalCommon

SCRIPT = "<script>alert(1)</script>"

TODAY = "2026-06-15"


class DecisionsCommon(PortalCommon):
    today = TODAY

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.service_online_notice = True
        cls.former = cls.own[1]
        cls.former.write(
            {
                "date_end": "2026-12-31",
                "renewal": "tacit",
                "renewal_months": 12,
                "notice_days": 60,
            }
        )
        cls.proposal = cls.former._propose_renewal()
        cls.proposal.name = "OWN-P"
        cls.proposal._mark_proposed()
        cls.rated = cls.own[2]

    def _get_csrf(self, url):
        return re.search(r'name="csrf_token" value="([^"]+)"', self._open(url).text)

    def _post(self, url, shown=None, **data):
        """Send a form as its page does."""
        token = self._get_csrf(shown or url)
        if token:
            data["csrf_token"] = token.group(1)
        return self.url_open(url, data=data, allow_redirects=False)

    def _accept(self, contract, name="Anna", signature=DRAWN, token=None):
        url = f"/my/contracts/{contract.id}/accept"
        if token:
            url += f"?access_token={token}"
        return self.make_jsonrpc_request(url, {"name": name, "signature": signature})

    def _give_notice(self, **data):
        url = f"/my/contracts/{self.former.id}/notice"
        answer = self._post(
            url, **{"name": "Anna", "end": "2026-12-31", "confirmed": "on", **data}
        )
        self.former.invalidate_recordset()
        return answer


@tagged("post_install", "-at_install")
class TestDecisions(DecisionsCommon):
    def test_what_is_sent_by_email_is_proposed(self):
        draft = self._make_contract(active=False, partner_id=self.customer.id)
        self.customer.email = "customer@example.com"
        self.authenticate("anna", "anna")
        page = f"/my/contracts/{draft.id}"
        self.assertNotEqual(self._open(page).status_code, 200)
        action = draft.action_send_by_email()
        composer = self.env["mail.compose.message"].with_context(**action["context"])
        Form(composer).save().action_send_mail()
        self.assertEqual(draft.proposal, "sent")
        self.assertIn("service_proposal", self._open(page).text)
        self.assertIn(page, self._open("/my/contracts").text)

    def test_a_renewal_is_accepted_with_a_signature(self):
        self.authenticate("anna", "anna")
        former = self._open(f"/my/contracts/{self.former.id}").text
        self.assertIn(f"/my/contracts/{self.proposal.id}?", former)
        for name, signature in (
            (" ", DRAWN),
            ("Anna", "no picture"),
            ({"x": 1}, DRAWN),
            ("Anna", [7]),
        ):
            self.assertIn("error", self._accept(self.proposal, name, signature))
        self.proposal.invalidate_recordset()
        self.assertEqual(
            (self.proposal.state, self.proposal.proposal), ("draft", "sent")
        )
        self.assertNotIn("error", self._accept(self.proposal))
        self.proposal.invalidate_recordset()
        self.assertEqual(self.proposal.state, "active")
        self.assertEqual(self.proposal.accepted_by, "Anna")
        self.assertTrue(self.proposal.acceptance and self.proposal.accepted_on)
        message = self.proposal.message_ids.filtered("attachment_ids")
        self.assertEqual(len(message), 1)
        self.assertIn("Anna", message.body)
        self.assertEqual(message.author_id.user_ids.login, "anna")
        self.assertIn("error", self._accept(self.proposal, "Somebody else"))

    def test_what_cannot_start_is_accepted_and_somebody_is_asked(self):
        self.proposal.line_ids.unlink()
        self.authenticate("anna", "anna")
        self.assertNotIn("error", self._accept(self.proposal))
        self.proposal.invalidate_recordset()
        self.assertEqual(
            (self.proposal.state, self.proposal.proposal), ("draft", "accepted")
        )
        self.assertIn("no line", self.proposal.activity_ids.note)
        self.proposal._mark_proposed()
        self.assertEqual(self.proposal.proposal, "sent")
        self.assertFalse(self.proposal.acceptance or self.proposal.accepted_by)

    def test_declined(self):
        self.authenticate("anna", "anna")
        page = f"/my/contracts/{self.proposal.id}"
        self._post(f"{page}/decline", page, reason=SCRIPT)
        self.proposal.invalidate_recordset()
        self.assertEqual(
            (self.proposal.state, self.proposal.proposal), ("draft", "declined")
        )
        self.assertTrue(self.proposal.activity_ids)
        for message in self.proposal.message_ids:
            self.assertNotIn(SCRIPT, message.body)
        self.assertIn("error", self._accept(self.proposal))

    def test_what_was_ordered_is_accepted_with_its_order(self):
        order = self.env["sale.order"].create({"partner_id": self.customer.id})
        line = self.env["sale.order.line"].create(
            {"order_id": order.id, "product_id": self.fee_product.id}
        )
        line.service_contract_id = self.proposal
        order.action_quotation_sent()
        self.authenticate("anna", "anna")
        page = self._open(f"/my/contracts/{self.proposal.id}").text
        self.assertIn(f"/my/orders/{order.id}?", page)
        self.assertNotIn("portal.signature_form", page)
        self.assertIn("error", self._accept(self.proposal))
        order.partner_id = self.others[0].partner_id  # sold by way of somebody else
        page = self._open(f"/my/contracts/{self.proposal.id}").text
        self.assertNotIn(f"/my/orders/{order.id}", page)

    def test_notice_with_a_receipt(self):
        self.authenticate("anna", "anna")
        shown = self._open(f"/my/contracts/{self.former.id}/notice").text
        self.assertIn("12/31/2026", shown)
        answer = self._give_notice(reason=SCRIPT)
        self.assertEqual(answer.status_code, 303)
        self.assertEqual(
            (str(self.former.notice_date), str(self.former.notice_end)),
            (TODAY, "2026-12-31"),
        )
        self.assertEqual(self.former.notice_by, "Anna")
        [message] = self.former.message_ids.filtered(
            lambda one: "Given online by Anna." in one.body
        )
        self.assertNotIn(SCRIPT, message.body)
        self.assertEqual(message.author_id.user_ids.login, "anna")
        page = self._open(f"/my/contracts/{self.former.id}").text
        self.assertIn("OWN-C/20260615", page)
        receipt = self._open(f"/my/contracts/{self.former.id}/receipt")
        self.assertEqual(receipt.status_code, 200)
        self._give_notice(name="Again")
        self.assertEqual(self.former.notice_by, "Anna")
        self.former.action_withdraw_notice()
        self.assertFalse(self.former.notice_by)

    def test_the_page_of_a_notice_makes_no_links_to_other_contracts(self):
        other = self._make_contract(partner_id=self.customer.id)
        self.authenticate("anna", "anna")
        self.assertIn(other.access_url, self._open("/my/contracts").text)
        page = self._open(f"/my/contracts/{self.former.id}/notice").text
        self.assertIn("service_reason", page)
        self.assertNotIn(f"{other.access_url}?", page)

    def test_notice_that_is_too_late_says_so_before(self):
        self.authenticate("anna", "anna")
        with freeze_time("2026-11-15"):
            shown = self._open(f"/my/contracts/{self.former.id}/notice").text
            self.assertIn("one more term", shown)
            self._give_notice()
            self.assertFalse(self.former.notice_date, "it was about another end")
            self._give_notice(end="2027-12-31")
        self.assertEqual(str(self.former.notice_end), "2027-12-31")

    def test_notice_for_a_later_day(self):
        """The end of a later term, or of a contract without end any later day."""
        self.authenticate("anna", "anna")
        shown = self._open(f"/my/contracts/{self.former.id}/notice").text
        self.assertIn('value="2027-12-31"', shown)
        for end in ("2027-06-30", "2026-06-30", "2099-12-31", "x", ""):
            self._give_notice(end=end)
            self.assertFalse(self.former.notice_date, end)
        self._give_notice(end="2027-12-31")
        self.assertEqual(str(self.former.notice_end), "2027-12-31")
        self.assertEqual(str(self.former.date_end), "2027-12-31")
        page = self._open(f"/my/contracts/{self.former.id}").text
        self.assertIn("12/31/2027", page)
        receipt = self.former._get_notice_receipt()
        content, _kind = receipt._render_qweb_html(receipt.report_name, self.former.ids)
        self.assertIn("12/31/2027", content.decode())
        self.former.action_withdraw_notice()
        self.former._remove_end()
        self.former.renewal = "none"
        shown = self._open(f"/my/contracts/{self.former.id}/notice").text
        self.assertIn('min="2026-08-14"', shown)
        for end in ("2026-08-13", "2036-08-14"):
            self._give_notice(end=end)
            self.assertFalse(self.former.notice_date, end)
        self._give_notice(end="2026-10-10")
        self.assertEqual(str(self.former.date_end), "2026-10-10")

    def test_notice_that_is_not_allowed_or_makes_no_sense(self):
        self.authenticate("anna", "anna")
        for name in ("", " "):
            self._give_notice(name=name)
            self.assertFalse(self.former.notice_date)
        self.company.service_online_notice = False
        self._give_notice()
        self.assertFalse(self.former.notice_date)
        self.company.service_online_notice = True
        self.former.renewal = "none"
        self._give_notice()
        self.assertFalse(self.former.notice_date)

    def test_calendar(self):
        job = self._make_job([{}], date_start="2026-06-20 08:00:00", title="OWN visit")
        self.authenticate("anna", "anna")
        page = f"/my/jobs/{job.id}/calendar"
        self.assertEqual(self._open(page).status_code, 404)
        job.action_plan()
        self.assertIn(page, self._open(f"/my/jobs/{job.id}").text)
        answer = self._open(page)
        self.assertIn("text/calendar", answer.headers["Content-Type"])
        event = vobject.readOne(answer.text).vevent
        self.assertEqual(str(event.dtstart.value), "2026-06-20 08:00:00+00:00")
        before = int(event.sequence.value)
        job.date_start = "2026-06-21 08:00:00"
        self.env.flush_all()
        self.assertGreaterEqual(
            int(vobject.readOne(self._open(page).text).vevent.sequence.value), before
        )

    def test_rating(self):
        self.rated.contract_id = self.former
        self.authenticate("anna", "anna")
        page = f"/my/jobs/{self.rated.id}"
        for stars in ("", "0", "6", "x", SCRIPT):
            self._post(f"{page}/rate", page, stars=stars)
            self.rated.invalidate_recordset()
            self.assertFalse(self.rated.rating_ids.filtered("consumed"))
        self._post(f"{page}/rate", page, stars="4", feedback=f"Fine {SCRIPT}")
        self._post(f"{page}/rate", page, stars="1")
        self.env.invalidate_all()
        rating = self.rated.rating_ids
        self.assertEqual((len(rating), rating.rating), (1, 4.0))
        self.assertEqual(rating.rated_partner_id, self.technician.work_contact_id)
        self.assertEqual(rating.partner_id, self.customer)
        self.assertEqual((self.former.rating_count, self.former.rating_avg), (1, 4.0))
        shown = self._open(page).text
        self.assertIn("★★★★", shown)
        self.assertIn("Fine", shown)
        self.assertNotIn(SCRIPT, shown)
        self.assertEqual(self.former.action_view_ratings()["res_model"], rating._name)

    def test_strangers_and_rivals_decide_nothing(self):
        planned = self._make_job([{}], date_start="2026-06-20 08:00:00")
        planned.action_plan()
        others = self._make_contract(partner_id=self.others[1].partner_id.id)
        tokens = [one._portal_ensure_token() for one in (*self.others, others)]
        swapped = [
            one._portal_ensure_token() for one in (self.own[0], self.former, planned)
        ]
        for login in ("rita", None):
            self.authenticate(login, login)
            for token in (None, "guess", *tokens, *swapped):
                self._try_everything(planned, token)
        self.env.invalidate_all()
        self.assertFalse(self.rated.rating_ids.filtered("consumed"))
        self.assertEqual(
            (self.proposal.state, self.proposal.proposal), ("draft", "sent")
        )

    def _try_everything(self, planned, token):
        """What a token of something else, or none, opens: nothing."""
        extra = f"?access_token={token}" if token else ""
        urls = [
            f"/my/jobs/{planned.id}/calendar",
            f"/my/contracts/{self.proposal.id}/notice",
            f"/my/contracts/{self.proposal.id}/receipt",
            f"/my/contracts/{self.proposal.id}",
        ]
        if token == planned.access_token:
            urls.pop(0)
        for url in urls:
            answer = self._open(url + extra)
            self.assertNotEqual(answer.status_code, 200, url)
            self.assertNotIn("OWN", answer.text)
        self.assertIn("error", self._accept(self.proposal, token=token))
        for url, data in (
            (f"/my/contracts/{self.proposal.id}/decline", {"reason": "x"}),
            (f"/my/contracts/{self.proposal.id}/notice", {"name": "x"}),
            (f"/my/jobs/{self.rated.id}/rate", {"stars": "1"}),
        ):
            self._post(url + extra, "/web/login", **data)

    @settings(max_examples=15, deadline=None)
    @given(
        record=st.integers(-(10**12), 10**12),
        words=st.dictionaries(
            st.sampled_from(["name", "reason", "end", "stars", "feedback", "x"]),
            st.text(max_size=20),
        ),
    )
    def test_nothing_that_is_sent_breaks_a_page(self, record, words):
        self.authenticate("anna", "anna")
        for number in (record, self.rated.id, self.former.id):
            for url in (
                f"/my/jobs/{number}/calendar",
                f"/my/jobs/{number}/rate",
                f"/my/contracts/{number}/decline",
                f"/my/contracts/{number}/notice",
                f"/my/contracts/{number}/receipt",
            ):
                self.assertLess(self._open(url, **words).status_code, 500)
                answer = self._post(url, "/my/account", **words)
                self.assertLess(answer.status_code, 500)

    def test_by_mistake_nobody_marks_what_is_in_force(self):
        other = self._make_contract()
        (other | self.proposal)._mark_proposed()
        self.assertFalse(other.proposal)
        reader = self._make_user("reader", "service_management.group_technician")
        draft = self._make_contract(active=False)
        draft.with_user(reader)._mark_proposed()
        self.assertFalse(draft.proposal)
        self.assertFalse(self.proposal.copy({"line_ids": [Command.clear()]}).proposal)
