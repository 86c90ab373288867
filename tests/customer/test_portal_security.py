# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Nobody sees or changes what is another customer's, by whatever address.

The addresses are those that the add-on has: a further one is tried by itself.
"""

import itertools

from odoo.tests import JsonRpcException, tagged
from odoo.tools import mute_logger

from .common_portal import LISTS
from .common_routes import OWN_WORDS, PARAMETER, SCRIPT, RoutesCommon

# Where the pages of others are looked for, too.
CORE_URLS = (
    "/web/image/{model}/{id}/image_1920",
    "/web/image/{model}/{id}/signature",
    "/web/content/{model}/{id}/image_1920",
    "/web/content/{attachment}",
    "/web/image/{attachment}",
    "/report/html/service_management.report_work_plain/{id}",
    "/report/pdf/service_management.report_work_plain/{id}",
    "/report/html/service_management.service_contract_documents/{id}",
    "/report/pdf/service_management.service_equipment_label/{id}",
    "/mail/view?model={model}&res_id={id}",
)


@tagged("post_install", "-at_install")
class TestPortalSecurity(RoutesCommon):
    def _snapshot(self):
        self.env.invalidate_all()
        names = ("write_date", "state", "access_token")
        return [
            (
                one.read([name for name in names if name in one._fields]),
                len(one.message_ids),
            )
            for one in self.targets
        ]

    def test_there_are_routes(self):
        self.assertGreater(len(self.routes), 5)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_no_address_shows_what_is_anothers(self):
        """Without a token, with the own one and with that of another page."""
        own = {one._name: one._portal_ensure_token() for one in self.others}
        swapped = {
            one: other._portal_ensure_token()
            for one, other in zip(
                self.targets, [*self.targets[1:], self.targets[0]], strict=True
            )
        }
        before = self._snapshot()
        for login in ("rita", None):
            self.authenticate(login, login)
            for route, target in itertools.product(self.routes, self.targets):
                tokens = [None, own[target._name], swapped[target]]
                for address in route.get_addresses({"int": target.id, "string": "x"}):
                    is_page = address.startswith(target.access_url)
                    if "any(" in route.rule and not is_page:
                        continue  # of a record that happens to have the same number
                    for token in tokens:
                        given = {"access_token": token} if token else {}
                        with self.subTest(login=login, url=address, token=token):
                            for text in self._ask(route, address, given):
                                self.assertNotIn("OWN", text)
            for route in self.routes:
                if not PARAMETER.search(route.rule) or "any" in route.rule:
                    for address in route.get_addresses({"int": 1, "string": "x"}):
                        for text in self._ask(route, address, {}):
                            self.assertNotIn("OWN", text)
        self.assertEqual(self._snapshot(), before)

    @mute_logger("odoo.http", "odoo.addons.base.models.ir_rule")
    def test_nor_do_the_addresses_of_odoo(self):
        for login in ("rita", "anna", None):
            self.authenticate(login, login)
            for url, target in itertools.product(CORE_URLS, self.targets):
                address = url.format(
                    model=target._name, id=target.id, attachment=self.attachment.id
                )
                with self.subTest(login=login, url=address):
                    answer = self.url_open(address, allow_redirects=False)
                    self.assertLess(answer.status_code, 500)
                    self.assertNotIn("OWN", answer.text)
                    self.assertNotEqual(answer.content, self.own[0].image_1920)

    def test_the_way_to_the_next_page_is_no_way_to_what_was_given_away(self):
        given = self._make_job(partner_id=self.customer.id, title="OWN visit")
        self.authenticate("anna", "anna")
        self.assertIn(given.access_url, self._open("/my/jobs").text)
        given.partner_id = self.others[0].partner_id
        token = given._portal_ensure_token()
        for job in (self.own[2], self.open_job):
            page = self._open(job.access_url).text
            self.assertIn("record_pager", page)
            self.assertNotIn(token, page)
        self.assertNotEqual(self._open(given.access_url).status_code, 200)

    def test_the_next_customer_does_not_read_what_the_former_one_wrote(self):
        job = self._make_job(partner_id=self.customer.id)
        message = job.message_post(
            body=OWN_WORDS,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        job.partner_id = self._make_customer("Branch", parent_id=self.customer.id)
        self.assertFalse(message.is_internal)
        job.partner_id = self.others[0].partner_id
        self.assertTrue(message.is_internal)
        about = {
            "thread_model": job._name,
            "thread_id": job.id,
            "token": job._portal_ensure_token(),
        }
        self.authenticate(None, None)
        answer = self.make_jsonrpc_request("/mail/chatter_fetch", about)
        self.assertNotIn(OWN_WORDS, str(answer))

    @mute_logger("odoo.http")
    def test_a_token_of_strange_signs_opens_nothing(self):
        self.authenticate(None, None)
        for target in self.targets:
            target._portal_ensure_token()
            answer = self._open(target.access_url, access_token="è")
            self.assertEqual(answer.status_code, 303)

    @mute_logger("odoo.http")
    def test_messages_are_read_and_written_with_the_right_token_only(self):
        job = self.own[2]
        wrong = self.others[2]._portal_ensure_token()
        count = len(job.message_ids)
        for login, token in itertools.product(("rita", None), (None, "guess", wrong)):
            self.authenticate(login, login)
            about = {"thread_model": job._name, "thread_id": job.id, "token": token}
            for url, values in (
                ("/mail/message/post", {"post_data": {"body": "RIVAL was here"}}),
                ("/portal/chatter_init", {}),
                ("/mail/thread/messages", {}),
            ):
                with self.subTest(login=login, token=token, url=url):
                    try:
                        answer = self.make_jsonrpc_request(url, {**about, **values})
                    except JsonRpcException:
                        continue
                    self.assertNotIn(OWN_WORDS, str(answer))
        self.assertEqual(len(job.message_ids), count)

    @mute_logger("odoo.http", "odoo.models", "odoo.addons.base.models.ir_model")
    def test_nothing_is_written_by_rpc(self):
        models = [
            name
            for name, model in self.env.registry.items()
            if name.startswith("service.") and not model._abstract
        ]
        self.assertIn("service.appointment.hold", models)
        self.authenticate("anna", "anna")
        ids = {one._name: one.id for one in self.own}
        for model in models:
            some = [ids.get(model, 1)]
            for method, arguments in (
                ("create", [{}]),
                ("write", [some, {"display_name": "RIVAL"}]),
                ("unlink", [some]),
                ("search_read", []),
            ):
                with (
                    self.subTest(model=model, method=method),
                    self.assertRaises(JsonRpcException),
                ):
                    self._call(model, method, *arguments)
        for record in (self.attachment, self.company):
            with self.assertRaises(JsonRpcException):
                self._call(
                    record._name, "write", record.ids, {"service_for_customers": False}
                )

    def _call(self, model, method, *arguments):
        return self.make_jsonrpc_request(
            "/web/dataset/call_kw",
            {"model": model, "method": method, "args": arguments, "kwargs": {}},
        )

    def test_no_script_is_shown(self):
        equipment, contract, job = self.own
        equipment.write({"serial_number": SCRIPT, "position": SCRIPT})
        contract.line_ids.name = SCRIPT
        job.write({"title": SCRIPT, "fault": SCRIPT, "work_done": SCRIPT})
        self.open_job.title = SCRIPT
        self.customer.name = SCRIPT
        self.technician.name = SCRIPT
        job.message_post(body=SCRIPT, message_type="comment")
        self.authenticate("anna", "anna")
        addresses = {f"/my/{path}" for path in LISTS} | {
            one.access_url for one in self.targets
        }
        addresses.add(f"{self.open_job.access_url}/appointment")
        for address in addresses:
            with self.subTest(url=address):
                page = self._open(address, search=SCRIPT, message=SCRIPT, error=SCRIPT)
                self.assertNotIn(SCRIPT, page.text)
