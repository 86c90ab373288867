# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Today is the day that it is in the company, whoever looks from wherever."""

import re
from pathlib import Path

from odoo.tests import tagged

from ..common import ServiceCommon

ROOT = Path(__file__).parents[2]
READERS = ("Pacific/Auckland", "Pacific/Honolulu", "UTC")


@tagged("post_install", "-at_install")
class TestCompanyClock(ServiceCommon):
    """It is Monday, the 9th, in Honolulu, and Tuesday nearly everywhere else."""

    today = "2026-03-10 05:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Pacific/Honolulu"
        cls.monday = cls._day("2026-03-09")

    def _for_each_reader(self):
        for zone in READERS:
            with self.subTest(reader=zone):
                self.env.user.tz = zone
                self.env.invalidate_all()
                yield self.env(context={**self.env.context, "tz": zone})

    def test_defaults(self):
        for env in self._for_each_reader():
            for model, name in (
                ("service.contract", "date_start"),
                ("service.contract.suspend", "date_from"),
                ("service.daily.sheet.print", "date_to"),
                ("service.equipment.retire", "date"),
                ("service.invoicing", "invoice_date"),
                ("service.week.plan.print", "date"),
            ):
                found = env[model].default_get([name])[name]
                self.assertEqual(found, self.monday, (model, name))

    def test_suspended_and_closed(self):
        for env in self._for_each_reader():
            contract = self._make_contract(date_start="2026-01-01").with_env(env)
            contract.action_suspend()
            self.assertEqual(contract.date_suspended, self.monday)
            contract.action_activate()
            contract.action_close()
            self.assertEqual(contract.date_end, self.monday)

    def test_warranty(self):
        equipment = self._make_equipment()
        for env in self._for_each_reader():
            for days, covered in (
                (("2025-03-10", "2026-03-09"), True),
                (("2025-03-09", "2026-03-08"), False),
                (("2026-03-09", "2027-03-08"), True),
                (("2026-03-10", "2027-03-09"), False),
            ):
                start, end = days
                equipment.write({"warranty_start": start, "warranty_end": end})
                self.env.flush_all()
                self.env.invalidate_all()
                one = equipment.with_env(env)
                found = one.search([("under_warranty", "=", True)])
                self.assertEqual(one.under_warranty, covered, days)
                self.assertEqual(one in found, covered, days)

    def test_jobs_of_today(self):
        old, now, tomorrow = (
            self._make_job(title=day, date_start=f"2026-03-{day}:00:00")
            for day in ("09 09", "10 09", "10 11")
        )
        jobs = old | now | tomorrow
        for env in self._for_each_reader():
            model = env["service.intervention"]
            own = [("id", "in", jobs.ids)]
            today = model.search([("is_today", "=", True), *own])
            to_do = model.search([("is_for_today", "=", True), *own])
            self.assertEqual(today.ids, now.ids)
            self.assertEqual(set(to_do.ids), {old.id, now.id})

    def test_deadlines(self):
        contract = self._make_contract(date_start="2026-03-09")
        line = self._make_contract(date_start="2026-03-08")
        for env in self._for_each_reader():
            deadlines = env["service.contract.deadline"].search(
                [("contract_id", "in", (contract | line).ids), ("kind", "=", "invoice")]
            )
            found = deadlines.search(
                [("is_overdue", "=", True), ("id", "in", deadlines.ids)]
            )
            self.assertEqual(found.contract_id.ids, line.ids)
            self.assertEqual(deadlines.filtered("is_overdue"), found)
            due = env["service.contract"].search([("is_due", "=", True)])
            self.assertLessEqual(set((contract | line).ids), set(due.ids))

    def test_nothing_goes_by_the_clock_of_the_reader(self):
        """Months and weeks that are looked for may, a day of our rules may not."""
        readers = re.compile(r"context_today|fields\.Date\.today\b|context_timestamp")
        found = [
            f"{path.relative_to(ROOT)}: {line.strip()}"
            for room in ("models", "wizards", "report")
            for path in (ROOT / room).rglob("*.py")
            for line in path.read_text().splitlines()
            if readers.search(line)
        ]
        self.assertEqual(found, [])
        domains = re.compile(r"'today( \+1d)?'")
        found = [
            f"{path.relative_to(ROOT)}: {line.strip()}"
            for room in ("views", "report", "wizards")
            for path in (ROOT / room).rglob("*.xml")
            for line in path.read_text().splitlines()
            if domains.search(line)
        ]
        self.assertEqual(found, [])
