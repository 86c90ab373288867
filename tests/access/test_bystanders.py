# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who has no role in service keeps working as before."""

from odoo import Command
from odoo.tests import Form, tagged

from .common_access import AccessCommon


@tagged("post_install", "-at_install")
class TestBystanders(AccessCommon):
    """People without any service role keep working as before."""

    def test_plain_user_opens_and_edits_partners(self):
        user = self._make_user(
            "partners", "base.group_user", "base.group_partner_manager"
        )
        with Form(self.customer.with_user(user)) as form:
            form.name = "Renamed"
        self.assertEqual(self.customer.name, "Renamed")

    def test_sales_person_opens_and_edits_products(self):
        user = self._make_user(
            "products", "base.group_user", "product.group_product_manager"
        )
        with Form(self.machine.product_tmpl_id.with_user(user)) as form:
            form.name = "Renamed"
        self.assertEqual(self.machine.name, "Renamed")

    def test_plain_user_opens_products(self):
        self.assertTrue(Form(self.machine.product_tmpl_id.with_user(self.plain)))

    def test_stock_user_opens_lots_and_delivers(self):
        user = self._make_user(
            "stock", "stock.group_stock_user", "stock.group_production_lot"
        )
        self._make_stock(self.machine, serials=["SN-9"])
        picking = self._make_order(self.machine).picking_ids.with_user(user)
        self._ship(picking)
        lot = picking.move_line_ids.lot_id
        self.assertEqual(len(lot.sudo().service_equipment_ids), 1)
        self.assertTrue(Form(lot))

    def test_hr_officer_opens_employees(self):
        user = self._make_user("hr", "hr.group_hr_user")
        with Form(self.technician.with_user(user)) as form:
            form.name = "Renamed"
        self.assertEqual(self.technician.name, "Renamed")

    def test_sales_person_sells_what_is_under_contract(self):
        user = self._make_user("sales", "sales_team.group_sale_salesman")
        order = (
            self.env["sale.order"]
            .with_user(user)
            .create(
                {
                    "partner_id": self.customer.id,
                    "order_line": [Command.create({"product_id": self.machine.id})],
                }
            )
        )
        order.action_confirm()
        self.assertEqual(order.state, "sale")

    def test_clerk_opens_and_cancels_the_invoices(self):
        user = self._make_user("books", "account.group_account_invoice")
        invoice = self.past_run.invoice_ids[0].with_user(user)
        self.assertTrue(Form(invoice))
        invoice.button_cancel()
        self.assertEqual(invoice.state, "cancel")
