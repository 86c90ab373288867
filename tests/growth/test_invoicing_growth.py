# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Finding and invoicing what is due of many."""

from odoo import Command
from odoo.tests import tagged

from .common_growth import FEW, MORE, SLACK, GrowthCommon


@tagged("post_install", "-at_install")
class TestInvoicingGrowth(GrowthCommon):
    def _make_due(self, number):
        """A customer with contracts and finished work."""
        customer = self._make_customer("Debtor")
        self._make_contracts(number).partner_id = customer
        jobs = self._make_jobs(
            number,
            partner_id=customer.id,
            state="done",
            activity_ids=[
                Command.create(
                    {
                        "activity_type_id": self.activity_type.id,
                        "hours": 1.0,
                        "state": "done",
                    }
                )
            ],
        )
        self.assertEqual(set(jobs.mapped("invoice_state")), {"to_invoice"})
        return customer, 2 * number

    def test_finding_what_is_due(self):
        def find(due):
            customer, expected = due
            wizard = self._make_wizard(
                "2026-12-31", partner_ids=[Command.set(customer.ids)]
            )
            self.assertEqual(len(wizard._find_due_items()), expected)

        self._assert_constant(self._make_due, find)

    def test_invoicing_many_lines_of_one_customer(self):
        """Odoo itself needs some queries for each line, we add none."""

        def invoice(due):
            customer, number = due
            run = self._invoice("2026-12-31", partner_ids=[Command.set(customer.ids)])
            lines = run.invoice_ids.invoice_line_ids.filtered("product_id")
            self.assertEqual(len(lines), number)

        self._assert_grows_like_odoo(
            self._make_due, invoice, lambda due: self._invoice_plainly(due, 1, due[1])
        )

    def test_invoicing_many_contracts_apart(self):
        """Odoo itself needs some queries for each invoice, we add none."""

        def prepare(number):
            customer = self._make_customer("Debtor")
            self._make_contracts(number).partner_id = customer
            return customer, number

        def invoice(due):
            customer, number = due
            run = self._invoice(
                "2026-12-31",
                partner_ids=[Command.set(customer.ids)],
                grouping="contract",
            )
            self.assertEqual(len(run.invoice_ids), number)

        self._assert_grows_like_odoo(
            prepare, invoice, lambda due: self._invoice_plainly(due, due[1], 1)
        )

    def _invoice_plainly(self, due, number, size):
        """Create ``number`` invoices of ``size`` lines, as anybody would."""
        customer, _number = due
        self.env["account.move"].create(
            [
                {
                    "move_type": "out_invoice",
                    "partner_id": customer.id,
                    "invoice_date": "2026-12-31",
                    "invoice_line_ids": [
                        Command.create({"product_id": self.fee_product.id})
                        for _line in range(size)
                    ],
                }
                for _invoice in range(number)
            ]
        )

    def _assert_grows_like_odoo(self, prepare, work, plain_work):
        growth = {}
        for name, function in (("service", work), ("odoo", plain_work)):
            function(prepare(2))
            few, many = prepare(FEW), prepare(MORE)
            few_queries = self._count_work(function, few)
            growth[name] = self._count_work(function, many) - few_queries
        self.assertLessEqual(growth["service"], growth["odoo"] + SLACK, growth)
