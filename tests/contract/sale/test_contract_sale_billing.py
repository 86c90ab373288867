# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is sold with an order is invoiced by the order or by the contract, once."""

from odoo import Command
from odoo.tests import tagged

from .common_contract_sale import ContractSaleCommon

MONTHLY = {"billing_interval": 1, "billing_unit": "month"}
WEEKLY = {"billing_interval": 1, "billing_unit": "week"}


@tagged("post_install", "-at_install")
class TestContractSaleBilling(ContractSaleCommon):
    def _invoice_order(self, order):
        invoice = order._create_invoices()
        invoice.action_post()
        return invoice

    def _invoiced(self, *invoices):
        return sum(
            line.price_subtotal
            for invoice in invoices
            for line in invoice.invoice_line_ids
            if line.product_id == self.maintenance
        )

    def _owed(self, contract, date_to):
        """What the same contract owes that nobody has sold."""
        plain = contract.copy(
            {
                "date_start": contract.date_start,
                "line_ids": [
                    Command.create(
                        {**vals, "date_start": line.date_start, "equipment_id": False}
                    )
                    for line in contract.line_ids
                    for vals in line.copy_data()
                ],
            }
        )
        plain.action_activate()
        due = plain.line_ids._get_due_instalments(self._day(date_to))
        return sum(one.amount for one in due)

    def _check_owed(self, order, date_to):
        contract = order.service_contract_ids
        owed = self._owed(contract, date_to)
        invoiced = self._invoiced(self._invoice_order(order))
        due = contract.line_ids._get_due_instalments(self._day(date_to))
        self.assertAlmostEqual(invoiced + sum(one.amount for one in due), owed, 2)
        return invoiced

    # === ORDER === #

    def test_order_invoices_the_first_year_and_the_contract_the_others(self):
        order = self._sell_machines(2)
        self._ship_on("2026-03-10", order, 1)
        self._ship_on("2026-04-20", order)
        invoiced = self._check_owed(order, "2028-12-31")
        self.assertEqual(invoiced, 200.0)
        self.assertEqual(
            self._due(order.service_contract_ids, "2027-12-31"),
            [("2027-03-10", "2028-03-09", 100.0), ("2027-04-20", "2028-04-19", 100.0)],
        )

    def test_a_yearly_price_billed_monthly_pays_for_twelve_months(self):
        self.contract_type.write({**MONTHLY, "price_basis": "year"})
        order = self._sell_machines(3, contracts=1)
        self._ship_on("2026-01-31", order)
        self._check_owed(order, "2027-06-30")
        self.assertEqual(
            str(order.service_contract_ids.line_ids[0].billed_until), "2027-01-30"
        )

    def test_a_monthly_price_pays_for_the_first_month(self):
        self.contract_type.write({**MONTHLY, "price_basis": "month"})
        order = self._sell_machines(1, discount=12.5)
        self._ship_on("2026-01-31", order)
        self._check_owed(order, "2027-06-30")

    def test_a_weekly_price_pays_for_the_first_week(self):
        self.contract_type.write({**WEEKLY, "price_basis": "week"})
        order = self._sell_machines(1)
        self._ship_on("2026-01-28", order)
        self.assertEqual(self._check_owed(order, "2026-03-31"), 100.0)
        self.assertEqual(
            str(order.service_contract_ids.line_ids.billed_until), "2026-02-03"
        )

    def test_the_schedule_says_what_the_order_invoices(self):
        order = self._sell_machines(1)
        self._ship_on("2026-03-10", order)
        contract = order.service_contract_ids
        rows = self._get_schedule_rows(contract)
        self.assertEqual(
            (str(rows[0].date_start), str(rows[0].date_end), rows[0].amount),
            ("2026-03-10", "2027-03-09", 100.0),
        )
        self.assertEqual((rows[0].state, rows[0].invoice_name), ("order", order.name))
        self.assertEqual(str(rows[1].date_start), "2027-03-10")
        invoice = self._invoice_order(order)
        row = self._get_schedule_rows(contract)[0]
        self.assertEqual((row.state, row.invoice_id), ("invoiced", invoice))
        self.assertEqual(row.invoice_name, f"{order.name}, {invoice.name}")

    def _get_schedule_rows(self, contract):
        action = contract.action_view_schedule()
        return self.env[action["res_model"]].search(action["domain"])

    def test_crediting_the_order_frees_the_order_not_the_contract(self):
        order = self._sell_machines(1)
        self._ship_on("2026-03-10", order)
        invoice = self._invoice_order(order)
        self._credit(invoice)
        line = order.order_line[1]
        self.assertEqual(line.qty_to_invoice, 1.0)
        self.assertFalse(self._due(order.service_contract_ids, "2027-03-09"))

    def test_a_cancelled_order_leaves_the_first_period_to_the_contract(self):
        order = self._sell((self.maintenance, 1))
        contract = order.service_contract_ids
        self.assertFalse(self._due(contract, "2026-12-31"))
        order._action_cancel()
        self.assertEqual(
            self._due(contract, "2026-12-31"), [("2026-03-02", "2027-03-01", 100.0)]
        )
        self.assertEqual(str(contract.next_invoice_date), "2026-03-02")

    def test_what_is_invoiced_as_delivered_is_delivered_with_its_machines(self):
        self.maintenance.invoice_policy = "delivery"
        order = self._sell_machines(4, contracts=2)
        line = order.order_line[1]
        self.assertEqual(line.qty_to_invoice, 0.0)
        self._ship_on("2026-03-10", order, 1)
        self.assertEqual(line.qty_to_invoice, 0.5)
        self._ship_on("2026-03-11", order)
        self.assertEqual(line.qty_to_invoice, 2.0)

    def test_a_replacement_is_not_paid_by_the_order(self):
        order = self._sell_machines(1)
        self._ship_on("2026-03-10", order)
        equipment = order.service_contract_ids.line_ids.equipment_id
        new = self._make_equipment("NEW-1")
        equipment._pass_promises(new, self._day("2026-06-10"))
        self.assertEqual(
            self._due(order.service_contract_ids, "2026-12-31"),
            [("2026-06-10", "2027-06-09", 100.0)],
        )

    def test_an_early_end_settles_what_the_order_has_invoiced(self):
        order = self._sell_machines(2)
        self._ship_on("2026-03-10", order)
        self._invoice_order(order)
        lines = order.service_contract_ids.line_ids
        lines._end_on(self._day("2026-12-25"))
        settlements = lines.settlement_ids
        self.assertEqual(
            [(str(s.date_from), str(s.date_to), s.amount) for s in settlements],
            [("2026-12-26", "2027-03-09", 20.27)] * 2,
        )
        settlements.action_credit()
        lines._propose_settlements()
        self.assertEqual(set(lines.settlement_ids.mapped("state")), {"credited"})
        self.assertEqual(str(lines[0].billed_until), "2026-12-25")
        self.assertEqual(order.order_line[1].qty_to_invoice, 0.0)

    # === CONTRACT === #

    def _sell_billed_by_contract(self):
        self.maintenance.service_contract_billing = "contract"
        order = self._sell_machines(2)
        self._ship_on("2026-03-10", order)
        return order

    def test_contract_invoices_everything_and_the_order_nothing(self):
        order = self._sell_billed_by_contract()
        self.assertEqual(self._check_owed(order, "2028-12-31"), 0.0)
        self.assertEqual(order.invoice_status, "invoiced")
        self.assertEqual(order.order_line[1].amount_to_invoice, 0.0)
        self.assertEqual(order.order_line[1].untaxed_amount_to_invoice, 0.0)

    def test_crediting_the_contract_leaves_nothing_to_the_order(self):
        order = self._sell_billed_by_contract()
        self._invoice_order(order)
        run = self._invoice("2026-03-31", invoice_date=self.today)
        self.assertEqual(self._invoiced(*run.invoice_ids), 200.0)
        run.invoice_ids.action_post()
        self._credit(run.invoice_ids)
        self.assertEqual(order.order_line[1].qty_to_invoice, 0.0)
        self.assertEqual(len(self._due(order.service_contract_ids, "2026-03-31")), 2)

    def test_the_product_changed_later_changes_no_order(self):
        order = self._sell_billed_by_contract()
        self.maintenance.service_contract_billing = "order"
        self.assertEqual(order.order_line[1].qty_to_invoice, 0.0)
        self.assertEqual(len(self._due(order.service_contract_ids, "2026-03-31")), 2)
