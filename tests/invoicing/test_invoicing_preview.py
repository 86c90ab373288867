# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The preview: what would be invoiced and why, what is left out, its spreadsheet."""

import base64
import io
from datetime import datetime

from openpyxl import load_workbook

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common_invoicing import QUARTERLY, InvoicingCommon


class PreviewCommon(InvoicingCommon):
    def _preview(self, date_to=None, **criteria):
        wizard = self._make_wizard(date_to or self.today, **criteria)
        wizard.action_preview()
        return wizard

    def _invoice_preview(self, wizard):
        action = wizard.action_run()
        return self.env[action["res_model"]].browse(action["res_id"])

    def _end_early(self, contract):
        """End a contract that is billed further; a credit is proposed."""
        contract._close_on(self._day("2026-09-30"))


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

    # === WHAT IS FOUND === #

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

    # === RENEWALS === #

    def _make_tacit(self):
        return self._make_contract(
            date_start="2025-06-01",
            date_end="2026-05-31",
            renewal="tacit",
            renewal_months=12,
            notice_days=30,
        )

    def test_a_renewal_that_is_due_shows_in_the_preview_and_is_not_made(self):
        contract = self._make_tacit()
        wizard = self._preview()
        self.assertEqual(
            wizard.line_ids.mapped("period_start"),
            [self._day("2025-06-01"), self._day("2026-06-01")],
        )
        self.assertEqual(str(contract.date_end), "2026-05-31")
        self.assertEqual(len(contract.term_ids), 1)

    def test_the_run_renews_first(self):
        contract = self._make_tacit()
        clerk = self._make_user("clerk", "account.group_account_invoice")
        wizards = self.env["service.invoicing"].with_user(clerk)
        self._invoice_preview(
            wizards.create(
                {
                    "company_id": self.company.id,
                    "date_to": self.today,
                    "invoice_date": self.today,
                }
            )
        )
        self.assertEqual(str(contract.date_end), "2027-05-31")
        self.assertEqual(str(contract.line_ids.billed_until), "2027-05-31")

    def test_as_long_as_notice_can_be_given_nothing_renews(self):
        contract = self._make_contract(
            date_start="2025-07-01",
            date_end="2026-06-30",
            renewal="tacit",
            renewal_months=12,
            notice_days=0,
        )
        self._invoice("2026-12-31")
        self.assertEqual(str(contract.date_end), "2026-06-30")

    # === SPREADSHEET === #

    def test_xlsx(self):
        contract = self._make_contract({"price_unit": 300.0}, **QUARTERLY)
        self._make_contract(partner_id=self.other_customer.id)
        self.other_customer.service_invoice_blocked = True
        wizard = self._preview("2026-06-15")
        wizard.line_ids[-1].included = False
        self.assertIn(".xlsx", wizard.action_xlsx()["url"])
        book = load_workbook(io.BytesIO(base64.b64decode(wizard.file)))
        due, held = book.worksheets
        titles, first, second, _empty, total = due.iter_rows(values_only=True)
        self.assertEqual(len(titles), 19)
        row = dict(zip(titles, first, strict=True))
        self.assertEqual(row["Document"], contract.name)
        self.assertEqual(row["From"], datetime(2026, 1, 1))
        self.assertEqual((row["Quantity"], row["Unit Price"]), (1.0, 300.0))
        self.assertEqual((row["Net"], row["Tax"], row["Gross"]), (300.0, 45.0, 345.0))
        self.assertEqual(row["Invoice It"], True)
        self.assertEqual(dict(zip(titles, second, strict=True))["Invoice It"], False)
        self.assertEqual(dict(zip(titles, total, strict=True))["Invoice"], "Total")
        self.assertEqual(due.freeze_panes, "A2")
        self.assertEqual(due.auto_filter.ref, "A1:S3")
        values = load_workbook(
            io.BytesIO(base64.b64decode(wizard.file)), data_only=True
        )
        self.assertEqual(
            [values.worksheets[0][cell].value for cell in ("P5", "Q5", "R5")],
            [300.0, 45.0, 345.0],
        )
        self.assertIn("not to be invoiced", held["D2"].value)
        self.assertEqual(held["F2"].value, 1000.0)

    def test_empty_xlsx(self):
        wizard = self._preview()
        wizard.action_xlsx()
        book = load_workbook(io.BytesIO(base64.b64decode(wizard.file)))
        self.assertEqual([sheet.max_row for sheet in book.worksheets], [1, 1])


@tagged("post_install", "-at_install")
class TestInvoicingPreviewSums(PreviewCommon):
    """What the preview comes to is what the invoices come to, to the last decimal."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.taxes = cls.env["account.tax"].create(
            [
                {"name": "22%", "amount": 22.0},
                {
                    "name": "10% included",
                    "amount": 10.0,
                    "price_include_override": "tax_included",
                },
                {"name": "5.5%", "amount": 5.5, "include_base_amount": True},
                {"name": "Stamp", "amount": 0.37, "amount_type": "fixed"},
                {"name": "Free", "amount": 0.0},
            ]
        )

    def _make_mixed(self):
        """All that can be due, in currencies with two, none and three decimals."""
        plain, included, compound, stamp, free = self.taxes
        lines = [
            {"price_unit": 21.53, "tax_ids": [Command.set(included.ids)]},
            {"price_unit": 21.53, "tax_ids": [Command.set(included.ids)]},
            {
                "price_unit": 333.335,
                "discount": 12.5,
                "quantity": 3.0,
                "tax_ids": [Command.set((compound | plain).ids)],
            },
            {"price_unit": 99.99, "tax_ids": [Command.set((plain | stamp).ids)]},
            {"price_unit": -7.77, "tax_ids": [Command.set(plain.ids)]},
            {"price_unit": 10.01, "tax_ids": [Command.set(free.ids)]},
        ]
        for code, decimals in (("EUR", 0.01), ("JPY", 1.0), ("KWD", 0.001)):
            currency = self.setup_other_currency(code, rounding=decimals)
            pricelist = self._create_pricelist(name=code, currency_id=currency.id)
            self._make_contract(
                *lines, pricelist_id=pricelist.id, date_start="2026-01-17", **QUARTERLY
            )
        equipment = self._make_equipment("S-1")
        contract = self._make_contract(
            {"equipment_id": equipment.id}, labour_coverage=33.33
        )
        self._make_done_job(
            [{"hours": 1.37, "tax_ids": [Command.set((plain | compound).ids)]}],
            charges=[{"quantity": 3.0, "tax_ids": [Command.set(included.ids)]}],
            equipment=equipment,
            contract_id=contract.id,
        )
        self._invoice("2026-01-01", post=True)
        contract._close_on(self._day("2026-09-30"))

    def _check_sums(self, wizard):
        shown = [
            [d.currency_id.name]
            + [
                round(sum(d.line_ids.filtered("included").mapped(name)), 3)
                for name in ("amount", "amount_tax", "amount_total")
            ]
            for d in wizard.document_ids.filtered("included")
        ]
        invoices = self._invoice_preview(wizard).invoice_ids
        signs = {"out_invoice": 1, "out_refund": -1}
        made = [
            [move.currency_id.name]
            + [
                round(signs[move.move_type] * value, 3)
                for value in (
                    move.amount_untaxed,
                    move.amount_tax,
                    move.amount_total,
                )
            ]
            for move in invoices
        ]
        self.assertEqual(sorted(shown), sorted(made))
        return made

    def test_sums_are_those_of_the_invoices(self):
        for rounding in ("round_per_line", "round_globally"):
            with self.subTest(rounding=rounding), self.env.cr.savepoint() as savepoint:
                self.company.tax_calculation_rounding_method = rounding
                self._make_mixed()
                made = self._check_sums(self._preview(include_settlements=True))
                self.assertEqual(
                    {currency for currency, *_amounts in made},
                    {"USD", "EUR", "JPY", "KWD"},
                )
                self.assertTrue(any(net < 0 for _currency, net, *_rest in made))
                savepoint.rollback()
                self.env.invalidate_all()

    def test_what_is_left_out_changes_the_rounding_of_the_rest(self):
        self.company.tax_calculation_rounding_method = "round_globally"
        included = self.taxes[1]
        self._make_contract(
            *[{"price_unit": 21.53, "tax_ids": [Command.set(included.ids)]}] * 3
        )
        wizard = self._preview()
        wizard.line_ids[0].action_leave_out()
        self.assertEqual(len(self._check_sums(wizard)), 1)

    def test_lines_say_what_the_amounts_follow_from(self):
        equipment = self._make_equipment("S-1")
        contract = self._make_contract(
            {
                "equipment_id": equipment.id,
                "price_unit": 200.0,
                "quantity": 2.0,
                "discount": 25.0,
            },
            labour_coverage=50.0,
        )
        self._make_done_job(
            [{"hours": 1.5}], equipment=equipment, contract_id=contract.id
        )
        instalment, work = self._preview().line_ids.sorted("amount", reverse=True)
        names = ("quantity", "hours", "price_unit", "discount", "amount")
        for line, expected in (
            (instalment, (2.0, 0.0, 200.0, 25.0, 300.0)),
            (work, (1.5, 1.5, 80.0, 50.0, 60.0)),
        ):
            self.assertEqual(line.equipment_id, equipment)
            self.assertEqual(tuple(line[name] for name in names), expected)
            self.assertAlmostEqual(line.amount_total, line.amount * 1.15)


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
