# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the pages of the customers' portal say."""

from base64 import b64encode
from datetime import timedelta

from lxml import html

from odoo import fields
from odoo.tests import tagged

from .common_portal import LISTS, PortalCommon


@tagged("post_install", "-at_install")
class TestPortalPages(PortalCommon):
    def setUp(self):
        super().setUp()
        self.authenticate("anna", "anna")
        self.equipment, self.contract, self.job = self.own

    def _read(self, record, **parameters):
        """The words of a page, as people read them."""
        return self._words(self._open(record.access_url, **parameters))

    def _words(self, page):
        self.assertEqual(page.status_code, 200)
        return " ".join(html.fromstring(page.text).text_content().split())

    def _make_document(self, record, name, **vals):
        return self.env["ir.attachment"].create(
            {
                "name": name,
                "raw": b"<script>alert(1)</script>",
                "mimetype": "text/html",
                "res_model": record._name,
                "res_id": record.id,
                "service_for_customers": True,
                **vals,
            }
        )

    # === EQUIPMENT === #

    def test_cover_in_words(self):
        self.contract.write({"labour_coverage": 100, "parts_coverage": 33.3})
        words = "Covered by: Full Service: labour 100 %, spare parts 33 %, travel not"
        self.assertIn(words, self._read(self.equipment))
        self.contract._end_on(fields.Date.today())
        self.assertIn("Full Service, until ", self._read(self.equipment))
        self.contract.action_cancel()
        self.assertIn("Not covered by warranty", self._read(self.equipment))

    def test_an_equipment_and_what_belongs_to_it(self):
        part = self._make_equipment("OWN-PART", parent_id=self.equipment.id)
        gone = self._make_equipment("OWN-GONE", parent_id=self.equipment.id)
        gone.write({"parent_id": False, "state": "returned"})
        self.equipment.position = "Hall 2"
        words = self._read(self.equipment)
        for word in ("Customer, Hall 2", "OWN-PART", "OWN overhaul Done", "Its label"):
            self.assertIn(word, words)
        self.assertNotIn("OWN-GONE", words)
        self.assertIn("OWN-1", self._read(part))
        page = self._open(self.equipment.access_url).text
        self.assertIn(self.equipment._get_label_code(), page)
        report = f"{self.job.access_url}?report_type=pdf&amp;download=true"
        self.assertIn(report, page)

    def test_documents_that_are_marked_for_customers(self):
        own = self._make_document(self.equipment, "OWN settings.html")
        hidden = self._make_document(
            self.equipment, "Costs.txt", service_for_customers=False
        )
        foreign = self._make_document(self.others[0], "RIVAL settings.html")
        manual = self.env["product.document"].create(
            {
                "name": "Manual.txt",
                "raw": b"Turn it on",
                "res_model": "product.template",
                "res_id": self.machine.product_tmpl_id.id,
                "service_for_customers": True,
            }
        )
        page = self._read(self.equipment)
        self.assertIn("OWN settings.html", page)
        self.assertIn("Manual.txt", page)
        self.assertNotIn("Costs.txt", page)
        url = f"{self.equipment.access_url}/document/"
        for document in (own, manual.ir_attachment_id):
            answer = self._open(f"{url}{document.id}")
            self.assertEqual(answer.status_code, 200)
            self.assertIn("attachment", answer.headers["Content-Disposition"])
        for document in (hidden, foreign):
            self.assertEqual(self._open(f"{url}{document.id}").status_code, 404)
        own.write({"type": "url", "url": "javascript:alert(1)", "raw": False})
        self.assertEqual(self._open(f"{url}{own.id}").status_code, 404)
        own.url = "https://example.com/manual"
        answer = self._open(f"{url}{own.id}")
        self.assertEqual(answer.headers["Location"], "https://example.com/manual")

    def test_who_marks_documents(self):
        document = self._make_document(
            self.equipment, "Settings.txt", service_for_customers=False
        )
        technician = self._make_user("tina", "service_management.group_technician")
        seller = self._make_user("sally", "sales_team.group_sale_salesman")
        self.assertFalse(self.equipment.with_user(seller).has_access("write"))
        for user in (technician, seller):
            allowed = self.equipment.with_user(user).has_access("write")
            self.assertEqual(document.with_user(user).has_access("write"), allowed)

    # === CONTRACTS === #

    def test_a_contract(self):
        self.contract.write(
            {"labour_coverage": 100, "travel_coverage": 50, "renewal": "tacit"}
        )
        words = self._read(self.contract)
        for word in (
            "Full Service",
            "Labour 100 %, spare parts not, travel 50 %",
            "every 12 months, In Advance",
            "The contract is in force from",
            "OWN-1",
            "Instalments",
        ):
            self.assertIn(word, words)

    def test_instalments_of_all_lines_are_one(self):
        other = self._make_equipment("OWN-2")
        contract = self._make_contract(
            {"equipment_id": self.equipment.id}, {"equipment_id": other.id}
        )
        rows = contract._get_customer_schedule()
        self.assertEqual({row.amount for row in rows}, {2000.0})

    def test_invoices_and_how_to_pay_them(self):
        today = fields.Date.today()
        run = self._invoice(today, partner_ids=self.customer.ids, post=True)
        invoice = run.invoice_ids.filtered(lambda one: one.state == "posted")
        self.assertTrue(invoice)
        self.env["ir.config_parameter"].set_param(
            "account_payment.enable_portal_payment", "True"
        )
        self.env["payment.provider"].search([]).is_published = False
        pay = f"{invoice[0].access_url}?payment=True#portal_pay"
        page = self._open(self.contract.access_url).text
        self.assertIn(f'"{invoice[0].access_url}"', page)
        self.assertNotIn(pay, page)
        self.assertEqual(self._open(invoice[0].access_url).status_code, 200)
        self.env["payment.provider"].create(
            {
                "name": "Bank",
                "company_id": self.company.id,
                "state": "test",
                "is_published": True,
            }
        )
        self.assertIn(pay, self._open(self.contract.access_url).text)
        # whoever does not get the invoice does not see it either
        invoice.flush_recordset()
        payer = self._make_customer("Leasing")
        self.env.cr.execute(
            "UPDATE account_move SET partner_id = %s, commercial_partner_id = %s "
            "WHERE id IN %s",
            [payer.id, payer.id, tuple(invoice.ids)],
        )
        self.env.invalidate_all()
        page = self._open(self.contract.access_url).text
        self.assertNotIn(invoice[0].name, page)

    def test_the_balance_of_what_was_prepaid(self):
        contract = self._make_contract(
            included_hours=5, labour_coverage=100, date_start=fields.Date.today()
        )
        job = self._make_job(
            [{"hours": 2.0}],
            contract_id=contract.id,
            date_start=fields.Datetime.now() - timedelta(minutes=1),
        )
        self._finish(job)
        words = self._read(contract)
        self.assertIn("Hours Left: 03:00", words)
        self.assertIn(f"Used {job.name} -02:00 03:00", words)

    def test_many_covered_machines_are_listed_elsewhere(self):
        machines = [self._make_equipment(f"MANY-{one}").id for one in range(52)]
        contract = self._make_contract(*({"equipment_id": one} for one in machines))
        page = self._open(contract.access_url).text
        self.assertEqual(page.count("MANY-"), 50)
        listed = self._open(
            "/my/equipment", search=contract.name, search_in="contract"
        ).text
        self.assertEqual(listed.count("MANY-"), 52)

    # === JOBS === #

    def test_the_state_in_the_customers_words(self):
        soon = fields.Datetime.now() + timedelta(days=1)
        job = self._make_job(date_start=soon, title="OWN visit")
        self.assertIn("Received", self._read(job))
        self.assertNotIn("tomorrow", self._read(job))
        job.action_plan()
        self.assertIn("Planned for tomorrow", self._read(job))
        self.assertIn("Planned for tomorrow", self._words(self._open("/my/jobs")))
        job.action_leave()
        self.assertIn("On the way", self._read(job))
        job.action_start()
        self.assertIn("Under way", self._read(job))
        self._finish(job)
        self.assertIn("Done", self._read(job))

    def test_who_reads_by_another_clock_is_told_where_the_time_holds(self):
        self.customer.country_id = self.env.ref("base.it")
        job = self._make_job(date_start=fields.Datetime.now() + timedelta(days=1))
        job.action_plan()
        reader = self.env["res.users"].search([("login", "=", "anna")])
        for zone, told in (("Europe/Rome", False), ("Asia/Tokyo", True)):
            reader.tz = zone
            self.authenticate("anna", "anna")
            self.assertEqual("(Rome)" in self._read(job), told)

    def test_who_comes_if_the_company_wants(self):
        job = self._make_job(date_start=fields.Datetime.now() + timedelta(days=1))
        photo = f"{job.access_url}/people/{self.technician.id}"
        self.technician.name = "Tessa Surname"
        job.action_plan()
        self.assertNotIn("Tessa", self._read(job))
        self.assertEqual(self._open(photo).status_code, 404)
        self.company.service_portal_people = True
        words = self._read(job)
        self.assertIn("Tessa", words)
        self.assertNotIn("Surname", words)
        self.assertEqual(self._open(photo).status_code, 200)
        other = self._make_employee("Otto Other")
        answer = self._open(f"{job.access_url}/people/{other.id}")
        self.assertEqual(answer.status_code, 404)
        job.action_cancel()
        self.assertEqual(self._open(photo).status_code, 404)

    def test_what_is_signed_is_read_first(self):
        self.assertIn("With your signature you confirm", self._read(self.job))
        self.assertIn(self.job.activity_ids.name, self._read(self.job))
        self._sign(self.job)
        words = self._read(self.job)
        self.assertNotIn("With your signature", words)
        self.assertIn("Signed By Anna", words)

    # === EVERYWHERE === #

    def test_merged_customers_see_what_both_had(self):
        twin = self._make_customer("Customer")
        things = self._make_things(twin, "tom", "TWIN")
        tokens = {record: record._portal_ensure_token() for record in things}
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.customer | twin).ids, self.customer)
        self.env.invalidate_all()
        for login, words in (("anna", "TWIN"), ("tom", "OWN")):
            self.authenticate(login, login)
            for path, record in zip(LISTS, things, strict=True):
                listed = self._open(f"/my/{path}", filterby="all").text
                self.assertIn(words, listed)
                self.assertIn("TWIN", self._open(record.access_url).text)
        self.authenticate(None, None)
        for record, token in tokens.items():
            page = self._open(record.access_url, access_token=token)
            self.assertEqual(page.status_code, 200)

    def test_a_machine_has_no_report(self):
        answer = self._open(self.equipment.access_url, report_type="pdf")
        self.assertEqual(answer.status_code, 303)

    def test_photo(self):
        pixel = b64encode(self.env["ir.binary"]._placeholder()).decode()
        self.equipment.image_1920 = pixel
        photo = self._open(f"{self.equipment.access_url}/photo")
        self.assertEqual(photo.status_code, 200)
        self.assertIn("image", photo.headers["Content-Type"])
