# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What cannot be invoiced waits with its reason, and holds up nothing else."""

from odoo.fields import Command
from odoo.tests import tagged

from ...models.shared.own_context import own
from ..common import SIGNATURE
from .common_invoicing import InvoicingCommon


class HeldBackCommon(InvoicingCommon):
    """One contract that is held back beside one that is not."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.fine = cls._make_contract()

    def _make_other(self, *lines, **vals):
        return self._make_contract(
            *lines, **{"partner_id": self.other_customer.id, **vals}
        )

    def _assert_held(self, code, record, document, text="", **criteria):
        """``document`` is listed in the preview and by the run; the rest goes on."""
        wizard = self._make_wizard(self.today, **criteria)
        wizard.action_preview()
        held = wizard.held_ids
        self.assertEqual(held.mapped("code"), [code])
        self.assertEqual(held.document, document.display_name)
        self.assertIn(text, held.message)
        action = held.action_open()
        self.assertEqual(
            (action["res_model"], action["res_id"]), (record._name, record.id)
        )
        self.assertEqual(wizard.line_ids.mapped("amount"), [1000.0])
        run = self.env["service.invoicing.run"].browse(wizard.action_run()["res_id"])
        self.assertEqual(run.invoice_ids.amount_untaxed, 1000.0)
        self.assertTrue(self.fine.line_ids.billed_until)
        self.assertEqual(run.exception_ids.mapped("code"), [code])
        self.assertEqual(run.exception_ids.document, document)
        return run

    def _assert_goes_on(self, amount=1000.0, **criteria):
        """Once it is put right, it is invoiced."""
        run = self._run(**criteria)
        self.assertEqual(run.invoice_ids.amount_untaxed, amount)
        self.assertFalse(run.exception_ids)


@tagged("post_install", "-at_install")
class TestHeldBackDocuments(HeldBackCommon):
    def test_contract_in_dispute(self):
        contract = self._make_other(disputed=True, dispute_reason="Too dear.")
        self._assert_held("disputed", contract, contract, "(Too dear.). Settle")
        contract.disputed = False
        self._assert_goes_on()

    def test_job_in_dispute(self):
        job = self._make_done_job(partner_id=self.other_customer.id)
        job.disputed = True
        self._assert_held("disputed", job, job)
        job.disputed = False
        self._assert_goes_on(80.0)

    def test_work_of_a_contract_in_dispute(self):
        by_work = self._make_contract_type("By Work", kind="time_material")
        contract = self._make_other(
            {"price_unit": 0.0}, contract_type_id=by_work.id, disputed=True
        )
        job = self._make_done_job(
            partner_id=self.other_customer.id, contract_id=contract.id
        )
        self._assert_held("disputed", contract, job)

    def test_report_not_signed(self):
        job = self._make_done_job(partner_id=self.other_customer.id)
        self._assert_held("unsigned", job, job, only_signed=True)
        job.with_context(**own(service_keep_report=False)).write(
            {"signature": SIGNATURE, "signed_by": "Customer"}
        )
        self._assert_goes_on(80.0, only_signed=True)

    def test_nothing_to_pay(self):
        """Five cents a year come to nothing in most months."""
        contract = self._make_other(
            {"price_unit": 0.05},
            price_basis="year",
            billing_interval=1,
            billing_unit="month",
        )
        self._assert_held("zero", contract, contract)

    def test_below_the_minimum_waits_and_is_no_exception(self):
        self._make_other({"price_unit": 99.0})
        wizard = self._make_wizard(self.today, minimum_amount=100.0)
        wizard.action_preview()
        self.assertEqual(wizard.held_ids.code, "minimum")
        self.assertEqual(wizard.line_ids.partner_id, self.customer)
        run = self._run(minimum_amount=100.0)
        self.assertEqual(run.invoice_ids.partner_id, self.customer)
        self.assertFalse(run.exception_ids)

    def test_the_minimum_is_that_of_the_whole_invoice(self):
        self._make_other({"price_unit": 60.0})
        self._make_other({"price_unit": 60.0})
        run = self._run(minimum_amount=100.0)
        self.assertEqual(sum(run.invoice_ids.mapped("amount_untaxed")), 1120.0)


@tagged("post_install", "-at_install")
class TestHeldBackCustomers(HeldBackCommon):
    def test_customer_not_to_be_invoiced(self):
        self.other_customer.service_invoice_blocked = True
        self.other_customer.service_block_reason = "Owes Rossi S.p.A."
        site = self._make_customer("Site", parent_id=self.other_customer.id)
        contract = self._make_other(partner_id=site.id)
        self._assert_held("blocked", self.other_customer, contract, "S.p.A.). Once")
        self.other_customer.service_invoice_blocked = False
        self._assert_goes_on()

    def test_customer_without_country_where_taxes_depend_on_it(self):
        self.customer.country_id = self.env.ref("base.us")
        contract = self._make_other()
        position = self.env["account.fiscal.position"].create(
            {
                "name": "Abroad",
                "auto_apply": True,
                "country_id": self.env.ref("base.fr").id,
            }
        )
        self._assert_country_is_not_needed()
        self.tax_sale_b.fiscal_position_ids = position
        self._assert_held("country", self.other_customer, contract)
        self.other_customer.country_id = self.env.ref("base.us")
        self._assert_goes_on()

    def test_a_position_may_take_the_taxes_away(self):
        free = self.env["account.fiscal.position"].create({"name": "Tax Free"})
        self._make_other(fiscal_position_id=free.id)
        run = self._run()
        self.assertFalse(run.exception_ids)
        self.assertEqual(sorted(run.invoice_ids.mapped("amount_tax")), [0.0, 150.0])

    def _assert_country_is_not_needed(self):
        """The position replaces none of the taxes yet."""
        wizard = self._make_wizard(self.today)
        wizard.action_preview()
        self.assertFalse(wizard.held_ids)


@tagged("post_install", "-at_install")
class TestHeldBackBooks(HeldBackCommon):
    def test_no_tax(self):
        """Unless it is a tax of 0 %."""
        contract = self._make_other({"tax_ids": [Command.clear()]})
        line = contract.line_ids
        self._assert_held("untaxed", line, contract, "one of 0 %.")
        line.tax_ids = self.tax_sale_a.copy({"name": "0 %", "amount": 0.0})
        self._assert_goes_on()

    def test_work_without_tax(self):
        job = self._make_done_job(
            [{"tax_ids": [Command.clear()]}, {"tax_ids": [Command.clear()]}],
            partner_id=self.other_customer.id,
        )
        self._assert_held("untaxed", job, job)
        job.activity_ids.tax_ids = self.tax_sale_b
        self._assert_goes_on(160.0)

    def test_no_tax_where_nobody_pays_any(self):
        self.company.account_sale_tax_id = False
        self._make_other({"tax_ids": [Command.clear()]})
        run = self._run()
        self.assertFalse(run.exception_ids)
        self.assertEqual(len(run.invoice_ids), 2)

    def test_a_credit_has_the_taxes_of_its_invoice(self):
        """That one was made before the company began to use taxes."""
        self.company.account_sale_tax_id = False
        contract = self._make_other({"tax_ids": [Command.clear()]}, date_end=False)
        self._run(post=True)
        contract.line_ids.date_end = "2026-06-30"
        self.company.account_sale_tax_id = self.tax_sale_a
        run = self._run(include_settlements=True)
        self.assertFalse(run.exception_ids)
        self.assertEqual(run.invoice_ids.move_type, "out_refund")

    def test_archived_product(self):
        product = self._create_product(name="Old Fee", type="service")
        contract = self._make_other({"product_id": product.id})
        product.active = False
        self._assert_held("archived", product, contract, "Old Fee")
        product.active = True
        self._assert_goes_on()

    def test_one_archived_product_holds_its_whole_contract(self):
        product = self._create_product(name="Old Fee", type="service")
        contract = self._make_contract(
            {"product_id": product.id}, {}, partner_id=self.other_customer.id
        )
        product.active = False
        self._assert_held("archived", product, contract)
        self.assertFalse(contract.line_ids.invoice_line_ids)

    def test_missing_income_account(self):
        product = self._create_product(
            name="Their Fee", type="service", property_account_income_id=False
        )
        contract = self._make_other({"product_id": product.id})
        self.product_category.property_account_income_categ_id = False
        self.company.income_account_id = False
        self.company_data["default_journal_sale"].default_account_id = False
        self._assert_held("account", product, contract, "Their Fee")
        product.property_account_income_id = self.fee_product.property_account_income_id
        self._assert_goes_on()

    def test_missing_rate(self):
        euro = self.setup_other_currency("EUR", rates=[("2026-07-01", 2.0)])
        pricelist = self._create_pricelist(name="Euro", currency_id=euro.id)
        contract = self._make_other(pricelist_id=pricelist.id)
        self._assert_held("rate", euro, contract, "EUR")
        euro.rate_ids.name = self.today
        self._assert_goes_on()

    def test_closed_period(self):
        self.company.fiscalyear_lock_date = "2026-05-31"
        wizard = self._make_wizard(self.today, invoice_date="2026-05-31")
        wizard.action_preview()
        self.assertFalse(wizard.line_ids)
        self.assertEqual(wizard.held_ids.code, "locked")
        self.assertEqual(wizard.held_ids.action_open()["res_id"], wizard.id)
        run = self._run(invoice_date="2026-05-31")
        self.assertEqual(run.exception_ids.document, self.fine)
        self.assertFalse(run.invoice_ids)
        self._assert_goes_on()


@tagged("post_install", "-at_install")
class TestWaiting(HeldBackCommon):
    """Contracts of which nothing is due, though somebody may miss it."""

    def _assert_waits(self, code, contract, amount):
        """Listed with what would be due without the reason."""
        wizard = self._make_wizard("2026-12-31")
        wizard.action_preview()
        self.assertRecordValues(
            wizard.held_ids,
            [{"code": code, "partner_id": self.other_customer.id, "amount": amount}],
        )
        self.assertEqual(wizard.held_ids.action_open()["res_id"], contract.id)
        self.assertFalse(self._run().exception_ids)

    def test_suspended(self):
        contract = self._make_other(date_start="2026-06-15")
        contract.action_suspend()
        self._assert_waits("suspended", contract, 1000.0)

    def test_a_contract_without_price(self):
        contract = self._make_other({"price_unit": 0.0}, {"price_unit": 0.0})
        self._assert_waits("zero", contract, 0.0)

    def test_a_warranty_needs_no_price(self):
        self.contract_type.kind = "warranty"
        self._make_other({"price_unit": 0.0})
        wizard = self._make_wizard(self.today)
        wizard.action_preview()
        self.assertFalse(wizard.held_ids)

    def test_ended_and_not_renewed(self):
        contract = self._make_other(
            {},
            {"price_unit": 5.0, "date_end": "2025-11-30"},
            date_start="2025-01-01",
            date_end="2025-12-31",
            renewal="manual",
            renewal_months=12,
        )
        self._invoice("2025-12-31", partner_ids=[Command.set(self.other_customer.ids)])
        contract.state = "expired"
        self._assert_waits("expired", contract, 1000.0)
        contract.action_renew()
        wizard = self._make_wizard("2026-12-31")
        wizard.action_preview()
        self.assertFalse(wizard.held_ids)
