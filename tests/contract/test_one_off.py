# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lines that are invoiced once, invoice days and lead days."""

from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestOneOff(ServiceCommon):
    today = "2026-06-15"

    def _due(self, contract, date_to):
        return [
            (str(one.period.start), str(one.period.end), one.amount)
            for one in contract.line_ids._get_due_instalments(self._day(date_to))
        ]

    def test_the_whole_price_once(self):
        contract = self._make_contract(
            {"one_off": True, "price_unit": 250.0, "date_end": "2026-08-31"},
            billing_interval=1,
        )
        self.assertEqual(
            self._due(contract, "2030-01-01"), [("2026-01-01", "2026-08-31", 250.0)]
        )
        self._invoice("2026-01-01")
        self.assertFalse(self._due(contract, "2030-01-01"))
        self.assertEqual(contract.annual_value, 0.0)

    def test_without_an_end_it_is_for_its_first_day(self):
        contract = self._make_contract({"one_off": True})
        self.assertEqual(
            self._due(contract, "2030-01-01"), [("2026-01-01", "2026-01-01", 1000.0)]
        )

    def test_it_is_not_settled_by_days(self):
        contract = self._make_contract({"one_off": True}, date_end="2026-12-31")
        self._invoice("2026-01-01")
        contract.action_close()
        self.assertFalse(contract.settlement_ids)

    def test_an_extended_one_is_not_invoiced_again(self):
        contract = self._make_contract(
            {"one_off": True, "date_end": "2026-06-30"}, date_end="2026-12-31"
        )
        self._invoice("2026-01-01")
        contract.line_ids.date_end = "2026-12-31"
        self.assertFalse(self._due(contract, "2030-01-01"))


@tagged("post_install", "-at_install")
class TestInvoiceDay(ServiceCommon):
    today = "2026-06-15"

    def _dates(self, **terms):
        contract = self._make_contract(
            date_start="2026-01-31", date_end="2026-07-30", billing_interval=1, **terms
        )
        return [str(row.due_date)[5:] for row in contract._get_schedule()]

    def test_issued_days_before(self):
        self.assertEqual(
            self._dates(lead_days=15),
            ["01-16", "02-13", "03-16", "04-15", "05-16", "06-15"],
        )

    def test_issued_on_a_day_of_the_month(self):
        self.assertEqual(
            self._dates(invoice_day=31),
            ["01-31", "02-28", "03-31", "04-30", "05-31", "06-30"],
        )
        self.assertEqual(self._dates(invoice_day=5)[0], "02-05")

    def test_ahead_and_then_on_the_day(self):
        self.assertEqual(
            self._dates(lead_days=15, invoice_day=20)[:2], ["01-20", "02-20"]
        )

    def test_the_wizard_finds_it_on_that_day(self):
        contract = self._make_contract(date_start="2026-07-01", lead_days=15)
        self.assertEqual(str(contract.next_invoice_date), "2026-06-16")
        self.assertTrue(self._invoice("2026-06-16").invoice_ids)
