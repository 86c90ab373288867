# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What cannot be invoiced is listed with its reason; the rest is invoiced."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_invoicing import InvoicingCommon


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
