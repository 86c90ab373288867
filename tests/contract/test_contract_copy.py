# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Duplicating a contract, and the price that follows the price list."""

from odoo import Command
from odoo.tests import Form, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestContractCopy(ServiceCommon):
    today = "2026-06-15"

    def test_a_duplicate_begins_after_the_end(self):
        self.contract_type.duration_months = 12
        contract = self._make_contract(date_end="2026-12-31")
        duplicate = contract.copy()
        self.assertEqual(str(duplicate.date_start), "2027-01-01")
        self.assertEqual(str(duplicate.date_end), "2027-12-31")
        self.assertEqual(duplicate.state, "draft")
        self.assertNotEqual(duplicate.name, contract.name)

    def test_a_duplicate_of_what_ended_or_never_ends_begins_today(self):
        ended = self._make_contract(date_end="2026-03-31")
        endless = self._make_contract()
        for duplicate in (ended | endless).copy():
            self.assertEqual(str(duplicate.date_start), self.today)
            self.assertEqual(str(duplicate.line_ids.date_start), self.today)

    def test_terms_and_lines_are_kept_and_what_ended_is_left_out(self):
        equipment = self._make_equipment("E-1")
        contract = self._make_contract(
            {"equipment_id": equipment.id, "price_unit": 250.0, "discount": 5.0},
            {"date_end": "2026-03-31"},
            labour_coverage=40.0,
            billing_interval=3,
        )
        duplicate = contract.copy()
        self.assertEqual(duplicate.labour_coverage, 40.0)
        self.assertEqual(duplicate.billing_interval, 3)
        self.assertRecordValues(
            duplicate.line_ids,
            [
                {
                    "equipment_id": equipment.id,
                    "price_unit": 250.0,
                    "discount": 5.0,
                    "date_end": False,
                }
            ],
        )

    def test_what_was_billed_and_visited_stays_behind(self):
        contract = self._make_contract({"visit_interval": 6})
        self._invoice(self.today)
        contract.action_generate_visits()
        line = contract.copy().line_ids
        self.assertFalse(line.billed_until)
        self.assertFalse(line.invoice_line_ids)
        self.assertFalse(line.last_visit_date)
        self.assertEqual(str(line.next_visit_date), self.today)

    def test_dates_and_lines_that_are_given_are_taken(self):
        contract = self._make_contract(date_end="2026-12-31")
        duplicate = contract.copy(
            {
                "date_start": "2028-01-01",
                "date_end": "2028-06-30",
                "line_ids": [Command.create({"price_unit": 7.0})],
            }
        )
        self.assertEqual(str(duplicate.date_end), "2028-06-30")
        self.assertEqual(duplicate.line_ids.mapped("price_unit"), [7.0])


@tagged("post_install", "-at_install")
class TestProposedPrice(ServiceCommon):
    """Prices of the price list on the first day, by quantity."""

    today = "2026-06-15"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # a feature is on when the system itself has it
        users = cls.env.user | cls.quick_ref("base.user_root")
        users.group_ids += cls.quick_ref("product.group_product_pricelist")
        cls.pricelist = cls.env["product.pricelist"].create(
            {
                "name": "Maintenance",
                "item_ids": [
                    Command.create(
                        {
                            "compute_price": "fixed",
                            "fixed_price": 1100.0,
                            "date_start": "2027-01-01",
                        }
                    ),
                    Command.create(
                        {
                            "compute_price": "fixed",
                            "fixed_price": 900.0,
                            "date_end": "2026-12-31",
                        }
                    ),
                ],
            }
        )
        cls.customer.property_product_pricelist = cls.pricelist

    def _draft(self, **line):
        contract = self._make_contract(active=False, date_start=self.today)
        contract.line_ids = [Command.clear(), Command.create(line)]
        self.env.flush_all()
        self.env.invalidate_all()
        return contract

    def test_equipment_is_proposed_at_the_price_of_the_first_day(self):
        equipment = self._make_equipment("E-1") | self._make_equipment("E-2")
        for day, price in (("2026-06-15", 900.0), ("2027-02-01", 1100.0)):
            contract = equipment._propose_contracts(self.contract_type, self._day(day))
            self.assertEqual(contract.pricelist_id, self.pricelist)
            self.assertEqual(str(contract.date_start), day)
            self.assertEqual(contract.line_ids.mapped("price_unit"), [price] * 2)

    def test_moving_a_draft_proposes_again_what_nobody_changed(self):
        contract = self._draft()
        with Form(contract) as form:
            form.date_start = self._day("2027-02-01")
        self.assertEqual(contract.line_ids.price_unit, 1100.0)

    def test_moving_a_draft_keeps_what_was_entered(self):
        contract = self._draft(price_unit=950.0)
        with Form(contract) as form:
            form.date_start = self._day("2027-02-01")
        self.assertEqual(contract.line_ids.price_unit, 950.0)

    def test_prices_in_force_change_only_by_hand(self):
        contract = self._draft()
        contract.action_activate()
        contract.pricelist_id = self.env["product.pricelist"].create({"name": "Other"})
        contract.line_ids.quantity = 2.0
        self.assertEqual(contract.line_ids.price_unit, 900.0)

    def test_a_line_added_later_has_the_price_of_its_day(self):
        contract = self._draft()
        contract.action_activate()
        contract.line_ids = [Command.create({"date_start": "2027-02-01"})]
        self.assertEqual(contract.line_ids[-1:].price_unit, 1100.0)
