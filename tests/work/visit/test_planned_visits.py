# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Visits that contracts promise and that are no jobs yet."""

from datetime import date, timedelta

from odoo import fields
from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPlannedVisits(ServiceCommon):
    today = "2026-03-10"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.every_day = cls.env["resource.calendar"].create(
            {
                "name": "Every Day",
                "company_id": cls.company.id,
                "attendance_ids": [
                    fields.Command.clear(),
                    *(
                        fields.Command.create(
                            {
                                "name": str(day),
                                "dayofweek": str(day),
                                "hour_from": 8,
                                "hour_to": 17,
                                "day_period": "morning",
                            }
                        )
                        for day in range(7)
                    ),
                ],
            }
        )

    def _days(self, **line):
        contract = self._make_contract(
            {"visit_interval": 1, "visit_unit": "month", **line},
            date_start=line.pop("start", "2026-01-31"),
            visit_calendar_id=self.every_day.id,
        )
        return self._find(contract)

    def _find(self, contract):
        self.env.flush_all()
        visits = self.env["service.planned.visit"].search(
            [("contract_id", "=", contract.id)], order="date"
        )
        return visits.mapped("date")

    def test_a_year_of_the_series_without_drift(self):
        """Months end on different days, and the series goes back to the 31st."""
        days = self._days()
        self.assertEqual(
            days[:4],
            [
                date(2026, 3, 31),
                date(2026, 4, 30),
                date(2026, 5, 31),
                date(2026, 6, 30),
            ],
        )
        self.assertEqual(days[-1], date(2027, 3, 31))
        self.assertEqual(len(days), 13)

    def test_every_unit(self):
        self.assertEqual(len(self._days(visit_unit="year")), 2)
        weeks = self._days(visit_unit="week", visit_interval=2)
        self.assertEqual(
            {second - first for first, second in zip(weeks, weeks[1:], strict=False)},
            {timedelta(days=14)},
        )
        self.assertEqual(len(self._days(visit_unit="week")), 53)

    def test_the_same_days_as_the_jobs_that_are_created(self):
        contract = self._make_contract(
            {"visit_interval": 1, "visit_unit": "month", "visit_weekday": "2"},
            date_start="2026-01-31",
        )
        shown = [day for day in self._find(contract) if day <= date(2026, 12, 31)]
        line = contract.line_ids
        visits = line._plan_visits(date(2026, 12, 31))
        self.assertEqual(shown, [visit.day for visit in visits])

    def test_none_once_they_are_jobs(self):
        contract = self._make_contract(
            {"visit_interval": 1, "visit_unit": "month"}, date_start="2026-01-31"
        )
        lines = self.env["service.contract.line"]
        lines._generate_visits(
            date(2026, 6, 10), fields.Domain("contract_id", "=", contract.id)
        )
        self.assertEqual(self._find(contract)[0], date(2026, 6, 30))

    def test_until_the_end(self):
        self.assertEqual(
            self._days(date_end="2026-05-15"), [date(2026, 3, 31), date(2026, 4, 30)]
        )

    def test_only_the_next_one_when_it_depends_on_the_visit(self):
        contract = self._make_contract(
            {"visit_interval": 1, "visit_unit": "month"},
            date_start="2026-01-31",
            visit_counting="actual",
        )
        self.assertEqual(len(self._find(contract)), 1)

    def test_not_while_suspended(self):
        contract = self._make_contract(
            {"visit_interval": 1, "visit_unit": "month"},
            date_start="2026-01-31",
            visit_calendar_id=self.every_day.id,
        )
        self.env["service.contract.suspension"].create(
            {
                "contract_id": contract.id,
                "date_from": "2026-04-01",
                "date_to": "2026-05-31",
            }
        )
        self.assertEqual(
            self._find(contract)[:2], [date(2026, 3, 31), date(2026, 6, 30)]
        )

    def test_not_of_drafts(self):
        contract = self._make_contract(
            {"visit_interval": 1, "visit_unit": "month"}, active=False
        )
        self.assertFalse(self._find(contract))

    def test_opens_its_contract(self):
        contract = self._make_contract({"visit_interval": 1, "visit_unit": "month"})
        self.env.flush_all()
        visit = self.env["service.planned.visit"].search(
            [("contract_id", "=", contract.id)], limit=1
        )
        self.assertIn("Customer", visit.display_name)
        self.assertEqual(visit.action_open_contract()["res_id"], contract.id)
