# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The prices of a contract in force keep the currency in which they were agreed."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestCurrency(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foreign = cls.setup_other_currency("GBP")
        cls.own_list = cls._make_list(cls.company.currency_id)
        cls.foreign_list = cls._make_list(cls.foreign)

    @classmethod
    def _make_list(cls, currency):
        return cls.env["product.pricelist"].create(
            {
                "name": currency.name,
                "currency_id": currency.id,
                "company_id": cls.company.id,
            }
        )

    def _refuses(self):
        return self.assertRaisesRegex(UserError, "agreed in .* as many GBP")

    def test_price_list_in_another_currency_is_refused(self):
        contract = self._make_contract(pricelist_id=self.own_list.id)
        with self._refuses():
            contract.pricelist_id = self.foreign_list

    def test_price_list_of_a_suspended_contract_is_refused_as_well(self):
        contract = self._make_contract(pricelist_id=self.own_list.id)
        contract.action_suspend()
        with self._refuses():
            contract.pricelist_id = self.foreign_list

    def test_another_customer_leaves_the_currency(self):
        contract = self._make_contract(pricelist_id=self.own_list.id)
        other = self._make_customer(
            "Other", property_product_pricelist=self.foreign_list.id
        )
        contract.partner_id = other
        self.assertEqual(contract.currency_id, self.company.currency_id)

    def test_price_list_in_the_same_currency_is_accepted(self):
        contract = self._make_contract(pricelist_id=self.own_list.id)
        contract.pricelist_id = self._make_list(self.company.currency_id)
        self.assertEqual(contract.currency_id, self.company.currency_id)

    def test_draft_and_contract_without_prices_may_change(self):
        for contract in (
            self._make_contract(active=False, pricelist_id=self.own_list.id),
            self._make_contract({"price_unit": 0.0}, pricelist_id=self.own_list.id),
        ):
            contract.pricelist_id = self.foreign_list
            self.assertEqual(contract.currency_id, self.foreign)
