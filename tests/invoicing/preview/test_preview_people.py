# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who may preview what, and what it costs."""

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_preview import PreviewCommon


@tagged("post_install", "-at_install")
class TestInvoicingPreviewPeople(PreviewCommon):
    def _use(self, login, *groups):
        """Everything that the screens offer, as ``login``."""
        contract = self._make_contract()
        self._run(post=True)
        self._end_early(contract)
        self._make_contract(partner_id=self.other_customer.id)
        self._make_contract(disputed=True)
        user = self._make_user(login, *groups)
        wizard = self._make_wizard(self.today, include_settlements=True)
        wizard = (
            self.env["service.invoicing"]
            .with_user(user)
            .create(wizard._prepare_criteria_vals())
        )
        wizard.action_preview()
        wizard.action_xlsx()
        wizard.held_ids.action_open()
        wizard.document_ids[0].action_leave_out()
        wizard.document_ids[0].action_include()
        return self._invoice_preview(wizard)

    def test_billing_clerk(self):
        run = self._use("clerk", "account.group_account_invoice")
        self.assertEqual(
            set(run.invoice_ids.mapped("move_type")), {"out_invoice", "out_refund"}
        )
        run.sudo().invoice_ids.action_post()
        action = run.action_send_invoices()
        self.assertEqual(action["res_model"], "account.move.send.batch.wizard")

    def test_contract_manager(self):
        run = self._use("manager", "service_management.group_contract_manager")
        self.assertEqual(run.invoice_count, 2)

    def test_drafts_are_not_sent(self):
        self._make_contract()
        with self.assertRaisesRegex(UserError, "drafts"):
            self._run().action_send_invoices()


@tagged("post_install", "-at_install")
class TestInvoicingPreviewGrowth(PreviewCommon):
    def test_queries_do_not_grow_with_what_is_due(self):
        def count(number):
            customers = self.env["res.partner"].create(
                [{"name": f"Customer {number}/{index}"} for index in range(number)]
            )
            for customer in customers:
                self._make_contract({}, {}, partner_id=customer.id)
                suspended = self._make_contract(partner_id=customer.id)
                suspended.action_suspend()
            wizard = self._make_wizard(
                self.today, partner_ids=[Command.set(customers.ids)], minimum_amount=1.0
            )
            self._count_queries(wizard.action_preview)  # what is read once and for all
            queries = self._count_queries(wizard.action_preview)
            self.assertEqual(len(wizard.line_ids), 3 * number)
            self.assertEqual(len(wizard.held_ids), number)
            return queries

        few = count(5)
        self.assertLessEqual(count(50), few)
