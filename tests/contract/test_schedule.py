# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The schedule: every instalment visible before and after it is invoiced."""

from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestSchedule(ServiceCommon):
    today = "2026-06-15"

    def _schedule(self, contract, date_to=None):
        return [
            (str(row.date_start), str(row.date_end), row.amount, row.state)
            for row in contract._get_schedule(date_to and self._day(date_to))
        ]

    def test_a_draft_shows_what_it_will_come_to(self):
        contract = self._make_contract(
            active=False, date_start="2026-02-15", date_end="2026-08-14",
            billing_interval=3, billing_alignment="calendar",
        )  # fmt: skip
        self.assertEqual(
            self._schedule(contract),
            [
                ("2026-02-15", "2026-03-31", 500.0, "future"),
                ("2026-04-01", "2026-06-30", 1000.0, "future"),
                ("2026-07-01", "2026-08-14", 489.13, "future"),
            ],
        )

    def test_invoiced_due_and_future(self):
        contract = self._make_contract(date_end="2026-08-31", billing_interval=3)
        self._invoice("2026-01-01")
        self.assertEqual(
            [row[3] for row in self._schedule(contract)],
            ["invoiced", "due", "future"],
        )

    def test_credited_and_due_again(self):
        contract = self._make_contract(date_end="2026-12-31")
        self._credit(self._invoice("2026-01-01", post=True).invoice_ids)
        self.assertEqual(
            sorted((row[2], row[3]) for row in self._schedule(contract)),
            [(-1000.0, "credited"), (1000.0, "credited"), (1000.0, "due")],
        )

    def test_lines_without_price_and_cancelled_contracts_have_none(self):
        self.assertFalse(self._schedule(self._make_contract({"price_unit": 0.0})))
        cancelled = self._make_contract()
        cancelled.action_cancel()
        self.assertFalse(self._schedule(cancelled))

    def test_what_is_scheduled_is_what_is_invoiced(self):
        contract = self._make_contract(
            {"price_unit": 100.0, "one_off": True}, {"price_unit": 1000.0},
            date_end="2026-12-31", billing_interval=1, price_basis="year",
            lead_days=15, invoice_day=20,
        )  # fmt: skip
        coming = self._schedule(contract)
        lines = self._invoice("2027-03-31").invoice_ids.invoice_line_ids
        self.assertEqual(
            sorted(row[:3] for row in coming), sorted(self._periods(lines))
        )
        self.assertAlmostEqual(sum(row[2] for row in coming), 1100.0)

    def test_the_list_holds_the_rows_and_opens_the_invoice(self):
        contract = self._make_contract(date_end="2026-12-31")
        invoice = self._invoice("2026-01-01", post=True).invoice_ids
        action = contract.action_view_schedule()
        row = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual((row.days, row.amount), (365, 1000.0))
        self.assertEqual(row.invoice_name, invoice.name)
        self.assertEqual(row.action_view_invoice()["res_id"], invoice.id)

    def test_queries_do_not_grow_with_the_lines(self):
        small, large = (
            self._make_contract(*[{} for _ in range(count)], date_end="2026-12-31")
            for count in (5, 50)
        )
        _first, few, many = (  # the first fills the caches that all share
            self._count_queries(contract._get_schedule)
            for contract in (small, small, large)
        )
        self.assertEqual(few, many)
