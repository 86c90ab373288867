# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The label of a machine tells a stranger how to be helped, and not whose it is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged
from odoo.tools import SQL

from .test_portal import SCRIPT
from .test_request import PHOTO, RequestCommon


@tagged("post_install", "-at_install")
class TestLabel(RequestCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pump = cls.own[0]
        cls.pump.company_id.phone = "+39 02 555"
        cls.pump.partner_id.write({"name": "Secret Owner", "email": "own@er.example"})
        cls.url = "/service/m/" + cls.pump._get_label_url().rsplit("/", 1)[1]

    def _ask(self, files=(), **values):
        return self._post(
            self.url,
            files,
            **{
                "fault": "It smokes",
                "sender": "Passer By",
                "phone": "333",
                "form_token": "t1",
                **values,
            },
        )

    def _type_code(self, code):
        return self._post(f"{self.url}/code", code=code)

    # === WHAT A STRANGER SEES === #

    def test_a_stranger_sees_the_model_and_the_service_only(self):
        self.authenticate(None, None)
        page = self._open(self.url).text
        self.assertIn("Machine", page)
        self.assertIn("+39 02 555", page)
        for secret in ("Secret Owner", "own@er", "OWN-1", "OWN"):
            self.assertNotIn(secret, page)

    def test_with_the_printed_code_more_but_not_whose_it_is(self):
        self.authenticate(None, None)
        self.assertIn("not the code", self._type_code("XXXXXX").text)
        self.assertNotIn("OWN-1", self._open(self.url).text)
        code = self.pump._get_printed_code()
        self._type_code(f" {code[:3].lower()} {code[3:]} ")
        page = self._open(self.url).text
        self.assertIn("OWN-1", page)
        self.assertNotIn("Secret Owner", page)
        other = "/service/m/" + self.others[0]._get_label_url().rsplit("/", 1)[1]
        self.assertNotIn("RIVAL-1", self._open(other).text)

    def test_whoever_may_see_more_is_led_there(self):
        self._make_user("carla", "service_management.group_planner")
        for login, home in (
            ("anna", f"/my/equipment/{self.pump.id}"),
            ("carla", f"/odoo/installed-base/{self.pump.id}"),
        ):
            self.authenticate(login, login)
            self.assertTrue(self._open(self.url).headers["Location"].endswith(home))
        self.authenticate("rita", "rita")
        page = self._open(self.url)
        self.assertEqual(page.status_code, 200)
        self.assertNotIn("OWN-1", page.text)

    def test_unknown_labels_say_nothing(self):
        self.authenticate(None, None)
        for token in ("x", str(self.pump.id), "OWN-1", "%20", self.url[-22:-1]):
            answer = self._open(f"/service/m/{token}")
            self.assertEqual(answer.status_code, 404)
            self.assertNotIn("OWN", answer.text)

    # === REQUESTS === #

    def test_a_stranger_makes_a_request_to_check_and_no_customer(self):
        self.authenticate(None, None)
        partners = self.env["res.partner"].search_count([])
        jobs = self.env["service.intervention"].search_count([])
        for _twice in range(2):
            answer = self._ask([("smoke.png", PHOTO, "image/png")])
            self.assertIn("Thank you", answer.text)
            self.assertNotIn("Secret Owner", answer.text)
        request = self._sent()
        self.assertEqual(len(request), 1)
        self.assertEqual((request.state, request.source), ("new", "label"))
        self.assertEqual(request.equipment_ids, self.pump)
        self.assertEqual(
            request.message_ids.attachment_ids.mapped("name"), ["smoke.png"]
        )
        self.assertFalse(request.message_ids.filtered("attachment_ids").author_id)
        self.assertEqual(self.env["res.partner"].search_count([]), partners)
        self.assertEqual(self.env["service.intervention"].search_count([]), jobs)

    def test_who_leaves_no_address_is_written_of_from_ours(self):
        self.pump.company_id.email = "info@service.example"
        self.authenticate(None, None)
        for number, email in enumerate(("", "no address", "passer@by.example")):
            self._ask(email=email, form_token=f"n{number}")
        senders = [
            one.message_ids.filtered(lambda one: "smokes" in one.body).email_from
            for one in self._sent()
        ]
        ours = '"Passer By" <info@service.example>'
        self.assertEqual(senders, [ours, ours, '"Passer By" <passer@by.example>'])

    def test_nobody_speaks_for_the_owner(self):
        self.authenticate(None, None)
        self._ask(email="own@er.example")
        self.assertFalse(self._sent().message_ids.author_id & self.pump.partner_id)

    def test_a_name_is_one_line(self):
        self.authenticate(None, None)
        self._ask(sender="Passer\r\nBcc: all@er.example", fault="It smokes\nand hums")
        request = self._sent()
        self.assertEqual(request.sender, "Passer Bcc: all@er.example")
        self.assertEqual(request.fault.splitlines(), ["It smokes", "and hums"])
        self.assertNotIn("\\n", str(request.message_ids.mapped("email_from")))

    def test_with_the_code_it_is_a_job_at_once(self):
        self.authenticate(None, None)
        self._type_code(self.pump._get_printed_code())
        answer = self._ask()
        job = self._sent().intervention_id
        self.assertEqual(job.partner_id, self.pump.partner_id)
        self.assertIn(job.name, answer.text)
        self.assertIn("Passer By", job.fault)
        self.assertNotIn("Secret Owner", answer.text)

    def test_what_is_missing_is_said_and_the_rest_kept(self):
        self.authenticate(None, None)
        for values, words in (
            ({"fault": ""}, "Say what is wrong"),
            ({"sender": ""}, "Leave your name"),
            ({"phone": ""}, "phone number or an e-mail"),
        ):
            answer = self._ask(**{"preferred_times": "", **values})
            self.assertIn(words, answer.text)
            self.assertIn("Passer By" if "sender" not in values else "333", answer.text)
        self.assertFalse(self._sent())

    # === NOT TOO OFTEN === #

    def test_attempts_are_limited_by_address_and_by_label(self):
        self.authenticate(None, None)
        code = self.pump._get_printed_code()
        for _attempt in range(10):
            self.assertIn("not the code", self._type_code("WRONG2").text)
        self.assertIn("Too many", self._type_code(code).text)
        self.assertNotIn("OWN-1", self._open(self.url).text)
        for number in range(10):
            self._ask(form_token=f"n{number}")
        self.assertIn("Too many", self._ask(form_token="one more").text)
        self.assertEqual(len(self._sent()), 10)
        counter = self.env["service.public.attempt"].sudo()
        self.assertEqual(counter.search_count([("kind", "=", "request")]), 10)
        self.assertFalse(counter.search([("whom", "like", "127.0")]))
        self.assertTrue(self.others[0]._may_try("request", "elsewhere", 10, 20))
        allowed = [self.pump._may_try("request", str(n), 10, 20) for n in range(11)]
        self.assertEqual(allowed, [True] * 10 + [False])
        self._let_pass("2 hours")
        self.assertTrue(self.pump._may_try("request", "127.0.0.1", 10, 20))
        self._let_pass("2 days")
        counter.invalidate_model()
        counter._gc_attempts()
        self.assertFalse(counter.search([]))

    def test_whoever_guesses_labels_sees_none_for_an_hour(self):
        token = self.url.rsplit("/", 1)[1]
        equipment = self.env["service.equipment"]
        for number in range(30):
            self.assertFalse(equipment._find_public(f"x{number}", "7.7.7.7"))
        self.assertFalse(equipment._find_public(token, "7.7.7.7"))
        self.assertEqual(equipment._find_public(token, "8.8.8.8"), self.pump)
        self._let_pass("2 hours")
        self.assertEqual(equipment._find_public(token, "7.7.7.7"), self.pump)

    def _let_pass(self, time):
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE service_public_attempt "
                "SET create_date = create_date - %s::interval",
                time,
            )
        )

    @settings(max_examples=10, deadline=None)
    @given(
        token=st.text(min_size=1, max_size=20),
        values=st.dictionaries(
            st.sampled_from(["fault", "sender", "phone", "email", "priority", "code"]),
            st.one_of(st.text(max_size=20), st.sampled_from([SCRIPT, "x@y.z"])),
        ),
    )
    def test_nothing_that_is_typed_breaks_a_page(self, token, values):
        self.authenticate(None, None)
        strange = "/service/m/" + token.replace("/", "").replace("?", "")
        for url in (self.url, f"{self.url}/code", strange):
            answer = self._post(url, **values)
            self.assertLess(answer.status_code, 500)
            self.assertNotIn(SCRIPT, answer.text)
        self.assertLess(self._open(strange).status_code, 500)
