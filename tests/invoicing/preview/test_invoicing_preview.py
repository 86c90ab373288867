# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The preview: what would be invoiced and why, what is left out."""

from odoo.fields import Command
from odoo.tests import tagged

from ..common_invoicing import QUARTERLY
from .common_preview import PreviewCommon


@tagged("post_install", "-at_install")
class TestInvoicingPreview(PreviewCommon):
    def test_one_document_for_each_invoice_to_be(self):
        self._make_contract()
        self._make_contract()
        self._make_contract(partner_id=self.other_customer.id)
        wizard = self._preview(grouping="contract")
        run = self._invoice_preview(wizard)
        self.assertEqual(len(wizard.document_ids), 3)
        self.assertEqual(len(run.invoice_ids), 3)
        self.assertEqual(
            sorted(sum(d.line_ids.mapped("amount")) for d in wizard.document_ids),
            sorted(run.invoice_ids.mapped("amount_untaxed")),
        )

    def test_lines_say_why_and_with_which_taxes(self):
        contract = self._make_contract({"price_unit": 300.0}, **QUARTERLY)
        self._make_done_job([{}])
        wizard = self._preview("2026-03-31")
        line = wizard.line_ids.filtered("period_start")
        self.assertEqual(line.reason, "Instalment in advance")
        self.assertEqual(line.taxes, self.tax_sale_a.name)
        self.assertIn(contract.name, line.document_id.name)
        self.assertIn("Not covered", wizard.line_ids.mapped("reason"))

    def test_work_beyond_a_prepaid_block_is_due_and_says_so(self):
        contract = self._make_contract(
            {"price_unit": 0.0}, labour_coverage=100.0, included_hours=1.0
        )
        self._make_done_job([{"hours": 1.0}], contract_id=contract.id)
        self._make_done_job([{"hours": 2.0}], contract_id=contract.id)
        line = self._preview().line_ids
        self.assertEqual((line.amount, line.reason), (160.0, "Beyond what is prepaid"))

    def test_what_is_left_out_stays_due(self):
        contract = self._make_contract({}, {})
        wizard = self._preview()
        wizard.line_ids[0].action_leave_out()
        run = self._invoice_preview(wizard)
        self.assertEqual(run.invoice_ids.amount_untaxed, 1000.0)
        self.assertEqual(len(self._preview().line_ids), 1)
        self.assertEqual(contract.next_invoice_date, contract.date_start)

    def test_a_whole_invoice_is_left_out(self):
        self._make_contract({}, {})
        self._make_contract(partner_id=self.other_customer.id)
        wizard = self._preview()
        document = wizard.document_ids.filtered(lambda d: d.partner_id == self.customer)
        document.action_leave_out()
        self.assertFalse(document.included)
        run = self._invoice_preview(wizard)
        self.assertEqual(run.invoice_ids.partner_id, self.other_customer)
        document.action_include()
        self.assertTrue(all(document.line_ids.mapped("included")))

    def test_totals_count_what_is_ticked(self):
        self._make_contract({}, {"price_unit": 300.0})
        wizard = self._preview()

        def total():
            (group,) = wizard.line_ids.formatted_read_group(
                [("wizard_id", "=", wizard.id)],
                ["document_id"],
                ["amount:sum", "amount_tax:sum", "amount_total:sum"],
            )
            return tuple(group[f"{name}:sum"] for name in ("amount", "amount_total"))

        self.assertEqual(total(), (1300.0, 1495.0))
        wizard.line_ids[0].included = False
        self.assertEqual(total(), (300.0, 345.0))
        wizard.line_ids.action_leave_out()
        self.assertEqual(total(), (0.0, 0.0))
        self.assertEqual(wizard.line_ids.mapped("amount"), [1000.0, 300.0])

    def test_ticks_survive_a_new_search(self):
        self._make_contract({}, {})
        wizard = self._preview()
        wizard.line_ids[0].included = False
        wizard.action_preview()
        self.assertEqual(wizard.line_ids.mapped("included"), [False, True])

    def test_buttons_of_the_list_know_their_preview(self):
        """Also when no line is selected."""
        self._make_contract()
        wizard = self._make_wizard(self.today)
        action = wizard.action_preview()
        lines = self.env["service.invoicing.line"].with_context(**action["context"])
        self.assertEqual(lines.action_change()["res_id"], wizard.id)
        run = self.env["service.invoicing.run"].browse(lines.action_run()["res_id"])
        self.assertEqual(run.invoice_count, 1)

    def test_an_empty_preview_explains_itself(self):
        action = self._make_wizard(self.today).action_preview()
        self.assertIn("Nothing is due until 06/15/2026", action["help"])

    def test_several_currencies_are_totalled_apart(self):
        euro = self.setup_other_currency("EUR")
        pricelist = self._create_pricelist(name="Euro", currency_id=euro.id)
        self._make_contract()
        self._make_contract(pricelist_id=pricelist.id)
        action = self._make_wizard(self.today).action_preview()
        self.assertTrue(action["context"]["search_default_group_currency"])

    def test_filters(self):
        other_user = self._make_user("other", "service_management.group_planner")
        tag = self.env["res.partner.category"].create({"name": "Key"})
        self.other_customer.category_id = tag
        self._make_contract({"price_unit": 1.0})
        self._make_contract({"price_unit": 2.0}, user_id=other_user.id)
        self._make_contract({"price_unit": 4.0}, partner_id=self.other_customer.id)
        self._make_done_job([{"price_unit": 8.0}], user_id=other_user.id)
        for criteria, expected in (
            ({}, 15.0),
            ({"user_ids": [Command.set(other_user.ids)]}, 10.0),
            ({"category_ids": [Command.set(tag.ids)]}, 4.0),
            ({"include_work": False}, 7.0),
        ):
            with self.subTest(criteria=criteria):
                lines = self._preview(**criteria).line_ids
                self.assertEqual(sum(lines.mapped("amount")), expected)

    def test_settlements_become_credit_notes_when_wanted(self):
        contract = self._make_contract()
        invoice = self._run(post=True).invoice_ids
        self._end_early(contract)
        self.assertFalse(self._preview().line_ids)
        wizard = self._preview(include_settlements=True)
        self.assertEqual(len(wizard.line_ids), 1)
        self.assertLess(wizard.line_ids.amount, 0.0)
        self.assertTrue(wizard.line_ids.reason.startswith("Credit"))
        credit = self._invoice_preview(wizard).invoice_ids
        self.assertRecordValues(
            credit, [{"move_type": "out_refund", "reversed_entry_id": invoice.id}]
        )
        self.assertEqual(credit.amount_untaxed, -wizard.line_ids.amount)
        self.assertEqual(contract.settlement_ids.state, "credited")
        self.assertFalse(self._preview(include_settlements=True).line_ids)
