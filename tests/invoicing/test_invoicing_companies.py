# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Each company is invoiced for itself."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_invoicing import CompaniesCommon


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
