# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whoever has a contract, a job, an order or an invoice is a client."""

from odoo import Command
from odoo.tests import Form, tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestClients(ServiceCommon):
    """None of them was ever invoiced through Odoo, unless a test does it."""

    today = "2026-03-10"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.client = cls._make_customer("Never Invoiced")
        cls.address = cls._make_customer("Plant", parent_id=cls.client.id)
        cls.nobody = cls._make_customer("Supplier", supplier_rank=1)

    def _is_client(self):
        """Asked from the field and from the database."""
        self.env.invalidate_all()
        both = self.client | self.nobody
        found = both.search([("id", "in", both.ids), ("service_is_client", "=", True)])
        self.assertEqual(found, both.filtered("service_is_client"))
        self.assertNotIn(self.nobody, found)
        return self.client in found

    def test_contract(self):
        contract = self._make_contract(partner_id=self.address.id, active=False)
        self.assertFalse(self._is_client())
        contract.action_activate()
        self.assertTrue(self._is_client())
        contract.action_close()
        contract.action_archive()
        self.assertTrue(self._is_client())
        self.assertTrue(self.address.service_is_client)

    def test_job(self):
        job = self._make_job(partner_id=self.client.id)
        self.assertTrue(self._is_client())
        job.action_cancel()
        self.assertFalse(self._is_client())

    def test_order(self):
        order = self.env["sale.order"].create(
            {
                "partner_id": self.address.id,
                "order_line": [Command.create({"product_id": self.part.id})],
            }
        )
        self.assertFalse(self._is_client())
        order.action_confirm()
        self.assertTrue(self._is_client())

    def test_invoice(self):
        invoice = self.init_invoice("out_invoice", self.client, amounts=[100])
        self.assertFalse(self._is_client())
        invoice.action_post()
        self.assertTrue(self._is_client())

    def test_client_of_another_company_only_is_none_here(self):
        other = self.setup_other_company()["company"]
        self.env["service.intervention"].with_company(other).create(
            {"partner_id": self.client.id, "company_id": other.id}
        )
        mine = self.client.with_context(allowed_company_ids=self.company.ids)
        self.assertFalse(mine.service_is_client)
        both = self.client.with_context(allowed_company_ids=[self.company.id, other.id])
        self.assertTrue(both.service_is_client)

    def test_new_law_reaches_a_client_that_was_never_invoiced(self):
        self._make_contract(partner_id=self.client.id)
        law = self._make_protocol("New Law", {})
        form = Form(self.env["service.protocol.apply"])
        form.protocol_id = law
        form.occasion_name = "Law 12/2027"
        wizard = form.save()
        wizard.action_preview()
        self.assertIn(self.client.id, wizard.line_ids.mapped("res_id"))
        left_out = {line.res_id: line.reason for line in wizard.left_out_ids}
        self.assertIn("not a client", left_out.get(self.nobody.id, "not a client"))
        self.assertNotIn(self.nobody.id, wizard.line_ids.mapped("res_id"))

    def test_protocol_of_new_customers_reaches_them(self):
        welcome = self._make_protocol(
            "Welcome", {}, trigger="new_customer", trigger_date="2026-01-01"
        )
        self._make_job(partner_id=self.client.id)
        self.env["service.protocol"].sudo()._cron_start()
        started = self.env["service.intervention"].search(
            [("protocol_id", "=", welcome.id)]
        )
        self.assertIn(self.client, started.partner_id)
        self.assertNotIn(self.nobody, started.partner_id)

    def test_planner_sees_clients_by_orders_they_may_not_read(self):
        self._make_order(self.part, customer=self.client)
        planner = self._make_user("pia", "service_management.group_planner")
        self.assertTrue(self.client.with_user(planner).service_is_client)

    def test_same_number_of_queries_for_few_and_many(self):
        def measure(number):
            partners = self.env["res.partner"].create(
                [{"name": f"P {one}"} for one in range(number)]
            )
            return self._count_queries(lambda: partners.mapped("service_is_client"))

        measure(1)
        few, many = measure(2), measure(50)
        self.assertLessEqual(many, few)
