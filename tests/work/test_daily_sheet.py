# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What each person has done on a day: on the screen, as PDF and as XLSX."""

import base64
import io
from datetime import date

from openpyxl import load_workbook

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestDailySheet(ServiceCommon):
    """Two jobs of one person on the same day, and one of a colleague."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.write({"user_id": cls.user.id})
        cls.technician.tz = "Europe/Rome"
        cls.carl = cls._make_employee("Carl")
        cls.customer.service_distance_km = 30
        cls._make_stock(cls.part, 5.0)
        cls.first = cls._do(cls.technician, "2026-03-10 08:00:00", 2.0, [{}])
        cls.second = cls._do(cls.technician, "2026-03-10 11:00:00", 1.0)
        cls.foreign = cls._do(cls.carl, "2026-03-10 08:00:00", 3.0)
        cls.env.flush_all()

    @classmethod
    def _do(cls, person, start, hours, charges=()):
        job = cls._make_job(
            [{"hours": hours, "date_start": start, "employee_id": person.id}],
            charges,
            date_start=start,
            employee_ids=[Command.set(person.ids)],
        )
        return cls._finish(job)

    def _rows(self, person=None, user=None, **domain):
        sheet = self.env["service.daily.sheet"].with_user(user or self.env.user)
        return sheet.search(
            [("employee_id", "=", (person or self.technician).id)],
            order="date_start, id",
        )

    def _work(self, person=None):
        return self._rows(person).filtered("hours")

    def test_everything_that_a_person_did(self):
        self.assertRecordValues(
            self._work(),
            [
                {
                    "date": date(2026, 3, 10),
                    "intervention_id": self.first.id,
                    "hours": 2.0,
                    "cost": 60.0,
                    "kind": "work",
                },
                {
                    "date": date(2026, 3, 10),
                    "intervention_id": self.second.id,
                    "hours": 1.0,
                    "cost": 30.0,
                    "kind": "work",
                },
            ],
        )
        charges = self._rows() - self._work()
        self.assertEqual(sum(charges.mapped("km")), 30.0)
        self.assertEqual(charges.filtered(lambda c: c.kind == "part").quantity, 1.0)

    def test_gap_and_overlap(self):
        self.assertEqual(self._work().mapped("gap_hours"), [0.0, 1.0])
        self.assertEqual(self._work().mapped("overlap_hours"), [0.0, 0.0])
        self.second.activity_ids.date_start = "2026-03-10 09:30:00"
        self.env.invalidate_all()
        self.assertEqual(self._work().mapped("gap_hours"), [0.0, 0.0])
        self.assertEqual(self._work().mapped("overlap_hours"), [0.0, 0.5])

    def test_operations_of_a_job_follow_each_other(self):
        job = self._make_job(
            [{"hours": 1.0}, {"hours": 2.0}], date_start="2026-03-12 08:00:00"
        )
        job.action_plan()
        self._finish(job)
        rows = self._work().filtered(lambda row: row.intervention_id == job)
        self.assertEqual(rows.mapped("overlap_hours"), [0.0, 0.0])
        self.assertEqual(rows[1].date_start.hour, 9)

    def test_day_is_that_of_the_site(self):
        self.company.resource_calendar_id.tz = "Europe/Rome"
        job = self._do(self.technician, "2026-03-11 23:30:00", 1.0)
        row = self._rows().filtered(lambda row: row.intervention_id == job)
        self.assertEqual(set(row.mapped("date")), {date(2026, 3, 12)})

    def test_not_done_does_not_count(self):
        self.first.action_reopen("Wrong")
        self.first.activity_ids.action_reset()
        self.env.invalidate_all()
        self.assertEqual(self._work().intervention_id, self.second)

    # === WHO === #

    def test_technician_sees_own_days_without_cost(self):
        self.assertTrue(self._rows(user=self.user))
        self.assertFalse(self._rows(self.carl, self.user))
        sheet = self.env["service.daily.sheet"].with_user(self.user)
        self.assertNotIn("cost", sheet.fields_get())

    def test_planner_sees_everybody(self):
        planner = self._make_user("planner", "service_management.group_planner")
        self.assertTrue(self._rows(self.carl, planner))

    # === PDF AND XLSX === #

    def _make_print(self, user=None, **vals):
        wizard = self.env["service.daily.sheet.print"].with_user(user or self.env.user)
        days = {"date_from": "2026-03-10", "date_to": "2026-03-10"}
        return wizard.create({**days, "employee_ids": False, **vals})

    def _read_xlsx(self, wizard):
        wizard.action_xlsx()
        book = load_workbook(io.BytesIO(base64.b64decode(wizard.file)))
        return list(book.active.iter_rows(values_only=True))

    def test_xlsx(self):
        title, *lines = self._read_xlsx(self._make_print())
        self.assertIn("Cost", title)
        column = title.index("Hours")
        self.assertEqual(sum(line[column] or 0 for line in lines), 6.0)
        self.assertIn(
            "09:00", {str(line[title.index("Start")])[-8:-3] for line in lines}
        )

    def test_xlsx_of_a_technician(self):
        title, *lines = self._read_xlsx(self._make_print(self.user))
        self.assertNotIn("Cost", title)
        self.assertEqual({line[0] for line in lines}, {"Tessa Technician"})

    def test_pdf(self):
        for user in (self.env.user, self.user):
            wizard = self._make_print(user)
            self.assertEqual(wizard.action_pdf()["type"], "ir.actions.report")
            html = (
                self.env["ir.actions.report"]
                .with_user(user)
                ._render_qweb_html("service_management.report_daily_sheet", wizard.ids)[
                    0
                ]
            )
            self.assertIn(b"Tessa Technician", html)
            self.assertEqual(b"Carl" in html, user == self.env.user)

    def test_nothing_to_print(self):
        wizard = self._make_print(date_from="2026-01-01", date_to="2026-01-02")
        for action in (wizard.action_pdf, wizard.action_xlsx):
            with self.assertRaisesRegex(UserError, "Nothing was recorded"):
                action()
