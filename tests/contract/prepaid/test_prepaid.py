# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prepaid blocks: hours and visits that run out and begin again."""

from freezegun import freeze_time

from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
@freeze_time("2026-06-15 12:00:00")
class TestPrepaid(ServiceCommon):
    """What a contract includes in each term is covered, what exceeds it is not."""

    def _make_prepaid(self, **vals):
        return self._make_contract(labour_coverage=100, parts_coverage=100, **vals)

    def _work(self, contract, *hours, day="2026-03-10"):
        """A finished job with one activity for each of ``hours``."""
        job = self._make_job(
            [{"hours": one} for one in hours],
            contract_id=contract.id,
            date_start=f"{day} 08:00:00",
        )
        return self._finish(job)

    def _sources(self, job):
        return job.activity_ids.mapped("coverage_source")

    # === HOURS === #

    def test_hours_run_out(self):
        contract = self._make_prepaid(included_hours=5)
        first = self._work(contract, 3.0)
        second = self._work(contract, 2.0)
        third = self._work(contract, 1.0)
        self.assertEqual(self._sources(first), ["contract"])
        self.assertEqual(self._sources(second), ["contract"])
        self.assertEqual(self._sources(third), ["none"])
        self.assertEqual(third.amount_billable, 80.0)

    def test_hours_of_one_job_run_out_too(self):
        contract = self._make_prepaid(included_hours=5)
        job = self._work(contract, 3.0, 3.0, 2.0)
        self.assertEqual(self._sources(job), ["contract", "contract", "none"])
        self.assertEqual(job.activity_ids.mapped("amount_billable"), [0, 79.99, 160])

    def test_remaining_hours(self):
        contract = self._make_prepaid(included_hours=5)
        self.assertEqual(contract.remaining_hours, 5.0)
        self._work(contract, 3.0)
        contract.invalidate_recordset()
        self.assertEqual(contract.remaining_hours, 2.0)

    def test_work_under_warranty_uses_nothing(self):
        contract = self._make_prepaid(included_hours=5)
        self.company.service_warranty_type_id = self._make_contract_type(
            "Warranty", kind="warranty", labour_coverage=100
        )
        machine = self._make_equipment(
            "SN-1", warranty_start="2026-01-01", warranty_end="2026-12-31"
        )
        job = self._make_job([{}], equipment=machine, contract_id=contract.id)
        job.activity_ids.item_id = job.item_ids
        self._finish(job)
        self.assertEqual(self._sources(job), ["warranty"])
        contract.invalidate_recordset()
        self.assertEqual(contract.remaining_hours, 5.0)

    def test_work_of_another_contract_uses_nothing(self):
        contract = self._make_prepaid(included_hours=5)
        self._work(self._make_prepaid(included_hours=5), 5.0)
        self.assertEqual(self._sources(self._work(contract, 5.0)), ["contract"])

    def test_changed_hours_are_judged_again(self):
        contract = self._make_prepaid(included_hours=5)
        job = self._work(contract, 4.0)
        job.activity_ids.hours = 10.0
        self.assertEqual(job.activity_ids.coverage, 50.0)
        self.assertEqual(job.amount_billable, 400.0)
        job.activity_ids.hours = 5.0
        self.assertEqual(self._sources(job), ["contract"])

    def test_contract_without_limit_covers_all(self):
        contract = self._make_prepaid()
        self.assertEqual(
            self._sources(self._work(contract, 12.0, 12.0)), ["contract"] * 2
        )
        self.assertEqual(contract.remaining_hours, 0.0)

    # === VISITS === #

    def test_visits_run_out(self):
        contract = self._make_prepaid(included_visits=2)
        jobs = [self._work(contract, 1.0, 1.0) for _visit in range(3)]
        self.assertEqual(
            [self._sources(job) for job in jobs],
            [["contract"] * 2, ["contract"] * 2, ["none"] * 2],
        )

    def test_remaining_visits(self):
        contract = self._make_prepaid(included_visits=2)
        self.assertEqual(contract.remaining_visits, 2)
        self._work(contract, 1.0, 1.0)
        contract.invalidate_recordset()
        self.assertEqual(contract.remaining_visits, 1)

    # === TERMS === #

    def test_new_term_has_its_own_hours(self):
        contract = self._make_prepaid(
            included_hours=5,
            renewal="tacit",
            renewal_months=3,
        )
        first = self._work(contract, 5.0, day="2026-03-31")
        too_much = self._work(contract, 1.0, day="2026-03-31")
        again = self._work(contract, 5.0, day="2026-04-01")
        self.assertEqual(self._sources(first), ["contract"])
        self.assertEqual(self._sources(too_much), ["none"])
        self.assertEqual(self._sources(again), ["contract"])

    def test_remaining_hours_are_those_of_the_current_term(self):
        contract = self._make_prepaid(
            included_hours=5, renewal="tacit", renewal_months=3
        )
        self._work(contract, 4.0, day="2026-03-31")
        self._work(contract, 1.0, day="2026-06-01")
        contract.invalidate_recordset()
        self.assertEqual(contract.remaining_hours, 4.0)

    def test_contract_that_does_not_renew_is_one_term(self):
        contract = self._make_prepaid(included_hours=5)
        self._work(contract, 5.0, day="2026-01-10")
        late = self._work(contract, 1.0, day="2028-01-10")
        self.assertEqual(self._sources(late), ["none"])
