# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is due becomes jobs: one for each site and month, and nothing twice."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...duty.obligation.common_duties import DutyCommon

FEW, MANY = 10, 100
SLACK = 5


@tagged("post_install", "-at_install")
class TestDutyJobs(DutyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.protocol = cls._make_protocol("Check", {"check_type": "pass_fail"})
        cls.duty_type = cls._make_type(protocol_id=cls.protocol.id)
        cls.branch = cls._make_customer(
            "Branch", parent_id=cls.customer.id, type="delivery"
        )
        cls.here = cls._make_extinguishers(3, delivery_date="2025-09-01")
        cls.there = cls._make_extinguishers(
            2, delivery_date="2025-09-01", site_id=cls.branch.id
        )
        cls.later = cls._make_extinguishers(1, delivery_date="2025-10-05")

    def _make_wizard_of_duties(self, date_to="2026-05-09", **vals):
        return self.env["service.duty.creation"].create({"date_to": date_to, **vals})

    def _create_jobs(self, *args, **vals):
        action = self._make_wizard_of_duties(*args, **vals).action_create_jobs()
        return self.env["service.intervention"].search(action["domain"])

    def test_one_job_for_each_site_and_month_and_never_twice(self):
        wizard = self._make_wizard_of_duties()
        self.assertEqual((wizard.duty_count, wizard.job_count), (6, 3))
        jobs = self._create_jobs()
        machines = {job: job.item_ids.equipment_id for job in jobs}
        self.assertCountEqual(machines.values(), [self.here, self.there, self.later])
        for job in jobs:
            self.assertEqual((job.state, job.origin), ("new", "planned"))
            self.assertEqual(len(job.activity_ids), len(job.item_ids))
            self.assertEqual(job.duty_ids.equipment_id, machines[job])
        first = self.here.duty_ids.intervention_id
        self.assertEqual(first.deadline.date(), self._day("2026-03-31"))
        with self.assertRaisesRegex(UserError, "no job yet"):
            self._make_wizard_of_duties().action_create_jobs()
        # what comes later joins the job that is there
        late = self._make_extinguishers(1, delivery_date="2025-09-20")
        self.assertEqual(self._create_jobs(), first)
        self.assertIn(late, first.item_ids.equipment_id)

    def test_given_up_it_is_due_again(self):
        job = self._create_jobs(partner_ids=[Command.set(self.customer.ids)])[:1]
        machine = job.item_ids.equipment_id[:1]
        job.item_ids.filtered(lambda item: item.equipment_id == machine).unlink()
        self.assertFalse(machine.duty_ids.intervention_id)
        job.action_cancel()
        again = self._create_jobs()
        self.assertEqual(
            again.duty_ids.equipment_id, job.item_ids.equipment_id | machine
        )

    def test_together_with_the_visit_of_a_contract(self):
        line = {
            "equipment_id": self.here[0].id,
            "visit_interval": 1,
            "visit_unit": "year",
            "protocol_id": self._make_protocol("Maintenance", {}).id,
        }
        contract = self._make_contract(line, date_start="2026-03-20")
        self.assertEqual(contract.line_ids.next_visit_date, self._day("2026-03-20"))
        jobs = self._create_jobs()
        visit = jobs.filtered("contract_line_ids")
        self.assertEqual(visit.contract_id, contract)
        self.assertEqual(visit.item_ids.equipment_id, self.here)
        self.assertEqual(len(visit.activity_ids), 4)
        self.assertEqual(contract.line_ids.visit_ids, visit)
        self.assertEqual(len(jobs), 3)

    def test_selected_ones_only(self):
        chosen = self.there.duty_ids[:1]
        wizard = self.env["service.duty.creation"].with_context(
            active_model="service.duty", active_ids=chosen.ids
        )
        action = wizard.create({"date_to": "2026-05-09"}).action_create_jobs()
        jobs = self.env["service.intervention"].search(action["domain"])
        self.assertEqual(jobs.duty_ids, chosen)

    def test_growth(self):
        counted = {}
        for number in (2, FEW, MANY):
            machines = self._make_extinguishers(number, delivery_date="2025-09-01")
            duties = machines.duty_ids
            self.env.flush_all()
            counted[number] = self._count_queries(
                lambda duties=duties: duties._make_jobs(self._day("2026-03-31"))
            )
        self.assertLessEqual(counted[MANY], counted[FEW] + SLACK)
