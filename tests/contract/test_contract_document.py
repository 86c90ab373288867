# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The contract on paper and by e-mail."""

import io
from unittest import skipUnless

from lxml import html

from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from odoo.tools.pdf import OdooPdfFileReader

from ..common import ServiceCommon, find_pdf_printer


@tagged("post_install", "-at_install")
class TestContractDocument(ServiceCommon):
    today = "2026-06-15"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "customer@example.com"

    def _print(self, contracts):
        report = "service_management.service_contract_documents"
        page, _format = self.env["ir.actions.report"]._render_qweb_html(
            report, contracts.ids
        )
        return page.decode()

    def test_what_it_says(self):
        machine = self._make_equipment("SN-77")
        contract = self._make_contract(
            {"equipment_id": machine.id, "price_unit": 480.0, "visit_interval": 6},
            date_end="2026-12-31",
            renewal="tacit",
            renewal_months=12,
            notice_days=45,
            labour_coverage=80,
        )
        text = self._print(contract)
        for part in (
            contract.name,
            "SN-77",
            "480.00",
            "80.0",
            "12/31/2026",
            "at least 45 days before the end",
            "every 6 months",
            "General Conditions",
            "Instalments",
            self.company.name,
            self.customer.name,
        ):
            with self.subTest(part=part):
                self.assertIn(part, text)

    def test_draft_is_a_proposal(self):
        contract = self._make_contract(active=False)
        self.assertIn("Contract Proposal", self._print(contract))

    def test_lines_of_earlier_terms_are_left_out(self):
        contract = self._make_contract(
            {"name": "Present"},
            {"name": "Former", "date_end": "2025-06-30"},
            date_start="2025-01-01",
            date_end="2025-12-31",
            renewal="manual",
            renewal_months=12,
        )
        contract.action_renew()
        text = self._print(contract)
        self.assertIn("Present", text)
        self.assertNotIn("Former", text)

    def test_customer_language(self):
        self.env["res.lang"]._activate_lang("it_IT")
        self.customer.lang = "it_IT"
        contract = self._make_contract(date_end="2026-12-31")
        self.assertIn("31/12/2026", self._print(contract))

    def test_one_and_several_in_words(self):
        """A number and its unit agree, also in Italian."""
        contract = self._make_contract(
            {"visit_interval": 1, "visit_unit": "month"},
            date_end="2026-12-31",
            renewal="tacit",
            renewal_months=1,
            notice_days=1,
            billing_interval=3,
            billing_unit="month",
        )
        text = self._read(contract)
        for part in (
            "renews by itself for 1 month each time",
            "at least 1 day before",
            "every month",
            "every 3 months, In Advance",
            "both days included. It renews",
        ):
            self.assertIn(part, text)
        self.assertNotIn("1 months", text)
        self.env["res.lang"]._activate_lang("it_IT")
        self.customer.lang = "it_IT"
        text = self._read(contract)
        for part in ("per 1 mese", "1 giorno", "ogni mese", "ogni 3 mesi", "al 31/12"):
            self.assertIn(part, text)

    def _read(self, contract):
        """The words of the document, with single spaces."""
        body = html.fromstring(self._print(contract)).find("body")
        return " ".join(body.text_content().split())

    # === CLAUSES === #

    def test_clauses_of_the_type_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("it_IT")
        self.contract_type.clauses = "<p>Ours</p>"
        self.contract_type.update_field_translations(
            "clauses", {"it_IT": {"Ours": "Nostre"}}
        )
        self.assertEqual(self._make_contract().clauses, "<p>Ours</p>")
        self.customer.lang = "it_IT"
        self.assertEqual(self._make_contract().clauses, "<p>Nostre</p>")

    def test_clauses_belong_to_the_contract(self):
        contract = self._make_contract()
        self.assertIn("General Conditions", contract.clauses)
        contract.clauses = "<p>Agreed</p>"
        self.contract_type.clauses = "<p>Others</p>"
        self.assertEqual(contract.clauses, "<p>Agreed</p>")
        self.assertIn("Agreed", self._print(contract))

    def test_clauses_of_the_law_that_applies(self):
        """Those of Italy are for Italian companies, whatever the language."""
        italian = ("1341", "1456", "231/2002", "ISTAT", "PEC")
        contract = self._make_contract(date_end="2026-12-31", renewal="manual")
        for part in italian:
            self.assertNotIn(part, contract.clauses)
        self.company.account_fiscal_country_id = self.env.ref("base.it")
        contract = self._make_contract(date_end="2026-12-31", renewal="manual")
        for part in italian:
            self.assertIn(part, contract.clauses)

    def test_no_clause_about_a_renewal_that_is_not_agreed(self):
        self.company.account_fiscal_country_id = self.env.ref("base.it")
        terms = {"date_end": "2026-12-31", "renewal_months": 12, "active": False}
        for renewal, said, not_said in (
            ("tacit", ["tacit renewal", "With each renewal"], ["Once a year"]),
            ("manual", ["With each renewal"], ["tacit", "Once a year"]),
            ("none", [], ["renewal", "Price adjustment"]),
        ):
            with self.subTest(renewal=renewal):
                contract = self._make_contract(renewal=renewal, **terms)
                self._check_clauses(contract, said, not_said)
        endless = self._make_contract(active=False)
        self._check_clauses(endless, ["Once a year"], ["renewal"])

    def _check_clauses(self, contract, said, not_said):
        for part in said:
            self.assertIn(part, contract.clauses)
        for part in not_said:
            self.assertNotIn(part, contract.clauses)

    def test_clauses_follow_the_renewal_until_they_are_changed(self):
        self.company.account_fiscal_country_id = self.env.ref("base.it")
        contract = self._make_contract(
            active=False, date_end="2026-12-31", renewal="tacit", renewal_months=12
        )
        contract.renewal = "none"
        self.assertNotIn("tacit", contract.clauses)
        contract.clauses = "<p>Agreed</p>"
        contract.renewal = "tacit"
        self.assertEqual(contract.clauses, "<p>Agreed</p>")

    def test_end_of_the_clauses_stays_with_the_signatures(self):
        points = "".join(f"<li>{letter * 200}</li>" for letter in "abc")
        for clauses, expected in (
            (f"<h4>T</h4><ol>{points}</ol>", ["a", "bc"]),
            (f"<ol>{points}</ol><p>{'d' * 10}</p>", ["a", "bcd"]),
            (f"<p>{'a' * 400}</p><p>{'b' * 400}</p>", ["a", "b"]),
            (f"<p>{'a' * 50}</p>", ["", "a"]),
            ("plain text", ["", "plain text"]),
        ):
            with self.subTest(clauses=clauses):
                contract = self._make_contract(active=False)
                contract.clauses = clauses
                for part, letters in zip(
                    contract._get_printed_clauses(), expected, strict=True
                ):
                    text = html.fromstring(f"<div>{part}</div>").text_content()
                    for letter in letters:
                        self.assertIn(letter, text)
                    for letter in set("abcd") - set(letters):
                        self.assertNotIn(letter * 10, text)
        contract.clauses = f"<ol>{points}</ol>"
        self.assertIn('start="2"', contract._get_printed_clauses()[1])

    # === PAGES === #

    @skipUnless(find_pdf_printer(), "wkhtmltopdf is not installed")
    def test_signatures_are_never_alone_on_a_page(self):
        """Wherever on a page the text before them ends."""
        contracts = [self._make_contract(*[{}] * number) for number in (1, 8, 40)]
        contracts[0].clauses = False
        for paragraphs in range(0, 48, 6):
            contract = self._make_contract()
            contract.clauses = "<p>One more of the clauses agreed.</p>" * paragraphs
            contracts.append(contract)
        for contract in contracts:
            pages = self._print_pages(contract)
            [page] = [one for one in pages if "Place and date" in one]
            before = page.partition("Place and date")[0]
            with self.subTest(pages=len(pages)):
                self.assertGreater(len(before), 60)

    @mute_logger("odoo.addons.base.models.ir_actions_report")
    def _print_pages(self, contract):
        """The words of each page; without styles, whose letters would be drawings."""
        nowhere = "http://127.0.0.1:1"
        self.env["ir.config_parameter"].sudo().set_param("report.url", nowhere)
        reports = self.env["ir.actions.report"].with_context(
            force_report_rendering=True
        )
        name = "service_management.service_contract_documents"
        content, _format = reports._render_qweb_pdf(name, contract.ids)
        reader = OdooPdfFileReader(io.BytesIO(content))
        return [" ".join(page.extract_text().split()) for page in reader.pages]

    # === E-MAIL === #

    def _send(self, contract):
        action = contract.action_send_by_email()
        composer = self.env[action["res_model"]].with_context(**action["context"])
        Form(composer).save().action_send_mail()
        return contract.message_ids.filtered(
            lambda m: self.customer in m.notified_partner_ids
        )[:1]

    def test_contract_is_sent_with_its_document(self):
        contract = self._make_contract()
        message = self._send(contract)
        self.assertIn(contract.name, message.subject)
        [attachment] = message.attachment_ids
        self.assertIn(f"Contract {contract.name.replace('/', '-')}", attachment.name)

    def test_proposal_of_a_renewal_says_so(self):
        contract = self._make_contract(date_end="2026-12-31", renewal_months=12)
        successor = contract._propose_renewal()
        message = self._send(successor)
        self.assertIn(contract.name, message.subject)
        self.assertIn("renewal", message.subject)
