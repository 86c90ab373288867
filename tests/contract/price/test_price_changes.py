# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prices that change on a day: which days are billed at which price."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import ServiceCommon

MONTHLY = {"billing_interval": 1}
QUARTERLY = {"billing_interval": 3}


@tagged("post_install", "-at_install")
class TestPriceChanges(ServiceCommon):
    today = "2026-06-15"

    def _billed(self, date_to):
        run = self._invoice(date_to)
        return self._periods(run.invoice_ids.invoice_line_ids)

    def _change(self, contract, date, price):
        return str(contract.line_ids._set_price_from(self._day(date), price))

    # === WHICH DAYS === #

    def test_a_period_is_cut_where_the_price_changes(self):
        contract = self._make_contract({"price_unit": 300.0}, **MONTHLY)
        self._change(contract, "2026-04-11", 600.0)
        self.assertEqual(
            self._billed("2026-05-01"),
            [
                ("2026-01-01", "2026-01-31", 300.0),
                ("2026-02-01", "2026-02-28", 300.0),
                ("2026-03-01", "2026-03-31", 300.0),
                ("2026-04-01", "2026-04-10", 100.0),
                ("2026-04-11", "2026-04-30", 400.0),
                ("2026-05-01", "2026-05-31", 600.0),
            ],
        )

    def test_several_changes_cut_one_period(self):
        contract = self._make_contract({"price_unit": 900.0}, **QUARTERLY)
        self._change(contract, "2026-01-10", 1800.0)
        self._change(contract, "2026-03-01", 2700.0)
        self.assertEqual(
            self._billed("2026-03-31"),
            [
                ("2026-01-01", "2026-01-09", 90.0),
                ("2026-01-10", "2026-02-28", 1000.0),
                ("2026-03-01", "2026-03-31", 930.0),
            ],
        )

    def test_both_parts_fall_due_with_their_period(self):
        for timing, day in (("advance", "2026-01-01"), ("arrears", "2026-03-31")):
            with self.subTest(timing=timing):
                contract = self._make_contract(**QUARTERLY, billing_timing=timing)
                self._change(contract, "2026-02-15", 2000.0)
                due = contract.line_ids._get_due_instalments(self._day(day))
                self.assertEqual(len(due), 2)
                self.assertEqual(str(contract.next_invoice_date), day)

    def test_the_last_part_in_arrears_falls_due_with_the_end(self):
        contract = self._make_contract(
            **QUARTERLY, billing_timing="arrears", date_end="2026-03-10"
        )
        self._change(contract, "2026-02-15", 2000.0)
        self.assertEqual(str(contract.next_invoice_date), "2026-03-10")

    # === BILLED DAYS KEEP THEIR PRICE === #

    def test_within_a_billed_period_the_price_changes_from_the_next(self):
        contract = self._make_contract(**QUARTERLY)
        self._invoice("2026-01-01")
        self.assertEqual(self._change(contract, "2026-02-15", 2000.0), "2026-04-01")
        self.assertEqual(
            self._billed("2026-04-01"), [("2026-04-01", "2026-06-30", 2000.0)]
        )

    def test_a_credited_period_is_billed_again_at_its_own_price(self):
        contract = self._make_contract(**QUARTERLY)
        invoice = self._invoice("2026-01-01").invoice_ids
        self._change(contract, "2026-02-15", 2000.0)
        invoice.button_cancel()
        self.assertEqual(
            self._billed("2026-01-01"), [("2026-01-01", "2026-03-31", 1000.0)]
        )

    def test_a_day_has_one_price(self):
        contract = self._make_contract()
        self._change(contract, "2026-03-01", 2000.0)
        for date in ("2026-03-01", "2026-02-01"):
            with self.assertRaisesRegex(UserError, "changes on"):
                self._change(contract, date, 3000.0)

    # === TAKING BACK === #

    def test_taking_back_restores_every_cent(self):
        contract = self._make_contract({"price_unit": 333.33}, **MONTHLY)
        before = contract.line_ids._get_due_instalments(self._day("2026-12-31"))
        for date in ("2026-01-01", "2026-05-05"):
            with self.subTest(date=date):
                self._change(contract, date, 999.99)
                contract.line_ids._take_back_price()
                self.assertEqual(
                    contract.line_ids._get_due_instalments(self._day("2026-12-31")),
                    before,
                )

    def test_what_has_been_billed_is_not_taken_back(self):
        contract = self._make_contract(**QUARTERLY)
        self._change(contract, "2026-02-15", 2000.0)
        self._invoice("2026-01-01")
        with self.assertRaisesRegex(UserError, "has been invoiced"):
            contract.line_ids._take_back_price()

    def test_only_the_latest_change_is_taken_back(self):
        contract = self._make_contract()
        self._change(contract, "2026-02-01", 2000.0)
        self._change(contract, "2026-05-01", 3000.0)
        contract.line_ids._take_back_price()
        self.assertEqual(contract.line_ids.price_unit, 2000.0)
        self.assertEqual(str(contract.line_ids.price_since), "2026-02-01")

    # === EQUIPMENT === #

    def test_a_replacement_takes_over_coming_changes(self):
        equipment = self._make_equipment("S-1")
        contract = self._make_contract({"equipment_id": equipment.id}, **MONTHLY)
        self._change(contract, "2026-08-01", 2000.0)
        equipment._pass_promises(self._make_equipment("S-2"), self._day("2026-07-01"))
        new = contract.line_ids.filtered(
            lambda line: line.equipment_id.serial_number == "S-2"
        )
        self.assertEqual(
            [one.amount for one in new._get_due_instalments(self._day("2026-08-01"))],
            [1000.0, 2000.0],
        )
