# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The contract on paper and by e-mail."""

from odoo.tests import Form, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestContractDocument(ServiceCommon):
    today = "2026-06-15"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.email = "customer@example.com"

    def _print(self, contracts):
        report = "service_management.service_contract_documents"
        html, _format = self.env["ir.actions.report"]._render_qweb_html(
            report, contracts.ids
        )
        return html.decode()

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
            "at least <span>45</span>",
            "General Conditions",
            "1341",
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
