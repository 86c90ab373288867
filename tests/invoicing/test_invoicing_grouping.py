# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Which services share an invoice, and what the invoice says."""

import base64
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ...models.shared.own_context import own
from ..common import SIGNATURE
from .common_invoicing import QUARTERLY, InvoicingCommon


@tagged("post_install", "-at_install")
class TestInvoicingGrouping(InvoicingCommon):
    def test_the_customer_wants_it_otherwise(self):
        self._make_contract()
        self._make_contract()
        self.customer.service_grouping = "contract"
        self.assertEqual(len(self._run(grouping="customer").invoice_ids), 2)

    def test_an_address_follows_its_company(self):
        site = self._make_customer("Site", parent_id=self.customer.id, type="other")
        self.customer.service_grouping = "customer"
        self._make_contract(partner_invoice_id=site.id)
        self._make_contract(partner_invoice_id=site.id)
        self.assertEqual(len(self._run(grouping="document").invoice_ids), 1)

    def test_customer_orders_do_not_share_an_invoice(self):
        self._make_contract(client_order_ref="PO 1")
        self._make_contract(client_order_ref="PO 1")
        self._make_contract(client_order_ref="PO 2")
        invoices = self._run().invoice_ids
        self.assertEqual(sorted(invoices.mapped("ref")), ["PO 1", "PO 2"])

    def test_journals_do_not_share_an_invoice(self):
        journal = self.company_data["default_journal_sale"].copy()
        self._make_contract()
        contract = self._make_contract(journal_id=journal.id)
        self._make_done_job(contract_id=contract.id)
        invoices = self._run().invoice_ids
        self.assertEqual(len(invoices), 2)
        own = invoices.filtered(lambda invoice: invoice.journal_id == journal)
        self.assertEqual(own.amount_untaxed, 1080.0)

    def test_the_contract_tells_bank_responsible_and_analytic_accounts(self):
        plan = self.env["account.analytic.plan"].create({"name": "Service"})
        account = self.env["account.analytic.account"].create(
            {"name": "Contracts", "plan_id": plan.id}
        )
        bank = self.env["res.partner.bank"].create(
            {"acc_number": "12345", "partner_id": self.company.partner_id.id}
        )
        contract = self._make_contract(
            partner_bank_id=bank.id,
            analytic_distribution={str(account.id): 100},
            payment_term_id=self.pay_terms_b.id,
        )
        self._make_done_job(contract_id=contract.id)
        invoice = self._run().invoice_ids
        self.assertRecordValues(
            invoice,
            [
                {
                    "partner_bank_id": bank.id,
                    "invoice_user_id": contract.user_id.id,
                    "invoice_payment_term_id": self.pay_terms_b.id,
                }
            ],
        )
        lines = invoice.invoice_line_ids.filtered("product_id")
        self.assertEqual(
            lines.mapped("analytic_distribution"), [{str(account.id): 100}] * 2
        )

    def test_revenue_is_spread_where_odoo_can(self):
        """The fields come with an add-on that need not be there."""
        contract = self._make_contract(**QUARTERLY)
        [instalment] = contract.line_ids._get_due_instalments(self._day("2026-01-01"))
        vals = contract.line_ids._prepare_invoice_line_vals(instalment)
        self.assertNotIn("deferred_start_date", vals)
        line_fields = self.env.registry["account.move.line"]._fields__
        with patch.dict(line_fields, {"deferred_start_date": fields.Date()}):
            vals = contract.line_ids._prepare_invoice_line_vals(instalment)
        self.assertEqual(str(vals["deferred_start_date"]), "2026-01-01")
        self.assertEqual(str(vals["deferred_end_date"]), "2026-03-31")

    def test_signed_reports_are_attached_when_wanted(self):
        job = self._make_done_job()
        job.with_context(**own(service_keep_report=False)).write(
            {"signature": SIGNATURE, "signed_by": "Customer"}
        )
        job.signed_report_id = self.env["ir.attachment"].create(
            {"name": "report.pdf", "raw": b"%PDF report"}
        )
        wizard = self._make_wizard(self.today, attach_reports=True)
        run = self.env["service.invoicing.run"].browse(wizard.action_run()["res_id"])
        attachment = run.invoice_ids.attachment_ids
        self.assertEqual(attachment.name, "report.pdf")
        self.assertEqual(base64.b64decode(attachment.datas), b"%PDF report")
        self.assertEqual(attachment.res_id, run.invoice_ids.id)
        self.assertNotEqual(attachment, job.signed_report_id)

    def test_no_report_is_attached_otherwise(self):
        job = self._make_done_job()
        job.signed_report_id = self.env["ir.attachment"].create(
            {"name": "report.pdf", "raw": b"%PDF report"}
        )
        self.assertFalse(self._run().invoice_ids.attachment_ids)


@tagged("post_install", "-at_install")
class TestInvoicingTexts(InvoicingCommon):
    def _text(self, **criteria):
        lines = self._run(**criteria).invoice_ids.invoice_line_ids
        return lines.filtered("product_id").name

    def test_instalment_names_period_serial_and_order(self):
        self.company.service_instalment_text = (
            "{line} {serial}\nOrder {order}\n{contract} from {start} to {end}"
        )
        equipment = self._make_equipment("SN-1")
        contract = self._make_contract(
            {"equipment_id": equipment.id, "name": "Care of"}, client_order_ref="PO 7"
        )
        self.assertEqual(
            self._text().split("\n"),
            [
                "Care of SN-1",
                "Order PO 7",
                f"{contract.name} from 01/01/2026 to 12/31/2026",
            ],
        )

    def test_a_line_without_any_value_is_left_out(self):
        self.company.service_instalment_text = "{line}\nOrder {order}\nThank you"
        self._make_contract({"name": "Care"})
        self.assertEqual(self._text(), "Care\nThank you")

    def test_work_names_its_report_and_day(self):
        self.company.service_work_text = "{work} · {job} · {date} · {serial}"
        equipment = self._make_equipment("SN-2")
        job = self._make_job(activities=[{"name": "Repair"}], equipment=[equipment])
        job.activity_ids.item_id = job.item_ids
        self._finish(job)
        self.assertEqual(self._text(), f"Repair · {job.name} · 03/10/2026 · SN-2")

    def test_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("it_IT")
        self.company.with_context(
            lang="it_IT"
        ).service_instalment_text = "{line} dal {start} al {end}"
        self.customer.lang = "it_IT"
        self._make_contract({"name": "Care"})
        self.assertEqual(self._text(), "Care dal 01/01/2026 al 31/12/2026")

    def test_sections_are_in_the_language_of_the_customer(self):
        self.env["res.lang"]._activate_lang("it_IT")
        self.customer.lang = "it_IT"
        contract = self._make_contract()
        job = self._make_done_job()
        job.title = False
        contract.name = job.name = "/"  # only then is there a word to translate
        for lang in ("en_US", "it_IT"):
            self.assertTrue(contract.with_context(lang=lang).display_name)
        lines = self._run().invoice_ids.invoice_line_ids
        sections = lines.filtered(lambda line: line.display_type == "line_section")
        self.assertEqual(
            sections.mapped("name"), ["Nuovo contratto", "Nuovo intervento"]
        )

    def test_credits_have_a_text_of_their_own(self):
        self.company.service_settlement_text = "Back: {contract} from {start}"
        contract = self._make_contract()
        self._run(post=True)
        contract._close_on(self._day("2026-09-30"))
        self.assertEqual(
            self._text(include_settlements=True),
            f"Back: {contract.name} from 10/01/2026",
        )

    def test_unknown_names_are_refused(self):
        for pattern in ("{job}", "{line", "{}", "{line.id}"):
            with (
                self.subTest(pattern=pattern),
                self.assertRaisesRegex(ValidationError, "Use only"),
            ):
                self.company.service_instalment_text = pattern

    def test_values_are_not_patterns(self):
        """A name with braces is printed as it is."""
        self._make_contract({"name": "Care {start}"})
        self.assertTrue(self._text().startswith("Care {start}\n"))

    def test_settings_change_the_texts_of_the_company(self):
        settings = self.env["res.config.settings"].create(
            {"service_work_text": "{work}"}
        )
        settings.execute()
        self.assertEqual(self.company.service_work_text, "{work}")

    def test_criteria_are_kept_by_the_run(self):
        self._make_contract()
        criteria = {
            "user_ids": [Command.set(self.env.user.ids)],
            "minimum_amount": 5.0,
            "include_work": False,
        }
        run = self._run(**criteria)
        self.assertRecordValues(
            run,
            [
                {
                    "user_ids": self.env.user.ids,
                    "minimum_amount": 5.0,
                    "include_work": False,
                    "include_settlements": False,
                }
            ],
        )
