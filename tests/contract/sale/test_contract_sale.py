# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A product may be a service contract: what an order makes of it."""

from odoo import Command
from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .common_contract_sale import ContractSaleCommon


@tagged("post_install", "-at_install")
class TestContractSale(ContractSaleCommon):
    # === MACHINES === #

    def test_confirming_makes_a_draft_that_waits_for_the_delivery(self):
        order = self._sell_machines(2)
        contract = order.service_contract_ids
        self.assertRecordValues(
            contract,
            [
                {
                    "state": "draft",
                    "partner_id": self.customer.id,
                    "contract_type_id": self.contract_type.id,
                    "pricelist_id": order.pricelist_id.id,
                    "currency_id": order.currency_id.id,
                    "line_ids": [],
                    "sale_order_count": 1,
                }
            ],
        )
        self.assertEqual(contract.sale_order_ids, order)

    def test_each_machine_gets_its_line_on_the_day_of_its_delivery(self):
        order = self._sell_machines(3, price_unit=250.0, discount=10.0)
        contract = order.service_contract_ids
        self._ship_on("2026-03-10", order, 2)
        self.assertEqual(contract.state, "active")
        self.assertEqual(str(contract.date_start), "2026-03-10")
        self._ship_on("2026-04-20", order)
        self.assertEqual(
            [
                (str(line.date_start), line.quantity, line.price_unit, line.discount)
                for line in contract.line_ids
            ],
            [
                ("2026-03-10", 1.0, 250.0, 10.0),
                ("2026-03-10", 1.0, 250.0, 10.0),
                ("2026-04-20", 1.0, 250.0, 10.0),
            ],
        )
        self.assertEqual(len(contract.line_ids.equipment_id), 3)
        self.assertEqual(contract.line_ids.sale_line_id, order.order_line[1])

    def test_without_tacit_renewal_each_machine_has_the_whole_term(self):
        self.contract_type.duration_months = 12
        order = self._sell_machines(2)
        contract = order.service_contract_ids
        self._ship_on("2026-03-10", order, 1)
        self.assertEqual(str(contract.date_end), "2027-03-09")
        self._ship_on("2026-05-10", order)
        self.assertEqual(
            [str(line.date_end) for line in contract.line_ids],
            ["2027-03-09", "2027-05-09"],
        )
        self.assertEqual(str(contract.date_end), "2027-05-09")

    def test_under_tacit_renewal_all_machines_end_and_renew_together(self):
        self.contract_type.write({"duration_months": 12, "renewal": "tacit"})
        order = self._sell_machines(2)
        self._ship_on("2026-03-10", order, 1)
        self._ship_on("2026-05-10", order)
        self.assertEqual(
            {str(line.date_end) for line in order.service_contract_ids.line_ids},
            {"2027-03-09"},
        )

    def test_one_price_for_several_machines_is_shared_to_the_cent(self):
        order = self._sell_machines(3, contracts=1, discount=10.0)
        contract = order.service_contract_ids
        self._ship_on("2026-03-10", order, 1)
        self._ship_on("2026-03-11", order)
        amounts = [
            contract.currency_id.round(line._get_net_price())
            for line in contract.line_ids
        ]
        self.assertEqual(amounts, [30.0, 30.0, 30.0])
        self.assertEqual(set(contract.line_ids.mapped("discount")), {10.0})

    def test_shares_that_are_not_equal_come_to_the_price(self):
        order = self._sell_machines(3, contracts=1)
        self._ship_on("2026-03-10", order, 2)
        self._ship_on("2026-03-11", order)
        lines = order.service_contract_ids.line_ids
        self.assertEqual(lines.mapped("price_unit"), [33.33, 33.34, 33.33])

    def test_contract_covers_the_machines_of_its_section(self):
        other = self._make_serial_product("Other")
        self._make_stock(self.machine, serials=["M-1"])
        self._make_stock(other, serials=["O-1"])
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "order_line": [
                    Command.create({"name": "A", "display_type": "line_section"}),
                    Command.create({"product_id": self.machine.id}),
                    Command.create({"product_id": self.maintenance.id}),
                    Command.create({"name": "B", "display_type": "line_section"}),
                    Command.create({"product_id": other.id}),
                ],
            }
        )
        order.action_confirm()
        self._ship(order.picking_ids)
        lines = order.service_contract_ids.line_ids
        self.assertEqual(lines.equipment_id.serial_number, "M-1")

    def test_two_contract_products_of_a_type_share_one_contract(self):
        second = self._make_contract_product("Second Plan")
        self._make_stock(self.machine, serials=["M-1"])
        order = self._sell((self.machine, 1), (self.maintenance, 1), (second, 1))
        self._ship(order.picking_ids)
        self.assertEqual(len(order.service_contract_ids), 1)
        self.assertEqual(
            order.service_contract_ids.line_ids.product_id, self.maintenance | second
        )

    def test_contract_added_after_the_delivery_covers_what_was_delivered(self):
        order = self._deliver(["SN-9"]).event_ids.move_id.sale_line_id.order_id
        order.order_line = [Command.create({"product_id": self.maintenance.id})]
        self.assertEqual(order.service_contract_ids.state, "active")
        self.assertEqual(len(order.service_contract_ids.line_ids.equipment_id), 1)

    def test_shipping_again_adds_nothing(self):
        order = self._sell_machines(1)
        self._ship_on("2026-03-10", order)
        moves = order.picking_ids.move_ids.sudo()
        self.env["service.equipment"].sudo()._capture_moves(moves)
        self.assertEqual(len(order.service_contract_ids.line_ids), 1)

    # === NO MACHINES === #

    def test_without_machines_it_starts_on_the_day_of_the_order(self):
        order = self._sell((self.maintenance, 2))
        contract = order.service_contract_ids
        self.assertEqual(contract.state, "active")
        self.assertRecordValues(
            contract.line_ids,
            [
                {
                    "equipment_id": False,
                    "quantity": 2.0,
                    "price_unit": 100.0,
                    "date_start": self._day("2026-03-02"),
                }
            ],
        )

    def test_a_user_who_only_sells_may_sell_contracts(self):
        seller = self._make_user("seller", "sales_team.group_sale_salesman")
        order = self._sell((self.maintenance, 1), confirm=False, user_id=seller.id)
        order.with_user(seller).action_confirm()
        self.assertEqual(order.service_contract_ids.state, "active")
        self.assertFalse(order.service_contract_ids.user_id)

    # === EXTENDING === #

    def test_order_extends_the_only_contract_in_force(self):
        contract = self._make_contract()
        order = self._sell((self.maintenance, 1))
        self.assertEqual(order.service_contract_ids, contract)
        self.assertEqual(str(contract.line_ids[-1:].date_start), "2026-03-02")
        self.assertEqual(str(contract.date_start), "2026-01-01")

    def test_order_makes_a_contract_of_its_own_when_wanted(self):
        contract = self._make_contract()
        order = self._sell((self.maintenance, 1), service_new_contract=True)
        self.assertNotEqual(order.service_contract_ids, contract)

    def test_two_contracts_in_force_leave_no_guess(self):
        contracts = self._make_contract() | self._make_contract()
        order = self._sell((self.maintenance, 1))
        self.assertFalse(order.service_contract_ids & contracts)

    def test_what_differs_is_not_extended(self):
        other_type = self._make_contract_type("Other")
        invoice = self._make_customer("Accounts", parent_id=self.customer.id)
        contracts = (
            self._make_contract(contract_type_id=other_type.id)
            | self._make_contract(active=False)
            | self._make_contract(partner_id=self._make_customer("Other").id)
            | self._make_contract(partner_invoice_id=invoice.id)
            | self._make_contract(date_end="2026-12-31")
        )
        order = self._sell((self.maintenance, 1))
        self.assertFalse(order.service_contract_ids & contracts)

    # === TAKING BACK === #

    def test_cancelling_the_order_cancels_its_draft(self):
        order = self._sell_machines(1)
        order._action_cancel()
        self.assertEqual(order.service_contract_ids.state, "cancelled")

    def test_confirming_again_makes_a_new_draft(self):
        order = self._sell_machines(1)
        first = order.service_contract_ids
        order._action_cancel()
        order.action_draft()
        order.action_confirm()
        self.assertEqual(order.service_contract_ids.state, "draft")
        self.assertNotEqual(order.service_contract_ids, first)

    def test_cancelling_the_order_asks_about_a_contract_in_force(self):
        order = self._sell((self.maintenance, 1))
        contract = order.service_contract_ids
        order._action_cancel()
        self.assertEqual(contract.state, "active")
        self.assertIn(order.name, contract.activity_ids.note)

    def test_a_machine_taken_back_asks_what_becomes_of_its_line(self):
        order = self._sell_machines(1)
        self._ship_on("2026-03-10", order)
        contract = order.service_contract_ids
        wizard = (
            self.env["stock.return.picking"]
            .with_context(active_id=order.picking_ids.id, active_model="stock.picking")
            .create({})
        )
        wizard.product_return_moves.write({"quantity": 1, "to_refund": True})
        returned = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        self._ship(returned)
        equipment = contract.line_ids.equipment_id
        self.assertEqual(equipment.state, "returned")
        self.assertIn(equipment.display_name, contract.activity_ids.note)

    # === GROWTH === #

    def test_starting_many_machines_takes_no_more_queries_than_few(self):
        def measure(number):
            order = self._sell_machines(number)
            goods = order.order_line[0]
            plan = order.order_line[1].sudo()
            lots = goods.move_ids.move_line_ids.lot_id
            event = {"kind": "delivered", "move_id": goods.move_ids.id}
            for lot in lots:
                equipment = self._make_equipment(lot.name, lot_id=lot.id)
                equipment.sudo().event_ids = [Command.create(event)]
            queries = self._count_queries(lambda: plan._cover_delivered(goods.move_ids))
            self.assertEqual(len(plan.service_contract_line_ids), number)
            return queries

        measure(2)
        few, many = measure(10), measure(100)
        self.assertLessEqual(many, few + 5)

    # === SETTING UP === #

    def test_first_period_by_the_order_needs_whole_periods(self):
        with self.assertRaisesRegex(ValidationError, "whole billing periods"):
            self.contract_type.billing_alignment = "calendar"
        self.maintenance.service_contract_billing = "contract"
        self.contract_type.billing_alignment = "calendar"
        with self.assertRaisesRegex(ValidationError, "whole billing periods"):
            self.maintenance.service_contract_billing = "order"
