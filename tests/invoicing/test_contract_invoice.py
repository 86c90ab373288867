# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One contract is invoiced from its own form, and only that one."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_invoicing import QUARTERLY, InvoicingCommon


@tagged("post_install", "-at_install")
class TestContractInvoice(InvoicingCommon):
    def test_what_is_due_of_it_and_of_its_work(self):
        contract = self._make_contract({"price_unit": 300.0}, **QUARTERLY)
        other = self._make_contract()
        job = self._make_done_job(contract_id=contract.id)
        self._make_done_job(contract_id=other.id)
        clerk = self._make_user("clerk", "account.group_account_invoice")
        action = contract.with_user(clerk).action_invoice()
        self.assertEqual(action["res_model"], "account.move")
        invoice = self.env["account.move"].browse(action["res_id"])
        lines = invoice.invoice_line_ids.filtered("product_id")
        self.assertEqual(invoice.state, "draft")
        self.assertEqual(lines.service_contract_line_id, contract.line_ids)
        self.assertEqual(lines.service_activity_ids, job.activity_ids)
        self.assertEqual(sorted(lines.mapped("price_subtotal")), [80.0, 300.0, 300.0])
        self.assertTrue(other.is_due)

    def test_contract_manager(self):
        contract = self._make_contract()
        user = self._make_user("mia", "service_management.group_contract_manager")
        contract.with_user(user).action_invoice()
        self.assertEqual(contract._get_invoices().state, "draft")

    def test_offered_while_it_is_due(self):
        contracts = (
            self._make_contract(),
            self._make_contract(date_start="2026-06-16"),
            self._make_contract(active=False),
        )
        for contract, is_due in zip(contracts, (True, False, False), strict=True):
            self.assertEqual(contract.is_due, is_due)
            self.assertEqual(
                contract.filtered_domain([("is_due", "=", True)]),
                contract if is_due else contract.browse(),
            )
        due = contracts[0]
        due.action_invoice()
        self.assertFalse(due.is_due)
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            due.action_invoice()

    def test_why_it_has_to_wait(self):
        contract = self._make_contract()
        contract.write({"disputed": True, "dispute_reason": "Broken again"})
        with self.assertRaisesRegex(UserError, "Broken again"):
            contract.action_invoice()
