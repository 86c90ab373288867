# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What each contract brings in and costs, who sees it, and in which currency."""

from ast import literal_eval

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..common import ServiceCommon


class MarginCommon(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls._make_contract({"price_unit": 300.0})
        cls._make_stock(cls.part, 100.0)

    def _work(self, contract, hours=2.0, **vals):
        """A finished job: 30.00 an hour, a part of 25.00, 10 km at 0.20, a fee."""
        self.travel_product.standard_price = 0.2
        job = self._make_job(
            [{"hours": hours, "employee_id": self.technician.id}],
            [
                {},
                {
                    "kind": "travel",
                    "product_id": self.travel_product.id,
                    "quantity": 10.0,
                },
            ],
            contract_id=contract.id,
            **vals,
        )
        return self._finish(job)

    def _bill(self, *dates):
        runs = [self._invoice(date) for date in dates]
        invoices = self.env["account.move"].union(*(run.invoice_ids for run in runs))
        invoices.filtered(lambda move: move.state == "draft").action_post()
        return invoices

    def _report(self, contract=None):
        contract = contract or self.contract
        return self.env["service.contract.report"].search(
            [("contract_id", "in", contract.ids)]
        )

    def _amounts(self, contract=None):
        """Billed, people, parts, travel, margin of all months."""
        names = ("billed", "cost_labour", "cost_parts", "cost_travel", "margin")
        report = self._report(contract)
        return [round(sum(report.mapped(name)), 2) for name in names]


@tagged("post_install", "-at_install")
class TestMargin(MarginCommon):
    """Billed less what people, parts and travel cost."""

    def test_fee_less_the_cost_of_the_work(self):
        self._bill("2026-01-31")
        self._work(self.contract)
        self.assertEqual(self._amounts(), [300.0, 60.0, 25.0, 2.0, 213.0])
        self.assertEqual(self.contract.margin, 213.0)
        self.assertEqual(self.contract.margin_percent, 71.0)

    def test_work_that_is_invoiced_counts_as_billed(self):
        job = self._work(self.contract)
        self._bill("2026-12-31")
        self.assertEqual(job.invoice_state, "invoiced")
        billed = 300.0 + 2 * 80.0 + 40.0 + 5.0
        self.assertEqual(self._amounts()[0], billed)

    def test_draft_invoices_and_open_work_do_not_count(self):
        self._invoice("2026-01-31")
        self._make_job([{"employee_id": self.technician.id}], [{}])
        self.assertEqual(self._amounts(), [0.0] * 5)

    def test_credit_notes_are_taken_off(self):
        invoice = self._bill("2026-01-31")
        self._credit(invoice)
        self.assertEqual(self._amounts()[0], 0.0)

    def test_taxes_are_not_billed_amounts(self):
        self.contract.line_ids.tax_ids = self.tax_sale_a
        self._bill("2026-01-31")
        self.assertEqual(self._amounts()[0], 300.0)

    def test_one_record_for_each_month(self):
        self._bill("2026-01-31", "2027-01-31")
        self._work(self.contract)
        report = self._report().filtered(lambda row: row.billed or row.cost)
        self.assertEqual(
            [(str(row.date), row.margin) for row in report.sorted("date")],
            [("2026-01-01", 300.0), ("2026-03-01", -87.0), ("2027-01-01", 300.0)],
        )
        self.assertEqual(len(set(report.ids)), 3)

    def test_annual_value_counts_once(self):
        self._bill("2026-01-31")
        self._work(self.contract)
        self.assertEqual(sum(self._report().mapped("annual_value")), 300.0)
        self.contract.action_close()
        self.assertEqual(sum(self._report().mapped("annual_value")), 0.0)

    def test_percent_of_a_group_is_that_of_its_sums(self):
        other = self._make_contract({"price_unit": 100.0})
        self._bill("2026-01-31")
        self._work(self.contract)  # 213 of 300
        [[percent]] = self.env["service.contract.report"]._read_group(
            [("contract_id", "in", (self.contract | other).ids)],
            aggregates=["margin_percent:avg"],
        )
        self.assertAlmostEqual(percent, 100 * 313 / 400)

    def test_contract_that_costs_more_than_it_brings(self):
        other = self._make_contract({"price_unit": 100.0})
        self._bill("2026-01-31")
        self.contract.labour_coverage = 100
        self._work(self.contract, hours=11.0)
        both = self.contract | other
        self.assertEqual(self._search_not_profitable(both), self.contract)

    def test_covered_work_without_any_bill_does_not_pay(self):
        self.contract.write({"labour_coverage": 100, "parts_coverage": 100})
        self._work(self.contract)
        self.assertEqual(self._search_not_profitable(self.contract), self.contract)
        self.assertEqual(self.contract.margin_percent, 0.0)

    def test_work_that_is_still_to_bill_may_pay_for_itself(self):
        self._work(self.contract)
        self.assertEqual(self.contract.margin, -87.0)
        self.assertEqual(self.contract.margin_to_bill, 2 * 80.0 + 40.0 + 5.0)
        self.assertEqual(self.contract.margin_expected, 118.0)
        self.assertFalse(self._search_not_profitable(self.contract))

    def test_buttons(self):
        self._bill("2026-01-31")
        action = self.contract.action_view_margin()
        report = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(report.contract_id, self.contract)
        self.assertEqual(report[0].action_open_contract()["res_id"], self.contract.id)

    def _search_not_profitable(self, contracts):
        action = self.env.ref(
            "service_management.service_contract_action_not_profitable"
        )
        return contracts.search(literal_eval(action.domain)) & contracts


@tagged("post_install", "-at_install")
class TestMarginCurrency(MarginCommon):
    """Everything is in the currency of the company."""

    def test_contract_in_another_currency(self):
        foreign = self.setup_other_currency("GBP", rates=[("2020-01-01", 2.0)])
        pricelist = self.env["product.pricelist"].create(
            {"name": "Abroad", "currency_id": foreign.id}
        )
        contract = self._make_contract({"price_unit": 300.0}, pricelist_id=pricelist.id)
        self.assertEqual(contract.currency_id, foreign)
        self._bill("2026-01-31")
        report = self._report(contract)
        self.assertEqual(sum(report.mapped("billed")), 150.0)
        self.assertEqual(sum(report.mapped("annual_value")), 150.0)
        self.assertEqual(report.currency_id, self.company.currency_id)


@tagged("post_install", "-at_install")
class TestMarginAccess(MarginCommon):
    """Money is for contract managers, each of their own companies."""

    def test_contract_manager_sees_the_margin(self):
        user = self._make_user("boss", "service_management.group_contract_manager")
        self._bill("2026-01-31")
        self._work(self.contract)
        contract = self.contract.with_user(user)
        self.assertEqual(contract.margin, 213.0)
        self.assertTrue(contract.search([("margin", ">", 0)]))
        action = contract.action_view_margin()
        report = self.env[action["res_model"]].with_user(user)
        self.assertTrue(report.search(action["domain"]))

    def test_nobody_else_does(self):
        for login, group in (
            ("tech", "service_management.group_technician"),
            ("plan", "service_management.group_planner"),
            ("bill", "account.group_account_invoice"),
        ):
            user = self._make_user(login, group)
            contract = self.contract.with_user(user)
            with self.subTest(group=group):
                with self.assertRaises(AccessError):
                    contract.read(["margin"])
                with self.assertRaises(AccessError):
                    contract.search([("margin", "<", 0)])
                with self.assertRaises(AccessError):
                    self.env["service.contract.report"].with_user(user).search([])

    def test_companies_do_not_mix(self):
        other = self.setup_other_company()["company"]
        user = self._make_user(
            "other",
            "service_management.group_contract_manager",
        )
        user.write({"company_ids": [Command.set(other.ids)], "company_id": other.id})
        self._bill("2026-01-31")
        report = self.env["service.contract.report"].with_user(user)
        self.assertFalse(report.search([("contract_id", "in", self.contract.ids)]))
        deadlines = self.env["service.contract.deadline"].with_user(user)
        self.assertFalse(deadlines.search([("contract_id", "in", self.contract.ids)]))
