# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The billing clerk's wizard: what it finds, how it groups it, what it records."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common_invoicing import QUARTERLY, InvoicingCommon


@tagged("post_install", "-at_install")
class TestInvoicingWizard(InvoicingCommon):
    def test_preview_shows_what_the_run_invoices(self):
        self._make_contract({"price_unit": 300.0}, **QUARTERLY)
        self._make_done_job(charges=[{"quantity": 2}])
        wizard = self._make_wizard(self.today)
        wizard.action_preview()
        preview = sorted(wizard.line_ids.mapped("amount"))
        action = wizard.action_run()
        run = self.env[action["res_model"]].browse(action["res_id"])
        lines = run.invoice_ids.invoice_line_ids.filtered("product_id")
        self.assertEqual(preview, [80.0, 80.0, 300.0, 300.0])
        self.assertEqual(sorted(lines.mapped("price_subtotal")), preview)

    def test_preview_tells_customer_document_period_and_due_date(self):
        contract = self._make_contract(**QUARTERLY)
        wizard = self._make_wizard("2026-01-01")
        wizard.action_preview()
        self.assertRecordValues(
            wizard.line_ids,
            [
                {
                    "partner_id": self.customer.id,
                    "document": contract.display_name,
                    "due_date": self._day("2026-01-01"),
                    "period_start": self._day("2026-01-01"),
                    "period_end": self._day("2026-03-31"),
                    "currency_id": self.currency.id,
                }
            ],
        )

    def test_preview_invoices_nothing(self):
        contract = self._make_contract()
        self._make_wizard(self.today).action_preview()
        self.assertFalse(contract.line_ids.invoice_line_ids)

    def test_preview_again_replaces_the_first(self):
        self._make_contract()
        wizard = self._make_wizard(self.today)
        wizard.action_preview()
        wizard.action_preview()
        self.assertEqual(len(wizard.line_ids), 1)

    def test_form_opens_on_today_with_everything_included(self):
        with Form(self.env["service.invoicing"]) as form:
            self.assertEqual(str(form.date_to), self.today)
            self.assertTrue(form.include_contracts and form.include_work)
            self.assertFalse(form.post)

    def test_nothing_due_is_said(self):
        with (
            self.assertRaisesRegex(UserError, "Nothing is due"),
            self.env.cr.savepoint(),
        ):
            self._run()
        self.assertFalse(
            self.env["service.invoicing.run"].search(
                [("company_id", "=", self.company.id)]
            )
        )

    # === WHAT IS INCLUDED === #

    def test_until_a_day(self):
        self._make_contract(**QUARTERLY)
        run = self._invoice("2026-03-31")
        self.assertEqual(run.instalment_count, 1)

    def test_work_until_a_day(self):
        self._make_done_job(date_start="2026-06-16 08:00:00")
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            self._run()
        self.assertEqual(self._invoice("2026-06-16").work_count, 1)

    def test_contracts_only(self):
        self._make_contract()
        job = self._make_done_job()
        run = self._run(include_work=False)
        self.assertEqual((run.instalment_count, run.work_count), (1, 0))
        self.assertEqual(job.invoice_state, "to_invoice")

    def test_work_only(self):
        contract = self._make_contract()
        self._make_done_job()
        run = self._run(include_contracts=False)
        self.assertEqual((run.instalment_count, run.work_count), (0, 1))
        self.assertFalse(contract.line_ids.billed_until)

    def test_some_customers_with_their_addresses(self):
        site = self._make_customer("Site", parent_id=self.customer.id, type="other")
        contract = self._make_contract(partner_id=site.id)
        other = self._make_contract(partner_id=self.other_customer.id)
        self._make_done_job(partner_id=self.other_customer.id)
        self._run(partner_ids=[Command.set(self.customer.ids)])
        self.assertTrue(contract.line_ids.billed_until)
        self.assertFalse(other.line_ids.billed_until)
        self.assertEqual(other.next_invoice_date, other.date_start)

    def test_some_contract_types(self):
        wanted = self._make_contract_type("Wanted")
        contract = self._make_contract(contract_type_id=wanted.id)
        other = self._make_contract()
        job_of_wanted = self._make_done_job(contract_id=contract.id)
        job_of_other = self._make_done_job(contract_id=other.id)
        self._run(contract_type_ids=[Command.set(wanted.ids)])
        self.assertTrue(contract.line_ids.billed_until)
        self.assertFalse(other.line_ids.billed_until)
        self.assertEqual(job_of_wanted.invoice_state, "invoiced")
        self.assertEqual(job_of_other.invoice_state, "to_invoice")

    # === GROUPING === #

    def _make_two_contracts_and_a_job(self):
        contracts = self._make_contract() | self._make_contract()
        job = self._make_done_job(contract_id=contracts[0].id)
        return contracts, job

    def test_one_invoice_per_customer(self):
        self._make_two_contracts_and_a_job()
        self._make_contract(partner_id=self.other_customer.id)
        invoices = self._run(grouping="customer").invoice_ids
        self.assertEqual(len(invoices), 2)
        self.assertEqual(invoices.partner_id, self.customer | self.other_customer)

    def test_one_invoice_per_contract_with_its_work(self):
        contracts, job = self._make_two_contracts_and_a_job()
        invoices = self._run(grouping="contract").invoice_ids
        self.assertEqual(len(invoices), 2)
        with_work = job.activity_ids.invoice_line_ids.move_id
        self.assertEqual(
            with_work.invoice_line_ids.service_contract_line_id, contracts[0].line_ids
        )

    def test_one_invoice_per_contract_and_job(self):
        self._make_two_contracts_and_a_job()
        self.assertEqual(len(self._run(grouping="document").invoice_ids), 3)

    def test_shared_invoice_names_its_documents(self):
        contracts, job = self._make_two_contracts_and_a_job()
        invoice = self._run(grouping="customer").invoice_ids
        sections = invoice.invoice_line_ids.filtered(
            lambda line: line.display_type == "line_section"
        )
        documents = [*contracts, job]
        self.assertEqual(
            set(sections.mapped("name")), {one.display_name for one in documents}
        )
        for document in documents:
            self.assertIn(document.name, invoice.invoice_origin)

    def test_invoice_of_one_document_needs_no_section(self):
        self._make_contract({}, {})
        invoice = self._run().invoice_ids
        self.assertEqual(
            invoice.invoice_line_ids.mapped("display_type"), ["product"] * 2
        )

    def test_currencies_do_not_share_an_invoice(self):
        euro = self.setup_other_currency("EUR")
        pricelist = self._create_pricelist(name="Euro", currency_id=euro.id)
        self._make_contract()
        self._make_contract(pricelist_id=pricelist.id)
        invoices = self._run().invoice_ids
        self.assertEqual(len(invoices), 2)
        self.assertEqual(invoices.currency_id, self.currency | euro)
        self.assertEqual(invoices.mapped("amount_untaxed"), [1000.0, 1000.0])

    def test_invoice_addresses_do_not_share_an_invoice(self):
        office = self._make_customer("Office", parent_id=self.customer.id, type="other")
        self._make_contract()
        self._make_contract(partner_invoice_id=office.id)
        invoices = self._run().invoice_ids
        self.assertEqual(invoices.partner_id, self.customer | office)

    def test_fiscal_positions_do_not_share_an_invoice(self):
        self._make_contract()
        self._make_contract(fiscal_position_id=self.fiscal_pos_a.id)
        invoices = self._run().invoice_ids
        self.assertEqual(len(invoices), 2)
        self.assertEqual(invoices.fiscal_position_id, self.fiscal_pos_a)

    def test_payment_terms_do_not_share_an_invoice(self):
        self._make_contract()
        self._make_contract(payment_term_id=self.pay_terms_b.id)
        invoices = self._run().invoice_ids
        self.assertEqual(len(invoices), 2)
        self.assertEqual(invoices.invoice_payment_term_id, self.pay_terms_b)

    # === THE INVOICE === #

    def test_invoice_date_is_the_one_asked_for(self):
        self._make_contract()
        invoice = self._run(invoice_date="2026-05-31").invoice_ids
        self.assertEqual(str(invoice.invoice_date), "2026-05-31")

    def test_drafts_unless_told_to_post(self):
        self._make_contract()
        self.assertEqual(self._run().invoice_ids.state, "draft")

    def test_posted_when_told_to(self):
        self._make_contract()
        invoice = self._run(post=True).invoice_ids
        self.assertRecordValues(
            invoice, [{"state": "posted", "amount_residual": invoice.amount_total}]
        )

    def test_instalment_with_its_taxes_and_account(self):
        self._make_contract()
        line = self._run().invoice_ids.invoice_line_ids
        self.assertRecordValues(
            line,
            [
                {
                    "product_id": self.fee_product.id,
                    "tax_ids": self.tax_sale_a.ids,
                    "account_id": self.company_data["default_account_revenue"].id,
                    "price_subtotal": 1000.0,
                    "price_total": 1150.0,
                }
            ],
        )

    def test_taxes_chosen_on_the_contract_line_are_kept(self):
        free = self.tax_sale_a.copy({"name": "0 %", "amount": 0.0})
        self._make_contract({"tax_ids": [Command.set(free.ids)]})
        invoice = self._run().invoice_ids
        self.assertEqual(invoice.invoice_line_ids.tax_ids, free)
        self.assertEqual(invoice.amount_tax, 0.0)

    def test_instalment_knows_its_contract_line(self):
        contract = self._make_contract(**QUARTERLY)
        invoice = self._invoice("2026-01-01").invoice_ids
        self.assertRecordValues(
            invoice.invoice_line_ids,
            [
                {
                    "service_contract_line_id": contract.line_ids.id,
                    "service_period_start": self._day("2026-01-01"),
                    "service_period_end": self._day("2026-03-31"),
                    "service_live": True,
                }
            ],
        )
        self.assertEqual(contract.invoice_count, 1)
        self.assertEqual(contract.action_view_invoices()["domain"][0][2], invoice.ids)
        self.assertEqual(invoice.service_contract_count, 1)

    def test_run_records_what_it_did(self):
        self._make_contract({}, {}, **QUARTERLY)
        self._make_done_job(charges=[{}])
        run = self._run()
        self.assertRecordValues(
            run,
            [
                {
                    "state": "done",
                    "invoice_count": 1,
                    "instalment_count": 4,
                    "work_count": 2,
                    "exception_count": 0,
                    "user_id": self.env.user.id,
                }
            ],
        )
        self.assertNotEqual(run.name, "/")

    def test_large_batch_on_one_invoice_each(self):
        customers = [self._make_customer(f"Customer {number}") for number in range(20)]
        for customer in customers:
            self._make_contract(partner_id=customer.id)
        run = self._run(post=True)
        self.assertEqual(len(run.invoice_ids), 20)
        self.assertEqual(set(run.invoice_ids.mapped("amount_untaxed")), {1000.0})


@tagged("post_install", "-at_install")
class TestInvoicingAccess(InvoicingCommon):
    """Billing needs the right to press the button, not those of an accountant."""

    def _run_as(self, login, *groups):
        user = self._make_user(login, *groups)
        self._make_contract()
        self._make_done_job()
        wizard = (
            self.env["service.invoicing"]
            .with_user(user)
            .create({"date_to": self.today})
        )
        wizard.action_preview()
        run = self.env["service.invoicing.run"].browse(wizard.action_run()["res_id"])
        Form(run.with_user(user))  # opens
        return run

    def test_billing_clerk(self):
        run = self._run_as("clerk", "account.group_account_invoice")
        self.assertEqual(run.invoice_ids.amount_untaxed, 1080.0)

    def test_contract_manager(self):
        run = self._run_as("manager", "service_management.group_contract_manager")
        self.assertEqual(run.invoice_ids.amount_untaxed, 1080.0)

    def test_technician_may_not(self):
        technician = self._make_user(
            "technician", "service_management.group_technician"
        )
        with self.assertRaises(UserError):
            self.env["service.invoicing"].with_user(technician).create({})
