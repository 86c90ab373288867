# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Travel, call-out and minimum fees, expenses, and work sold at a fixed price."""

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestWorkTariffs(ServiceCommon):
    """A customer 30 km away."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.customer.service_distance_km = 30
        cls.callout = cls._create_product(
            name="Call-Out", type="service", lst_price=45.0
        )
        cls.company.service_callout_product_id = cls.callout

    def _start(self, **vals):
        """A job that is begun when it was planned."""
        job = self._make_job([{}], **vals)
        with freeze_time(job.date_start):
            job.action_start()
        return job

    # === TRAVEL === #

    def test_km_beyond_the_free_ones(self):
        self.company.service_free_km = 10
        travel = self._start().charge_ids.filtered(lambda c: c.kind == "travel")
        self.assertEqual((travel.quantity, travel.amount_billable), (20.0, 10.0))

    def test_no_km_within_the_free_ones(self):
        self.company.service_free_km = 30
        self.assertEqual(self._start().charge_ids.product_id, self.callout)

    def test_one_call_out_per_day_site_and_trip(self):
        self.assertEqual(len(self._start().charge_ids), 2)
        self.assertFalse(self._start(date_start="2026-03-10 14:00:00").charge_ids)

    def test_another_day_site_or_trip_is_called_out_again(self):
        self._start()
        plant = self._make_customer("Plant", parent_id=self.customer.id)
        carl = self._make_employee("Carl")
        for vals in (
            {"date_start": "2026-03-11 08:00:00"},
            {"site_id": plant.id},
            {"employee_ids": [Command.set(carl.ids)]},
        ):
            with self.subTest(**vals):
                self.assertEqual(len(self._start(**vals).charge_ids), 2)

    def test_jobs_started_together_are_one_trip(self):
        jobs = self._make_job() | self._make_job()
        jobs.action_start()
        self.assertEqual(len(jobs.charge_ids), 2)

    def test_cancelled_trip_does_not_count(self):
        self._start().action_cancel()
        self.assertEqual(len(self._start().charge_ids), 2)

    def test_price_list_of_the_contract_gives_the_tariff(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Friends",
                "company_id": self.company.id,
                "item_ids": [
                    Command.create(
                        {
                            "applied_on": "0_product_variant",
                            "product_id": product.id,
                            "compute_price": "fixed",
                            "fixed_price": price,
                        }
                    )
                    for product, price in (
                        (self.callout, 20.0),
                        (self.travel_product, 0.4),
                        (self.labour_product, 60.0),
                    )
                ],
            }
        )
        contract = self._make_contract(pricelist_id=pricelist.id)
        job = self._start(contract_id=contract.id)
        self.assertEqual(job.amount_billable, 60.0 + 20.0 + 12.0)

    # === MINIMUM === #

    def test_small_job_is_filled_up(self):
        self.company.service_minimum_fee = 100
        job = self._finish(self._make_job([{}], place="workshop"))
        fee = job.charge_ids
        self.assertTrue(fee.is_minimum)
        self.assertEqual(job.amount_billable, 100.0)
        job.action_reopen("More work")
        self.assertFalse(job.charge_ids)

    def test_large_or_free_job_is_not(self):
        self.company.service_minimum_fee = 100
        for activities in ([{"hours": 2.0}], []):
            job = self._finish(self._make_job(activities, place="workshop"))
            self.assertFalse(job.charge_ids)

    def test_minimum_is_covered_as_labour(self):
        self.company.service_minimum_fee = 100
        contract = self._make_contract(labour_coverage=100)
        job = self._make_job([{}], place="workshop", contract_id=contract.id)
        self.assertEqual(self._finish(job).amount_billable, 0.0)

    # === EXPENSES === #

    def test_expense_costs_what_was_paid(self):
        hotel = self._create_product(name="Hotel", type="service", standard_price=0.0)
        job = self._make_job(
            charges=[{"kind": "expense", "product_id": hotel.id, "price_unit": 12}]
        )
        self.assertEqual(job.charge_ids.cost, 12.0)

    # === FIXED PRICE === #

    def _sell(self, jobs=1):
        line = self._make_order(self.fee_product).order_line
        jobs = self.env["service.intervention"].union(
            *(
                self._make_job(
                    [{"employee_id": self.technician.id}], [{}], place="remote"
                )
                for _job in range(jobs)
            )
        )
        jobs.sale_line_id = line
        return jobs

    def test_sold_work_says_so_and_is_not_billed_again(self):
        job = self._sell()
        self._finish(job)
        for work in (job.activity_ids, job.charge_ids):
            self.assertEqual(work.coverage_source, "order")
            self.assertEqual(work.amount_billable, 0.0)
            self.assertGreater(work.price_unit, 0.0)
        self.assertEqual(job.invoice_state, "nothing")
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            self._invoice("2026-12-31")

    def test_result_of_a_job(self):
        job = self._finish(
            self._make_job([{"employee_id": self.technician.id}], [{}], place="remote")
        )
        self.assertEqual((job.revenue, job.cost, job.margin), (120.0, 55.0, 65.0))

    def test_sold_jobs_share_the_price(self):
        jobs = self._sell(2)
        self.assertEqual(jobs.mapped("revenue"), [500.0, 500.0])
        self.assertEqual(jobs[0].margin, 500.0 - jobs[0].cost)
        jobs[0].action_cancel()
        self.assertEqual(jobs[1].revenue, 1000.0)

    def test_technician_does_not_see_the_result(self):
        user = self._make_user("tessa", "service_management.group_technician")
        names = self.env["service.intervention"].with_user(user).fields_get()
        self.assertFalse({"cost", "revenue", "margin"} & names.keys())
