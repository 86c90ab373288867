# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Work on invoices: hours, parts, cover and discounts."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_invoicing import InvoicingCommon


@tagged("post_install", "-at_install")
class TestInvoicingWork(InvoicingCommon):
    """Finished activities and charges, less what is covered."""

    def _lines(self, **criteria):
        return self._run(**criteria).invoice_ids.invoice_line_ids

    def test_hours_at_the_price_of_the_activity_type(self):
        job = self._make_done_job([{"hours": 2.5}])
        line = self._lines()
        self.assertRecordValues(
            line,
            [
                {
                    "product_id": self.labour_product.id,
                    "product_uom_id": self.uom_hour.id,
                    "quantity": 2.5,
                    "price_unit": 80.0,
                    "discount": 0.0,
                    "price_subtotal": 200.0,
                    "tax_ids": self.tax_sale_a.ids,
                    "service_activity_ids": job.activity_ids.ids,
                    "service_charge_ids": [],
                    "service_intervention_id": job.id,
                }
            ],
        )
        self.assertEqual(job.invoice_count, 1)
        self.assertEqual(line.move_id.service_intervention_count, 1)

    def test_part_at_its_price(self):
        job = self._make_done_job([], charges=[{"quantity": 3}])
        self.assertRecordValues(
            self._lines(),
            [
                {
                    "product_id": self.part.id,
                    "quantity": 3.0,
                    "price_unit": 40.0,
                    "price_subtotal": 120.0,
                    "service_charge_ids": job.charge_ids.ids,
                    "service_intervention_id": job.id,
                }
            ],
        )

    def test_work_that_is_not_finished_is_not_due(self):
        job = self._make_job(activities=[{}])
        job.action_start()
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            self._run()

    def test_skipped_operations_are_not_due(self):
        job = self._make_job(activities=[{}, {}])
        job.action_start()
        job.activity_ids[0].action_skip()
        self._finish(job)
        self.assertEqual(self._lines().service_activity_ids, job.activity_ids[1])

    def test_covered_work_is_not_invoiced(self):
        contract = self._make_contract(labour_coverage=100.0)
        job = self._make_done_job(charges=[{}], contract_id=contract.id)
        lines = self._lines(include_contracts=False)
        self.assertEqual(lines.service_charge_ids, job.charge_ids)
        self.assertFalse(lines.service_activity_ids)
        self.assertEqual(job.activity_ids.invoice_state, "nothing")

    def test_partly_covered_work_shows_the_cover_as_discount(self):
        contract = self._make_contract(labour_coverage=60.0)
        self._make_done_job([{"hours": 2}], contract_id=contract.id)
        line = self._lines(include_contracts=False)
        self.assertEqual(
            (line.price_unit, line.discount, line.price_subtotal), (80.0, 60.0, 64.0)
        )

    def test_manual_discount_reaches_the_invoice(self):
        self._make_done_job([{"discount": 25.0}])
        self.assertEqual(self._lines().price_subtotal, 60.0)

    def test_work_and_instalment_of_a_contract_share_an_invoice(self):
        contract = self._make_contract(labour_coverage=50.0)
        self._make_done_job(contract_id=contract.id)
        invoice = self._run().invoice_ids
        self.assertEqual(invoice.amount_untaxed, 1040.0)

    def test_work_follows_the_fiscal_position_of_the_customer(self):
        self.other_customer.property_account_position_id = self.fiscal_pos_a
        self._make_done_job(partner_id=self.other_customer.id)
        line = self._lines()
        self.assertEqual(line.tax_ids, self.tax_sale_b)
        self.assertEqual(line.move_id.fiscal_position_id, self.fiscal_pos_a)

    def test_work_without_contract_goes_to_the_customers_invoice_address(self):
        office = self._make_customer(
            "Office", parent_id=self.customer.id, type="invoice"
        )
        self._make_done_job()
        self.assertEqual(self._run().invoice_ids.partner_id, office)

    def test_work_in_the_currency_of_the_price_list(self):
        euro = self.setup_other_currency("EUR", rates=[("2020-01-01", 2.0)])
        pricelist = self._create_pricelist(name="Euro", currency_id=euro.id)
        self._make_done_job(pricelist_id=pricelist.id)
        invoice = self._run().invoice_ids
        self.assertEqual(invoice.currency_id, euro)
        self.assertEqual(invoice.amount_untaxed, 160.0)

    def test_odd_minutes_come_to_the_amount_shown_on_the_job(self):
        job = self._make_done_job([{"hours": 1 / 3}])
        self.assertEqual(self._lines().price_subtotal, job.activity_ids.amount_billable)

    def test_odd_percentages_come_to_the_amount_shown_on_the_job(self):
        contract = self._make_contract({"price_unit": 0}, labour_coverage=100 / 3)
        job = self._make_done_job([{"price_unit": 1000.0}], contract_id=contract.id)
        self.assertEqual(self._lines().price_subtotal, job.activity_ids.amount_billable)
