# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""First invoices have the taxes of their company, whatever was there first."""

from odoo.fields import Command
from odoo.tests import tagged

from .common_invoicing import CompaniesCommon


@tagged("post_install", "-at_install")
class TestTaxes(CompaniesCommon):
    @classmethod
    def setUpClass(cls):
        """The second company has a chart of accounts and no default tax yet."""
        super().setUpClass()
        cls.tax = cls.other_data["default_tax_sale"]
        cls.other_company.account_sale_tax_id = False
        cls.untaxed = cls._create_product(
            name="Made First", type="service", taxes_id=[Command.clear()]
        )
        cls.contract_type.product_id = cls.untaxed
        cls.own_product = cls.env.ref("service_management.product_contract")
        cls.own_product.taxes_id = False

    def _introduce_taxes(self):
        """By somebody who knows nothing of service."""
        settings = self._make_user(
            "settings", "base.group_system", "account.group_account_manager"
        )
        settings.company_ids |= self.other_company
        company = self.other_company.with_user(settings)
        company.account_sale_tax_id = self.tax.id

    def test_product_without_taxes(self):
        self._introduce_taxes()
        contract = self._make_other_contract()
        self.assertEqual(contract.line_ids.tax_ids, self.tax)
        own = self._make_contract()
        self.assertEqual(own.line_ids.tax_ids, self.tax_sale_a)

    def test_operation_and_charge_of_products_without_taxes(self):
        job = self._make_job(
            [{"product_id": self.untaxed.id}], [{"product_id": self.untaxed.id}]
        )
        self.assertEqual(job.activity_ids.tax_ids, self.tax_sale_a)
        self.assertEqual(job.charge_ids.tax_ids, self.tax_sale_a)

    def test_contract_made_before_there_were_taxes(self):
        """In force, and so no default is proposed any more."""
        contract = self._make_other_contract()
        chosen = self._make_other_contract()
        zero = self.tax.copy({"name": "0 %", "amount": 0.0})
        chosen.line_ids.tax_ids = zero
        self.assertFalse(contract.line_ids.tax_ids)
        self._introduce_taxes()
        self.assertEqual(contract.line_ids.tax_ids, self.tax)
        self.assertEqual(chosen.line_ids.tax_ids, zero)
        self.tax.copy({"name": "Other"})
        self.other_company.account_sale_tax_id = zero
        self.assertEqual(contract.line_ids.tax_ids, self.tax, "it began long ago")

    def test_work_done_before_there_were_taxes(self):
        factories = self.with_other_company()
        travel = factories.company.service_travel_product_id
        job = factories._make_job(
            charges=[{"product_id": travel.id}], employee_ids=False
        )
        job.charge_ids.tax_ids = False
        self._introduce_taxes()
        self.assertEqual(job.charge_ids.tax_ids.company_id, self.other_company)

    def test_own_products_for_orders_and_invoices_by_hand(self):
        self._introduce_taxes()
        self.assertEqual(self.own_product.taxes_id, self.tax)

    def test_branch_sells_at_the_taxes_of_its_parent(self):
        branch = self.env["res.company"].create(
            {"name": "Branch", "parent_id": self.company.id}
        )
        taxes = self.untaxed._get_service_taxes(
            branch, self.env["account.fiscal.position"]
        )
        self.assertEqual(taxes, self.tax_sale_a)
