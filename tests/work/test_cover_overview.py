# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What will be covered is shown before the work starts, with reasons."""

from freezegun import freeze_time

from odoo.tests import tagged
from odoo.tools import html2plaintext

from ...models.contract.cover.questions import Promises
from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestCoverOverview(ServiceCommon):
    """The panel on the job, as somebody reads it."""

    def _read(self, job):
        self.env.invalidate_all()
        return " ".join(html2plaintext(job.cover_overview).split())

    def _row(self, job, number=0):
        contracts = self.env["service.contract"]._search_in_force(job.partner_id)
        return job._get_cover_overview(contracts, Promises(self.env))["rows"][number]

    # === WHAT COVERS === #

    def test_contract_until_its_end(self):
        contract = self._make_contract(
            date_end="2026-12-31", labour_coverage=80, parts_coverage=50
        )
        job = self._make_job(contract_id=contract.id)
        row = self._row(job)
        self.assertEqual(row["percents"], {"labour": 80, "parts": 50, "travel": 0})
        text = self._read(job)
        self.assertIn("Labour 80%", text)
        self.assertIn("Travel 0%", text)
        self.assertIn(f"{contract.display_name} until 12/31/2026", text)

    def test_contract_without_end(self):
        contract = self._make_contract(labour_coverage=80)
        job = self._make_job(contract_id=contract.id)
        self.assertIn("without end", self._read(job))

    def test_each_equipment_for_itself(self):
        new = self._make_equipment(
            "NEW", warranty_start="2026-01-01", warranty_end="2026-12-31"
        )
        old = self._make_equipment(
            "OLD", warranty_start="2025-01-01", warranty_end="2025-12-31"
        )
        job = self._make_job(equipment=new | old)
        self.assertEqual(self._row(job)["percents"]["labour"], 100)
        self.assertEqual(self._row(job)["promises"], ["Warranty until 12/31/2026"])
        self.assertEqual(self._row(job, 1)["percents"]["labour"], 0)
        self.assertIn("Warranty ended on 12/31/2025.", self._row(job, 1)["reasons"])

    def test_prepaid_hours_left(self):
        contract = self._make_contract(labour_coverage=100, included_hours=10)
        self._finish(self._make_job([{"hours": 4.0}], contract_id=contract.id))
        job = self._make_job(contract_id=contract.id)
        self.assertIn("6 hours left", self._read(job))

    # === WHY NOT === #

    def _reasons(self, contract, **vals):
        return " ".join(
            self._row(self._make_job(contract_id=contract.id, **vals))["reasons"]
        )

    def test_no_contract(self):
        self.assertEqual(self._row(self._make_job())["reasons"], ["No contract."])

    def test_contract_that_has_ended(self):
        contract = self._make_contract(date_end="2026-02-28", labour_coverage=80)
        self.assertIn("ended on 02/28/2026", self._reasons(contract))
        self.assertIn(
            "ended on 02/28/2026",
            self._row(self._make_job())["reasons"][0],
            "also when it is not chosen",
        )

    def test_contract_that_begins_later(self):
        contract = self._make_contract(date_start="2026-05-01", labour_coverage=80)
        self.assertIn("begins on 05/01/2026", self._reasons(contract))

    def test_contract_that_is_suspended(self):
        contract = self._make_contract(labour_coverage=80)
        with freeze_time("2026-03-01 12:00:00"):
            contract.action_suspend()
        self.assertIn("suspended since 03/01/2026", self._reasons(contract))

    def test_contract_for_other_equipment(self):
        pump, fan = self._make_equipment("PUMP"), self._make_equipment("FAN")
        contract = self._make_contract({"equipment_id": pump.id}, labour_coverage=80)
        self.assertIn("other equipment", self._reasons(contract, equipment=fan))

    def test_line_that_has_ended(self):
        contract = self._make_contract({"date_end": "2026-02-28"}, labour_coverage=80)
        self.assertIn("ended on 02/28/2026", self._reasons(contract))

    def test_contract_that_promises_no_cover(self):
        contract = self._make_contract()
        self.assertIn("charged in full", self._reasons(contract))

    def test_another_contract_is_offered(self):
        other = self._make_contract(labour_coverage=100)
        chosen = self._make_contract(labour_coverage=10)
        self.assertIn(f"{other.display_name} also covers", self._reasons(chosen))

    def test_contract_of_somebody_else_is_not_mentioned(self):
        self._make_contract(partner_id=self._make_customer("Other").id)
        self.assertEqual(self._row(self._make_job())["reasons"], ["No contract."])

    # === WHO SEES IT === #

    def test_technician_reads_it(self):
        user = self._make_user("tessa", "service_management.group_technician")
        self.technician.user_id = user
        contract = self._make_contract(labour_coverage=80)
        job = self._make_job(contract_id=contract.id)
        self.assertIn("Labour 80%", self._read(job.with_user(user)))
