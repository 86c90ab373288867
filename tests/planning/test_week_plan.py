# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The week of each person on paper and as a table."""

import base64
import io
from datetime import date, datetime

from openpyxl import load_workbook

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import ServiceCommon

REPORT = "service_management.report_week_plan"


@tagged("post_install", "-at_install")
class TestWeekPlan(ServiceCommon):
    """Tuesday, 2026-03-10: two jobs of Tessa; on Thursday one of Carl."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env.user.tz = "Europe/Rome"
        cls.language = cls.env["res.lang"]._lang_get(cls.env.user.lang)
        cls.language.week_start = "1"
        cls.user = cls._make_user(
            "tessa", "service_management.group_technician", tz="Europe/Rome"
        )
        cls.technician.user_id = cls.user
        cls.carl = cls._make_employee("Carl")
        cls.customer.write({"phone": "+39 02 123", "street": "Via Roma 1"})
        cls.second = cls._make_job(title="Second", date_start="2026-03-10 10:00:00")
        cls.first = cls._make_job(
            title="First",
            date_start="2026-03-10 08:00:00",
            equipment=[cls._make_equipment("SN-1")],
        )
        cls.foreign = cls._make_job(
            title="Foreign",
            date_start="2026-03-12 08:00:00",
            employee_ids=[Command.set(cls.carl.ids)],
        )

    def _wizard(self, day="2026-03-11", user=None, **vals):
        wizards = self.env["service.week.plan.print"].with_user(user or self.env.user)
        return wizards.create({"date": day, **vals})

    def _plans(self, **vals):
        """Days with jobs by the name of their person."""
        return {
            person.name: {day: jobs for day, jobs in days if jobs}
            for person, days in self._wizard(**vals)._get_plans()
        }

    def test_a_page_for_each_person_who_has_a_job(self):
        plans = self._plans()
        self.assertEqual(list(plans), ["Carl", "Tessa Technician"])
        tuesday = plans["Tessa Technician"][date(2026, 3, 10)]
        self.assertEqual(tuesday, self.first + self.second)
        self.assertEqual(plans["Carl"], {date(2026, 3, 12): self.foreign})

    def test_chosen_people(self):
        plans = self._plans(employee_ids=[Command.set(self.carl.ids)])
        self.assertEqual(list(plans), ["Carl"])

    def test_week_begins_as_the_language_says(self):
        for first, expected in (("1", date(2026, 3, 9)), ("7", date(2026, 3, 8))):
            self.language.week_start = first
            wizard = self._wizard()
            self.assertEqual(wizard.week_start, expected)
            self.assertEqual((wizard.week_end - wizard.week_start).days, 6)

    def test_sunday_night_belongs_to_the_next_week_where_it_is_monday(self):
        night = self._make_job(date_start="2026-03-15 23:30:00")
        wizard = self._wizard("2026-03-18")
        (plan,) = wizard._get_plans()
        self.assertEqual(dict(plan[1])[date(2026, 3, 16)], night)
        self.assertNotIn(night, self._wizard("2026-03-11")._get_jobs())

    def test_job_of_two_days_is_on_both(self):
        job = self._make_job(date_start="2026-03-11 20:00:00", duration=12)
        days = self._plans()["Tessa Technician"]
        wizard = self._wizard()
        for day, hours in (
            (date(2026, 3, 11), ("21:00", "…")),
            (date(2026, 3, 12), ("…", "09:00")),
        ):
            self.assertIn(job, days[day])
            self.assertEqual(wizard._get_hours(job, day), hours)

    def test_no_cancelled_job(self):
        self.foreign.action_cancel()
        self.assertEqual(list(self._plans()), ["Tessa Technician"])

    def test_nothing_to_print(self):
        for action in ("action_pdf", "action_xlsx"):
            with self.assertRaisesRegex(UserError, "no job in this week"):
                getattr(self._wizard("2026-06-01"), action)()

    def test_page(self):
        wizard = self._wizard()
        html = self.env["ir.actions.report"]._render_qweb_html(REPORT, wizard.ids)[0]
        text = html.decode()
        for part in (
            "Carl",
            "Tessa Technician",
            "09:00 – 10:00",
            "Via Roma 1",
            "+39 02 123",
            "First · ",
            "SN-1",
        ):
            self.assertIn(part, text)
        self.assertEqual(text.count("page-break-before: always"), 1)
        self.assertEqual(
            self.env.ref(REPORT).get_paperformat().orientation, "Landscape"
        )

    def test_table(self):
        wizard = self._wizard()
        wizard.action_xlsx()
        book = load_workbook(io.BytesIO(base64.b64decode(wizard.file)))
        rows = list(book.active.iter_rows(values_only=True))
        self.assertEqual(len(rows), 4)
        self.assertEqual(
            rows[1][:6],
            (
                "Carl",
                datetime(2026, 3, 12),
                "09:00",
                "10:00",
                self.foreign.name,
                "Customer",
            ),
        )

    def test_technician_prints_the_own_week(self):
        wizard = self._wizard(user=self.user)
        self.assertEqual(wizard.employee_ids, self.technician)
        (plan,) = wizard._get_plans()
        self.assertEqual(plan[0].name, "Tessa Technician")
        everybody = self._wizard(user=self.user, employee_ids=[Command.clear()])
        self.assertNotIn(self.foreign, everybody._get_jobs())

    def test_week_of_the_job_one_comes_from(self):
        wizards = self.env["service.week.plan.print"].with_context(
            active_model="service.intervention", active_id=self.first.id
        )
        self.assertEqual(wizards.create({}).date, date(2026, 3, 10))
