# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Customers ask for help in their portal, once, and about what is theirs."""

from base64 import b64decode

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo import http
from odoo.tests import JsonRpcException, TransactionCase, tagged
from odoo.tools import mute_logger

from ...tools.serials import find_serials
from ..common import SIGNATURE
from .test_portal import SCRIPT, PortalCommon

PHOTO = b64decode(SIGNATURE)
NEW = "/my/requests/new"


@tagged("post_install", "-at_install")
class TestSerials(TransactionCase):
    def test_numbers_are_found_however_they_are_written(self):
        known = ["CALL-1", "AB 12/34", "77", "call 12", "ÄÖ-9X"]
        for text, found in (
            ("the CALL-1 leaks", {"CALL-1"}),
            ("Call 1, please", {"CALL-1"}),
            ("call1.", {"CALL-1"}),
            ("CALL-12", {"call 12"}),
            ("recall-1", set()),
            ("ab1234 and c a l l - 1", {"AB 12/34", "CALL-1"}),
            ("AB-12 34\nnext line", {"AB 12/34"}),
            ("77 times", set()),
            ("äö9x", {"ÄÖ-9X"}),
            ("", set()),
        ):
            with self.subTest(text=text):
                self.assertEqual(find_serials(text, known), found)


class RequestCommon(PortalCommon):
    def _sent(self):
        return self.env["service.request"].search([], order="id")

    def _post(self, url, files=(), **values):
        data = {"csrf_token": http.Request.csrf_token(self), **values}
        return self.url_open(
            url,
            data=data,
            files=[("files", one) for one in files] or None,
            allow_redirects=False,
        )


@tagged("post_install", "-at_install")
class TestRequest(RequestCommon):
    def _ask(self, files=(), **values):
        return self._post(
            NEW, files, **{"fault": "No pressure\nsince noon", "token": "t1", **values}
        )

    def test_a_request_becomes_one_job_with_everything(self):
        machine = self.own[0]
        contract = self.own[1]
        contract.write({"labour_coverage": 100.0, "response_hours": 4.0})
        anna = self.env["res.users"].search([("login", "=", "anna")])
        self.authenticate("anna", "anna")
        page = self._open(NEW, equipment=machine.id).text
        self.assertIn("labour 100 %", page)
        self.assertIn("You hear from us by", page)
        photo = ("leak.png", PHOTO, "image/png")
        values = {
            "equipment": machine.id,
            "priority": "3",
            "preferred_times": "mornings",
        }
        answer = self._ask([photo], **values)
        request = self._sent()
        job = request.intervention_id
        self.assertTrue(answer.headers["Location"].endswith(f"/my/requests/{job.id}"))
        again = self._ask([photo], **values)
        self.assertEqual(again.headers["Location"], answer.headers["Location"])
        self.assertEqual(self._sent(), request)
        self.assertEqual(job.item_ids.equipment_id, machine)
        self.assertEqual(job.partner_id, self.customer)
        self.assertEqual(job.contact_id, anna.partner_id)
        self.assertEqual(job.contract_id, contract)
        self.assertTrue(job.response_deadline)
        self.assertEqual((job.state, job.origin, job.priority), ("new", "request", "3"))
        self.assertEqual((job.title, job.preferred_times), ("No pressure", "mornings"))
        self.assertFalse(job.user_id)
        message = job.message_ids.filtered("attachment_ids")
        self.assertEqual(message.author_id, anna.partner_id)
        self.assertEqual(message.attachment_ids.mapped("name"), ["leak.png"])
        self.assertEqual(message.attachment_ids.raw, PHOTO)
        self.assertIn("mornings", message.body)
        self.assertIn(anna.partner_id, job.message_partner_ids)
        thanks = self._open(f"/my/requests/{job.id}").text
        self.assertIn(job.name, thanks)
        self.assertEqual(self._open(f"/my/jobs/{job.id}").status_code, 200)

    def test_what_is_wrong_is_said_and_kept(self):
        self.authenticate("anna", "anna")
        large = ("large.png", PHOTO + b"0" * (10 * 1024 * 1024), "image/png")
        script = ("x.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/png")
        program = ("x.png", b"MZ" + b"\x00" * 200, "image/png")
        for files, values, words in (
            ([], {"fault": "  "}, "Say what is wrong"),
            ([large], {}, "too large"),
            ([script], {}, "no photo"),
            ([program], {}, "no photo"),
            ([("a.png", PHOTO, "image/png")] * 9, {}, "8 files"),
        ):
            with self.subTest(words=words):
                answer = self._ask(
                    files, **{"preferred_times": "Friday 9", "priority": "1", **values}
                )
                self.assertEqual(answer.status_code, 200)
                self.assertIn(words, answer.text)
                self.assertIn("Friday 9", answer.text)
        self.assertFalse(self._sent())

    def test_a_typed_number_is_ones_own_machine_or_only_text(self):
        self.authenticate("anna", "anna")
        for token, serial, machine in (
            ("a", "own 1", self.own[0]),
            ("b", "RIVAL-1", self.own[0].browse()),
            ("c", "X-77", self.own[0].browse()),
        ):
            with self.subTest(serial=serial):
                self._ask(token=token, serial=serial)
                job = self._sent()[-1].intervention_id
                self.assertEqual(job.item_ids.equipment_id, machine)
                self.assertEqual(job.partner_id, self.customer)
                if not machine:
                    self.assertIn(serial, job.fault)

    def test_a_typed_number_shows_what_covers_ones_own_machine_only(self):
        self.own[1].write({"labour_coverage": 100.0, "response_hours": 4.0})
        self.authenticate("anna", "anna")
        url = "/my/requests/cover"
        mine = self.make_jsonrpc_request(url, {"serial": "own 1"})["html"]
        for words in ("OWN-1", "labour 100 %", "You hear from us by"):
            self.assertIn(words, mine)
        answers = {
            self.make_jsonrpc_request(url, {"serial": serial})["html"]
            for serial in ("RIVAL-1", "X-77", "", SCRIPT, "%", 7, None, ["OWN-1 x"])
        }
        self.assertEqual(len(answers), 2, "the last one names the own machine")
        self.assertFalse([one for one in answers if "RIVAL" in one or SCRIPT in one])
        self.authenticate(None, None)
        with self.assertRaises(JsonRpcException), mute_logger("odoo.http"):
            self.make_jsonrpc_request(url, {"serial": "OWN-1"})

    def test_several_machines_are_searched(self):
        for number in range(25):
            self._make_equipment(f"MANY-{number}")
        self.authenticate("anna", "anna")
        page = self._open(NEW).text
        self.assertIn("You have more machines", page)
        self.assertNotIn("RIVAL", page)
        found = self._open(NEW, search="many 7").text
        self.assertIn("MANY-7", found)
        self.assertIn("What is wrong", found)
        self.assertIn("None of your machines", self._open(NEW, search="RIVAL-1").text)

    def test_nobody_asks_for_the_machine_of_others(self):
        self.authenticate("anna", "anna")
        theirs = self.others[0]
        self.assertNotIn("RIVAL", self._open(NEW, equipment=theirs.id).text)
        self._ask(equipment=theirs.id, partner_id=theirs.partner_id.id)
        job = self._sent().intervention_id
        self.assertEqual(job.partner_id, self.customer)
        self.assertFalse(job.item_ids)
        self.authenticate("rita", "rita")
        for url in (f"/my/requests/{job.id}", f"/my/jobs/{job.id}"):
            self.assertNotEqual(self._open(url).status_code, 200)
        answer = self._ask()  # the same token, guessed
        self.assertFalse("No pressure" in answer.text)
        followed = self._open(answer.headers["Location"])
        self.assertNotEqual(followed.status_code, 200)
        self.authenticate(None, None)
        self.assertNotEqual(self._open(NEW).status_code, 200)
        self.assertNotEqual(self._open(f"/my/requests/{job.id}").status_code, 200)

    def test_one_address_only(self):
        branch = self._make_customer("Branch", parent_id=self.customer.id)
        there = self._make_equipment("BRANCH-1", site_id=branch.id)
        bruno = self._make_person("bruno", branch, service_own_site=True).partner_id
        there.site_id = bruno
        self.authenticate("bruno", "bruno")
        self._ask(token="a", equipment=self.own[0].id)
        self._ask(token="b", equipment=there.id)
        other, machine = self._sent().intervention_id.sorted("id")
        self.assertFalse(other.item_ids)
        self.assertEqual(other.site_id, bruno)
        self.assertEqual(machine.item_ids.equipment_id, there)
        for job in (other, machine):
            self.assertEqual(self._open(f"/my/jobs/{job.id}").status_code, 200)

    def test_the_team_is_told(self):
        user = self._make_user("carla", "service_management.group_planner")
        team = self.env["service.team"].create({"name": "Hotline", "user_id": user.id})
        self.authenticate("anna", "anna")
        self._ask()
        job = self._sent().intervention_id
        self.assertEqual((job.team_id, job.user_id), (team, user))

    # === THE LINK OF A MAIL === #

    def test_the_machine_is_chosen_by_the_link(self):
        job = self._make_job(date_start=False, employee_ids=False)
        token = job._portal_ensure_token()
        self.authenticate(None, None)
        url = f"/service/machine/{job.id}"
        rival = self._make_job(partner_id=self.others[0].partner_id.id)
        for wrong in ("", "guess", rival._portal_ensure_token()):
            answer = self._open(url, access_token=wrong)
            self.assertNotEqual(answer.status_code, 200)
            answer = self._post(url, access_token=wrong, equipment=self.own[0].id)
            self.assertFalse(job.item_ids)
        page = self._open(url, access_token=token).text
        self.assertIn("OWN-1", page)
        self.assertNotIn("RIVAL", page)
        self._post(url, access_token=token, equipment=self.others[0].id)
        self.assertFalse(job.item_ids)
        self._post(url, access_token=token, equipment=self.own[0].id)
        self.assertEqual(job.item_ids.equipment_id, self.own[0])
        second = self._make_equipment("OWN-2")
        self._post(url, access_token=token, equipment=second.id)
        self.assertEqual(job.item_ids.equipment_id, self.own[0])

    def test_among_many_machines_the_link_has_a_search(self):
        for number in range(25):
            self._make_equipment(f"MANY-{number}")
        last = self._make_equipment("ZZZ-LAST", product_id=self.machine.id)
        job = self._make_job(date_start=False, employee_ids=False)
        token = job._portal_ensure_token()
        self.authenticate(None, None)
        url = f"/service/machine/{job.id}"
        page = self._open(url, access_token=token).text
        self.assertIn("You have more machines", page)
        self.assertNotIn("ZZZ-LAST", page)
        found = self._open(url, access_token=token, search="zzz").text
        self.assertIn("ZZZ-LAST", found)
        self.assertNotIn("MANY-1<", found)
        none = self._open(url, access_token=token, search="RIVAL-1").text
        self.assertIn("None of your machines", none)
        self.assertNotIn(f'value="{self.others[0].id}"', none)
        self._post(url, access_token=token, equipment=last.id)
        self.assertEqual(job.item_ids.equipment_id, last)

    # === WHATEVER COMES === #

    @settings(max_examples=15, deadline=None)
    @given(
        values=st.dictionaries(
            st.sampled_from(
                ["equipment", "serial", "fault", "priority", "token", "preferred_times"]
            ),
            st.one_of(
                st.text(max_size=20), st.sampled_from([SCRIPT, "-1", "9" * 20, "'\""])
            ),
        ),
        name=st.text(max_size=20),
    )
    def test_nothing_that_is_typed_breaks_a_page(self, values, name):
        self.authenticate("anna", "anna")
        files = [(name or "x", PHOTO, "image/png")]
        answer = self._post(NEW, files, **values)
        self.assertLess(answer.status_code, 500)
        self.assertNotIn(SCRIPT, answer.text)
        asked = {key: values[key] for key in values if key in ("equipment", "serial")}
        page = self._open(NEW, search=values.get("fault", ""), **asked)
        self.assertLess(page.status_code, 500)
        self.assertNotIn(SCRIPT, page.text)
        for job in self._sent().intervention_id:
            for url in (f"/my/requests/{job.id}", f"/my/jobs/{job.id}"):
                self.assertNotIn(SCRIPT, self._open(url).text)

    def test_queries_do_not_grow(self):
        self._make_equipment("EXTRA-1")
        self.authenticate("anna", "anna")
        few = [self._count(NEW), self._count(f"{NEW}?equipment={self.own[0].id}")]
        for number in range(20):
            one = self._make_equipment(f"GROW-{number}")
            self._make_contract({"equipment_id": one.id})
        many = [self._count(NEW), self._count(f"{NEW}?equipment={self.own[0].id}")]
        for before, after in zip(few, many, strict=True):
            self.assertLessEqual(after, before + 2)

    def _count(self, url):
        self._open(url)
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._open(url)
        return self.env.cr.sql_log_count - before
