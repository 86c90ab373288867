# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What customers see in their portal, and that nobody sees what is not theirs."""

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common_portal import LISTS, PortalCommon

SCRIPT = "<script>alert(1)</script>"


@tagged("post_install", "-at_install")
class TestPortal(PortalCommon):
    def test_lists_and_pages_show_what_is_the_customers(self):
        self.authenticate("anna", "anna")
        for path, record in zip(LISTS, self.own, strict=True):
            with self.subTest(path=path):
                listed = self._open(f"/my/{path}", filterby="all").text
                self.assertIn(f"/my/{path}/{record.id}", listed)
                self.assertNotIn("RIVAL", listed)
                page = self._open(f"/my/{path}/{record.id}")
                self.assertEqual(page.status_code, 200)
                self.assertIn("OWN", page.text)
                self.assertNotIn("RIVAL", page.text)
        counters = self.make_jsonrpc_request(
            "/my/counters",
            {
                "counters": [
                    "service_equipment_count",
                    "service_contracts_count",
                    "service_jobs_count",
                ]
            },
        )
        self.assertEqual(set(counters.values()), {1})

    def test_a_serial_number_is_found(self):
        self.authenticate("anna", "anna")
        for search, found in (("wn-1", True), ("RIVAL", False), (SCRIPT, False)):
            page = self._open("/my/equipment", search=search, search_in="serial").text
            self.assertEqual(f"/my/equipment/{self.own[0].id}" in page, found)
            self.assertNotIn(SCRIPT, page)

    def test_names_and_notes_are_text(self):
        equipment, contract, job = self.own
        equipment.write({"serial_number": SCRIPT, "position": SCRIPT})
        job.write({"title": SCRIPT, "fault": SCRIPT})
        contract.line_ids.name = SCRIPT
        self.authenticate("anna", "anna")
        for path, record in zip(LISTS, self.own, strict=True):
            for url in (f"/my/{path}", f"/my/{path}/{record.id}"):
                self.assertNotIn(SCRIPT, self._open(url).text)

    def test_strangers_and_rivals_see_nothing(self):
        strangers = (("rita", "rita"), (None, None))
        tokens = [one._portal_ensure_token() for one in self.others]
        for login, password in strangers:
            self.authenticate(login, password)
            for path, record in zip(LISTS, self.own, strict=True):
                page = f"/my/{path}/{record.id}"
                urls = [page, f"{page}?report_type=pdf", f"{page}/photo"]
                for url in urls:
                    for token in (None, "", "guess", *tokens):
                        with self.subTest(login=login, url=url, token=token):
                            answer = self._open(url, access_token=token or "")
                            self.assertNotEqual(answer.status_code, 200)
                            self.assertNotIn("OWN", answer.text)
            for token in ("guess", *tokens):
                answer = self._sign(self.own[2], access_token=token)
                self.assertIn("error", answer)
            self.assertFalse(self.own[2].signature)

    def test_a_job_that_changes_hands_is_shown_to_its_new_customer_only(self):
        job = self._make_job([{}], [], self.own[0], title="OWN visit")
        self.authenticate("anna", "anna")
        self.assertEqual(self._open(f"/my/jobs/{job.id}").status_code, 200)
        token = job.access_token
        job.write({"title": "OWN other visit", "partner_id": job.partner_id.id})
        self.assertEqual(job.access_token, token)
        job.write({"partner_id": self.others[0].partner_id.id, "item_ids": [(5,)]})
        self.assertNotEqual(self._open(f"/my/jobs/{job.id}").status_code, 200)
        former = self._open(f"/my/jobs/{job.id}", access_token=token)
        self.assertNotEqual(former.status_code, 200)
        self.authenticate("rita", "rita")
        self.assertEqual(self._open(f"/my/jobs/{job.id}").status_code, 200)

    def test_the_link_opens_its_page_and_no_other(self):
        self.authenticate(None, None)
        for path, record in zip(LISTS, self.own, strict=True):
            token = record._portal_ensure_token()
            page = self._open(f"/my/{path}/{record.id}", access_token=token)
            self.assertEqual(page.status_code, 200)
            self.assertIn("OWN", page.text)

    def test_what_is_archived_or_of_another_company_is_not_shown(self):
        self.authenticate("anna", "anna")
        equipment, contract, job = self.own
        equipment.active = contract.active = job.active = False
        for path, record in zip(LISTS, self.own, strict=True):
            answer = self._open(f"/my/{path}/{record.id}")
            self.assertNotEqual(answer.status_code, 200)
        equipment.active = True
        user = self.env["res.users"].search([("login", "=", "anna")])
        other = self.setup_other_company()["company"]
        user.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        answer = self._open(f"/my/equipment/{equipment.id}")
        self.assertNotEqual(answer.status_code, 200)

    def test_one_address_only(self):
        branch = self._make_customer("Branch", parent_id=self.customer.id)
        there = self._make_equipment("BRANCH-1", site_id=branch.id)
        self._make_person("bruno", branch, service_own_site=True)
        there.site_id = (
            self.env["res.users"].search([("login", "=", "bruno")]).partner_id
        )
        self.authenticate("bruno", "bruno")
        listed = self._open("/my/equipment").text
        self.assertIn("BRANCH-1", listed)
        self.assertNotIn("OWN-1", listed)
        answer = self._open(f"/my/equipment/{self.own[0].id}")
        self.assertNotEqual(answer.status_code, 200)

    def test_signing(self):
        job = self.own[2]
        self.authenticate("anna", "anna")
        self.assertIn("error", self._sign(job, name=" "))
        self.assertIn("error", self._sign(job, signature="no picture"))
        self.assertIn("error", self._sign(job, name={"x": 1}))
        self.assertIn("error", self._sign(job, signature=[7]))
        job.invalidate_recordset()
        self.assertFalse(job.signed_on)
        self.assertNotIn("error", self._sign(job))
        job.invalidate_recordset()
        self.assertEqual(job.signed_by, "Anna")
        self.assertTrue(job.signed_on)
        self.assertIn("error", self._sign(job, name="Somebody else"))
        open_job = self._make_job([{}], [], self.own[0])
        self.assertIn("error", self._sign(open_job))

    def test_the_report_is_printed_when_the_work_is_done(self):
        self.authenticate("anna", "anna")
        page = f"/my/jobs/{self.own[2].id}"
        self.assertEqual(self._open(page, report_type="html").status_code, 200)
        self.assertNotEqual(self._open(page, report_type="exe").status_code, 200)
        open_job = self._make_job([{}], [], self.own[0])
        answer = self._open(f"/my/jobs/{open_job.id}", report_type="html")
        self.assertNotEqual(answer.status_code, 200)

    def test_no_rights_on_any_record(self):
        user = self.env["res.users"].search([("login", "=", "anna")])
        for record in self.own:
            for operation in ("read", "write", "unlink"):
                with self.assertRaises(AccessError):
                    record.with_user(user).check_access(operation)

    def test_queries_do_not_grow(self):
        for number in range(3):
            self._make_things(self.customer, f"f{number}", f"FEW{number}")
        self.authenticate("anna", "anna")
        few = [self._count_requests(path) for path in LISTS]
        for number in range(15):
            self._make_things(self.customer, f"p{number}", f"MORE{number}")
        many = [self._count_requests(path) for path in LISTS]
        for path, before, after in zip(LISTS, few, many, strict=True):
            with self.subTest(path=path):
                self.assertLessEqual(after, before + 2)

    def _count_requests(self, path):
        """Queries of a list that was opened before, as most are."""
        self._open(f"/my/{path}", filterby="all")
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        self._open(f"/my/{path}", filterby="all")
        return self.env.cr.sql_log_count - before

    @settings(max_examples=15, deadline=None)
    @given(
        path=st.sampled_from(LISTS),
        page=st.integers(-(10**12), 10**12),
        words=st.dictionaries(
            st.sampled_from(["sortby", "filterby", "search", "search_in", "x"]),
            st.text(max_size=20),
        ),
    )
    def test_no_address_breaks_a_page(self, path, page, words):
        self.authenticate("anna", "anna")
        for url in (f"/my/{path}", f"/my/{path}/page/{page}", f"/my/{path}/{page}"):
            self.assertLess(self._open(url, **words).status_code, 500)
