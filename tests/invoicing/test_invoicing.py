# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The billing clerk's wizard: what it finds, how it groups it, what it records."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common_invoicing import QUARTERLY, CompaniesCommon, InvoicingCommon


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
class TestInvoicingWork(InvoicingCommon):
    """Finished activities and charges, less what is covered."""

    def _lines(self, **criteria):
        return self._run(**criteria).invoice_ids.invoice_line_ids

    def test_hours_at_the_price_of_the_activity_type(self):
        job = self._make_done_job([{"hours": 2.5}])
        line = self._lines()
        self.assertRecordValues(
            line,
            [
                {
                    "product_id": self.labour_product.id,
                    "product_uom_id": self.uom_hour.id,
                    "quantity": 2.5,
                    "price_unit": 80.0,
                    "discount": 0.0,
                    "price_subtotal": 200.0,
                    "tax_ids": self.tax_sale_a.ids,
                    "service_activity_ids": job.activity_ids.ids,
                    "service_charge_ids": [],
                    "service_intervention_id": job.id,
                }
            ],
        )
        self.assertEqual(job.invoice_count, 1)
        self.assertEqual(line.move_id.service_intervention_count, 1)

    def test_part_at_its_price(self):
        job = self._make_done_job([], charges=[{"quantity": 3}])
        self.assertRecordValues(
            self._lines(),
            [
                {
                    "product_id": self.part.id,
                    "quantity": 3.0,
                    "price_unit": 40.0,
                    "price_subtotal": 120.0,
                    "service_charge_ids": job.charge_ids.ids,
                    "service_intervention_id": job.id,
                }
            ],
        )

    def test_work_that_is_not_finished_is_not_due(self):
        job = self._make_job(activities=[{}])
        job.action_start()
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            self._run()

    def test_skipped_operations_are_not_due(self):
        job = self._make_job(activities=[{}, {}])
        job.action_start()
        job.activity_ids[0].action_skip()
        self._finish(job)
        self.assertEqual(self._lines().service_activity_ids, job.activity_ids[1])

    def test_covered_work_is_not_invoiced(self):
        contract = self._make_contract(labour_coverage=100.0)
        job = self._make_done_job(charges=[{}], contract_id=contract.id)
        lines = self._lines(include_contracts=False)
        self.assertEqual(lines.service_charge_ids, job.charge_ids)
        self.assertFalse(lines.service_activity_ids)
        self.assertEqual(job.activity_ids.invoice_state, "nothing")

    def test_partly_covered_work_shows_the_cover_as_discount(self):
        contract = self._make_contract(labour_coverage=60.0)
        self._make_done_job([{"hours": 2}], contract_id=contract.id)
        line = self._lines(include_contracts=False)
        self.assertEqual(
            (line.price_unit, line.discount, line.price_subtotal), (80.0, 60.0, 64.0)
        )

    def test_manual_discount_reaches_the_invoice(self):
        self._make_done_job([{"discount": 25.0}])
        self.assertEqual(self._lines().price_subtotal, 60.0)

    def test_work_and_instalment_of_a_contract_share_an_invoice(self):
        contract = self._make_contract(labour_coverage=50.0)
        self._make_done_job(contract_id=contract.id)
        invoice = self._run().invoice_ids
        self.assertEqual(invoice.amount_untaxed, 1040.0)

    def test_work_follows_the_fiscal_position_of_the_customer(self):
        self.other_customer.property_account_position_id = self.fiscal_pos_a
        self._make_done_job(partner_id=self.other_customer.id)
        line = self._lines()
        self.assertEqual(line.tax_ids, self.tax_sale_b)
        self.assertEqual(line.move_id.fiscal_position_id, self.fiscal_pos_a)

    def test_work_without_contract_goes_to_the_customers_invoice_address(self):
        office = self._make_customer(
            "Office", parent_id=self.customer.id, type="invoice"
        )
        self._make_done_job()
        self.assertEqual(self._run().invoice_ids.partner_id, office)

    def test_work_in_the_currency_of_the_price_list(self):
        euro = self.setup_other_currency("EUR", rates=[("2020-01-01", 2.0)])
        pricelist = self._create_pricelist(name="Euro", currency_id=euro.id)
        self._make_done_job(pricelist_id=pricelist.id)
        invoice = self._run().invoice_ids
        self.assertEqual(invoice.currency_id, euro)
        self.assertEqual(invoice.amount_untaxed, 160.0)

    def test_odd_minutes_come_to_the_amount_shown_on_the_job(self):
        job = self._make_done_job([{"hours": 1 / 3}])
        self.assertEqual(self._lines().price_subtotal, job.activity_ids.amount_billable)

    def test_odd_percentages_come_to_the_amount_shown_on_the_job(self):
        contract = self._make_contract({"price_unit": 0}, labour_coverage=100 / 3)
        job = self._make_done_job([{"price_unit": 1000.0}], contract_id=contract.id)
        self.assertEqual(self._lines().price_subtotal, job.activity_ids.amount_billable)


@tagged("post_install", "-at_install")
class TestInvoicingExceptions(InvoicingCommon):
    """One that cannot be invoiced says why and holds up nobody."""

    def _make_failing_contract(self):
        """A contract whose product has been given to another company since."""
        product = self._create_product(name="Their Fee", type="service")
        contract = self._make_contract(
            {"product_id": product.id}, partner_id=self.other_customer.id
        )
        product.company_id = self._create_company(name="Elsewhere")
        return contract

    def test_the_others_are_invoiced(self):
        contract = self._make_contract()
        failing = self._make_failing_contract()
        run = self._run()
        self.assertEqual(run.state, "done")
        self.assertTrue(contract.line_ids.billed_until)
        self.assertFalse(failing.line_ids.billed_until)
        self.assertEqual(run.invoice_ids.partner_id, self.customer)

    def test_the_failure_names_document_customer_and_reason(self):
        self._make_contract()
        failing = self._make_failing_contract()
        exception = self._run().exception_ids
        self.assertEqual(exception.document, failing)
        self.assertEqual(exception.partner_id, self.other_customer)
        self.assertIn("belongs to another company", exception.message)
        self.assertEqual(exception.action_open_document()["res_id"], failing.id)

    def test_a_run_of_failures_only_is_kept(self):
        self._make_failing_contract()
        run = self._run()
        self.assertEqual((run.invoice_count, run.exception_count), (0, 1))

    def test_the_failed_one_is_invoiced_once_put_right(self):
        failing = self._make_failing_contract()
        self._run()
        failing.line_ids.product_id.company_id = False
        run = self._run()
        self.assertEqual(run.invoice_ids.amount_untaxed, 1000.0)
        self.assertFalse(run.exception_ids)

    def test_failing_to_post_leaves_no_draft(self):
        """With an inactive currency the invoice cannot be confirmed."""
        euro = self.setup_other_currency("EUR")
        pricelist = self._create_pricelist(name="Euro", currency_id=euro.id)
        contract = self._make_contract(pricelist_id=pricelist.id)
        euro.active = False
        self._make_contract()
        run = self._run(post=True)
        self.assertEqual(run.invoice_ids.mapped("state"), ["posted"])
        self.assertEqual(run.exception_ids.document, contract)
        self.assertFalse(contract.line_ids.invoice_line_ids)

    def test_archived_income_account_is_reported(self):
        account = self.copy_account(self.company_data["default_account_revenue"])
        product = self._create_product(
            name="Their Fee", type="service", property_account_income_id=account.id
        )
        contract = self._make_contract(
            {"product_id": product.id}, partner_id=self.other_customer.id
        )
        self._make_contract()
        account.active = False
        run = self._run(post=True)
        self.assertEqual(run.exception_ids.document, contract)
        self.assertEqual(run.invoice_ids.partner_id, self.customer)

    def test_missing_income_account_is_reported(self):
        """The database itself refuses a line without an account."""
        product = self._create_product(
            name="Their Fee", type="service", property_account_income_id=False
        )
        self.product_category.property_account_income_categ_id = False
        self.company.income_account_id = False
        self.company_data["default_journal_sale"].default_account_id = False
        contract = self._make_contract(
            {"product_id": product.id}, partner_id=self.other_customer.id
        )
        self._make_contract()  # its product has an account of its own
        with mute_logger("odoo.sql_db"):
            run = self._run()
        self.assertEqual(run.exception_ids.document, contract)
        self.assertIn("Missing required account", run.exception_ids.message)
        self.assertEqual(run.invoice_ids.partner_id, self.customer)


@tagged("post_install", "-at_install")
class TestInvoicingCompanies(CompaniesCommon):
    """Rule 13: each invoice is that of its own company."""

    def test_run_of_one_company_leaves_the_other_alone(self):
        contract = self._make_contract()
        other = self._make_other_contract()
        self._run()
        self.assertTrue(contract.line_ids.billed_until)
        self.assertFalse(other.line_ids.billed_until)

    def test_invoice_is_in_the_company_of_the_contract(self):
        other = self._make_other_contract()
        both = (self.company | self.other_company).ids
        wizard = self._make_wizard(self.today, company_id=self.other_company.id)
        wizard.with_context(allowed_company_ids=both).action_run()
        invoice = other.line_ids.invoice_line_ids.move_id
        self.assertEqual(invoice.company_id, self.other_company)
        self.assertEqual(invoice.journal_id.company_id, self.other_company)
        self.assertEqual(
            invoice.invoice_line_ids.tax_ids, self.other_data["default_tax_sale"]
        )
        self.assertEqual(
            invoice.invoice_line_ids.account_id.company_ids, self.other_company
        )

    def test_work_is_invoiced_in_the_company_of_the_job(self):
        there = self.with_other_company()
        employee = there._make_employee("Elsewhere", company_id=self.other_company.id)
        job = there._make_job(activities=[{}], employee_ids=[Command.set(employee.ids)])
        there._finish(job)
        run = there._invoice(self.today)
        self.assertEqual(run.company_id, self.other_company)
        self.assertEqual(
            run.invoice_ids.invoice_line_ids.tax_ids,
            self.other_data["default_tax_sale"],
        )

    def test_user_of_one_company_cannot_invoice_for_the_other(self):
        self._make_other_contract()
        clerk = self._make_user("clerk", "account.group_account_invoice")
        wizard = (
            self.env["service.invoicing"]
            .with_user(clerk)
            .create({"date_to": self.today})
        )
        self.assertEqual(wizard.company_id, self.company)
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            wizard.action_run()


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
