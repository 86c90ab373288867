# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 7: the best single promise counts, never a sum."""

from freezegun import freeze_time

from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestCover(ServiceCommon):
    """What a customer pays of the work done, and which promise says so."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.warranty_type = cls._make_contract_type(
            "Warranty",
            kind="warranty",
            labour_coverage=60,
            parts_coverage=100,
            travel_coverage=0,
        )
        cls.company.service_warranty_type_id = cls.warranty_type
        cls.covered = cls._make_equipment(
            "NEW", warranty_start="2026-01-01", warranty_end="2026-12-31"
        )
        cls.old = cls._make_equipment("OLD")

    def _work(self, equipment=None, contract=None, **vals):
        """One hour at 80.00 on 10 March 2026, on ``equipment`` if any is given."""
        job = self._make_job(
            equipment=equipment or (), contract_id=contract and contract.id
        )
        return self.env["service.activity"].create(
            {
                "intervention_id": job.id,
                "item_id": job.item_ids[:1].id,
                "activity_type_id": self.activity_type.id,
                "hours": 1.0,
                **vals,
            }
        )

    def _charge(self, kind, equipment=None, contract=None):
        """A charge of 40.00 for the whole job."""
        job = self._make_job(
            charges=[{"kind": kind}],
            equipment=equipment or (),
            contract_id=contract and contract.id,
        )
        return job.charge_ids

    def _assert_cover(self, record, percent, source):
        self.assertEqual((record.coverage, record.coverage_source), (percent, source))

    # === ONE PROMISE === #

    def test_nothing_promised(self):
        work = self._work()
        self._assert_cover(work, 0.0, "none")
        self.assertEqual(work.amount_billable, 80.0)

    def test_warranty(self):
        work = self._work(self.covered)
        self._assert_cover(work, 60.0, "warranty")
        self.assertEqual(work.amount_billable, 32.0)

    def test_contract(self):
        work = self._work(contract=self._make_contract(labour_coverage=25))
        self._assert_cover(work, 25.0, "contract")
        self.assertEqual(work.amount_billable, 60.0)

    def test_discount(self):
        work = self._work(discount=10)
        self._assert_cover(work, 10.0, "discount")
        self.assertEqual(work.amount_billable, 72.0)

    # === SEVERAL PROMISES === #

    def test_highest_of_all_counts_and_is_named(self):
        for contract_percent, discount, expected in (
            (50, 10, (60.0, "warranty")),
            (70, 10, (70.0, "contract")),
            (50, 65, (65.0, "discount")),
        ):
            with self.subTest(contract=contract_percent, discount=discount):
                contract = self._make_contract(labour_coverage=contract_percent)
                work = self._work(self.covered, contract, discount=discount)
                self._assert_cover(work, *expected)
                self.assertEqual(work.amount_billable, 80.0 - 0.8 * expected[0])

    def test_promises_never_exceed_the_price(self):
        contract = self._make_contract(labour_coverage=100)
        work = self._work(self.covered, contract, discount=100)
        self.assertEqual(work.coverage, 100.0)
        self.assertEqual(work.amount_billable, 0.0)

    def test_labour_parts_and_travel_are_promised_apart(self):
        contract = self._make_contract(
            labour_coverage=10, parts_coverage=20, travel_coverage=30
        )
        self._assert_cover(self._work(contract=contract), 10.0, "contract")
        for kind, percent in (("part", 20.0), ("travel", 30.0)):
            with self.subTest(kind=kind):
                charge = self._charge(kind, contract=contract)
                self._assert_cover(charge, percent, "contract")

    # === WHAT IS MEANT === #

    def test_warranty_of_another_equipment_does_not_count(self):
        self._assert_cover(self._work(self.old | self.covered), 0.0, "none")

    def test_charge_for_the_whole_job_takes_the_best_of_its_equipment(self):
        charge = self._charge("part", self.old | self.covered)
        self._assert_cover(charge, 100.0, "warranty")

    def test_contract_line_covers_its_own_equipment_only(self):
        contract = self._make_contract(
            {"equipment_id": self.old.id}, labour_coverage=50
        )
        self._assert_cover(self._work(self.old, contract), 50.0, "contract")
        self._assert_cover(self._work(self.covered, contract), 60.0, "warranty")
        self._assert_cover(self._work(contract=contract), 0.0, "none")

    def test_equipment_added_later_counts(self):
        charge = self._charge("part", self.old)
        self._assert_cover(charge, 0.0, "none")
        charge.intervention_id.item_ids = [
            (0, 0, {"equipment_id": self.covered.id}),
        ]
        self._assert_cover(charge, 100.0, "warranty")

    def test_company_without_warranty_type_covers_all(self):
        self.company.service_warranty_type_id = False
        self._assert_cover(self._work(self.covered), 100.0, "warranty")

    # === WHEN === #

    def test_day_of_the_work_decides(self):
        for day, expected in (
            ("2025-12-31", "none"),
            ("2026-01-01", "warranty"),
            ("2026-12-31", "warranty"),
            ("2027-01-01", "none"),
        ):
            with self.subTest(day=day):
                work = self._work(self.covered)
                work.intervention_id.date_start = f"{day} 12:00:00"
                self.assertEqual(work.coverage_source, expected)

    def test_contract_covers_within_its_term_only(self):
        contract = self._make_contract(
            date_start="2026-02-01", date_end="2026-03-31", labour_coverage=50
        )
        work = self._work(contract=contract)
        for day, expected in (
            ("2026-01-31", "none"),
            ("2026-02-01", "contract"),
            ("2026-03-31", "contract"),
            ("2026-04-01", "none"),
        ):
            with self.subTest(day=day):
                work.intervention_id.date_start = f"{day} 12:00:00"
                self.assertEqual(work.coverage_source, expected)

    def test_line_covers_within_its_own_dates_only(self):
        contract = self._make_contract({"date_end": "2026-02-28"}, labour_coverage=50)
        self._assert_cover(self._work(contract=contract), 0.0, "none")

    def test_suspended_contract_covers_what_was_before(self):
        contract = self._make_contract(labour_coverage=50)
        with freeze_time("2026-03-10 12:00:00"):
            contract.action_suspend()
        before = self._work(contract=contract)
        before.intervention_id.date_start = "2026-03-09 12:00:00"
        self._assert_cover(before, 50.0, "contract")
        self._assert_cover(self._work(contract=contract), 0.0, "none")

    def test_expired_contract_covers_what_was_before(self):
        contract = self._make_contract(date_end="2026-03-31", labour_coverage=50)
        with freeze_time("2026-04-01 12:00:00"):
            self.env["service.contract"]._cron_update_state()
        self.assertEqual(contract.state, "expired")
        work = self._work(contract=contract)
        self._assert_cover(work, 50.0, "contract")
        work.intervention_id.date_start = "2026-04-01 12:00:00"
        self._assert_cover(work, 0.0, "none")

    def test_draft_and_cancelled_contracts_cover_nothing(self):
        draft = self._make_contract(labour_coverage=50, active=False)
        cancelled = self._make_contract(labour_coverage=50)
        cancelled.action_cancel()
        for contract in (draft, cancelled):
            with self.subTest(state=contract.state):
                self._assert_cover(self._work(contract=contract), 0.0, "none")

    # === MONEY === #

    def test_amount_is_rounded_in_the_currency(self):
        work = self._work(price_unit=10.0, hours=1.0, discount=33.33)
        self.assertEqual(work.amount_billable, 6.67)

    def test_job_adds_up_its_work(self):
        job = self._make_job([{}, {"hours": 2.0}], [{"kind": "fee"}])
        self.assertEqual(job.amount_billable, 80.0 + 160.0 + 40.0)

    def test_finished_work_is_to_be_invoiced(self):
        job = self._make_job([{}])
        self.assertEqual(job.invoice_state, "nothing")
        self._finish(job)
        self.assertEqual(job.activity_ids.invoice_state, "to_invoice")
        self.assertEqual(job.invoice_state, "to_invoice")

    def test_covered_work_is_not_invoiced(self):
        contract = self._make_contract(labour_coverage=100)
        job = self._finish(self._make_job([{}], contract_id=contract.id))
        self.assertEqual(job.activity_ids.invoice_state, "nothing")
        self.assertEqual(job.invoice_state, "nothing")

    def test_cancelled_job_is_not_invoiced(self):
        job = self._make_job([{}])
        job.activity_ids.action_done()
        job.action_cancel()
        self.assertEqual(job.invoice_state, "nothing")

    def test_invoiced_work_keeps_its_cover(self):
        job = self._finish(self._make_job([{}]))
        self._invoice("2026-12-31")
        self.assertEqual(job.invoice_state, "invoiced")
        job.contract_id = self._make_contract(labour_coverage=100)
        self.assertEqual(job.activity_ids.amount_billable, 80.0)

    def test_price_comes_from_the_list_of_the_contract(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Cheap",
                "company_id": self.company.id,
                "item_ids": [
                    (
                        0,
                        0,
                        {
                            "compute_price": "fixed",
                            "fixed_price": 50.0,
                            "applied_on": "0_product_variant",
                            "product_id": self.labour_product.id,
                        },
                    )
                ],
            }
        )
        contract = self._make_contract(pricelist_id=pricelist.id)
        self.assertEqual(self._work(contract=contract).price_unit, 50.0)

    def test_taxes_come_from_the_product(self):
        self.assertEqual(self._work().tax_ids, self.tax_sale_a)
