# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Spreadsheets: what somebody typed is text, numbers and days are what they are."""

import base64
import io
from datetime import datetime
from pathlib import Path

from openpyxl import load_workbook

from odoo.tests import tagged

from .common import ServiceCommon

ROOT = Path(__file__).parents[1]
EVIL = (
    '=HYPERLINK("https://example.com", "Open")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "https://example.com",
    "{=A1}",
)


@tagged("post_install", "-at_install")
class TestSpreadsheets(ServiceCommon):
    today = "2026-03-12"

    def test_each_export_is_tried(self):
        exports = self.env.registry.descendants(["service.xlsx.mixin"], "_inherit")
        names = {name.replace(".", "_") for name in exports} - {"service_xlsx_mixin"}
        tried = {name.removeprefix("test_") for name in dir(self)}
        self.assertLessEqual(names, tried)

    def test_one_writer(self):
        """Nothing else in the add-on writes spreadsheets."""
        writers = {
            path.name
            for room in ("models", "wizards", "report", "controllers", "tools")
            for path in (ROOT / room).rglob("*.py")
            if "xlsxwriter.Workbook" in path.read_text()
        }
        self.assertEqual(writers, {"service_xlsx_mixin.py"})

    def _read(self, wizard):
        """The sheets of ``wizard``; its only formulas are totals."""
        wizard.action_xlsx()
        book = load_workbook(io.BytesIO(base64.b64decode(wizard.file)))
        for sheet in book.worksheets:
            cells = [cell for row in sheet.iter_rows() for cell in row]
            self.assertFalse([cell for cell in cells if cell.hyperlink])
            for cell in cells:
                if cell.data_type == "f":
                    self.assertTrue(cell.value.startswith("=SUMIFS("), cell.value)
        return book.worksheets

    def _assert_text(self, sheet, *texts):
        """Each of ``texts`` is in a cell of its own, as text."""
        found = {
            cell.value: cell.data_type for row in sheet.iter_rows() for cell in row
        }
        for text in texts:
            self.assertIn(text, found)
            self.assertIn(found[text], ("s", "inlineStr"))

    def _get_column(self, sheet, title):
        for column in sheet.iter_cols():
            if column[0].value == title:
                return [cell.value for cell in column[1:] if cell.value is not None]
        return self.fail(title)

    def test_service_week_plan_print(self):
        for text in EVIL:
            person = self._make_employee(text)
            customer = self._make_customer(text, phone=text, street=text)
            self._make_job(
                title=text,
                partner_id=customer.id,
                date_start="2026-03-10 08:00:00",
                employee_ids=[(6, 0, person.ids)],
            )
        wizard = self.env["service.week.plan.print"].create(
            {"date": "2026-03-10", "employee_ids": False}
        )
        [sheet] = self._read(wizard)
        self._assert_text(sheet, *EVIL)
        for title in ("Person", "Customer", "Phone", "Work"):
            self.assertEqual(set(self._get_column(sheet, title)), set(EVIL), title)
        self.assertEqual(set(self._get_column(sheet, "Date")), {datetime(2026, 3, 10)})

    def test_service_daily_sheet_print(self):
        for text in EVIL:
            person = self._make_employee(text)
            job = self._make_job(
                [{"name": text, "employee_id": person.id, "hours": 1.5}],
                title=text,
                partner_id=self._make_customer(text).id,
                date_start="2026-03-10 08:00:00",
                employee_ids=[(6, 0, person.ids)],
            )
            self._finish(job)
        self.env.flush_all()
        wizard = self.env["service.daily.sheet.print"].create(
            {"date_from": "2026-03-01", "date_to": "2026-03-31", "employee_ids": False}
        )
        [sheet] = self._read(wizard)
        self._assert_text(sheet, *EVIL)
        for title in ("Person", "Customer"):
            self.assertEqual(set(self._get_column(sheet, title)), set(EVIL), title)
        self.assertEqual(set(self._get_column(sheet, "Hours")), {1.5})
        for day in self._get_column(sheet, "Date"):
            self.assertIsInstance(day, datetime)

    def test_service_duty_register(self):
        machines = self._make_equipment("REG-0")
        for text in EVIL:
            machines |= self._make_equipment(
                text, partner_id=self._make_customer(text).id, position=text
            )
        self.env["service.duty.type"].create(
            {
                "name": EVIL[0],
                "interval": 6,
                "domain": f"[('id', 'in', {machines[1:].ids})]",
            }
        )
        self.env["service.duty.check"].create(
            [
                {
                    "duty_id": duty.id,
                    "date": "2026-03-09",
                    "inspector": text,
                    "note": text,
                }
                for duty, text in zip(machines.duty_ids, EVIL, strict=True)
            ]
        )
        wizard = self.env["service.duty.register"].create(
            {"date_from": "2026-03-01", "date_to": "2026-03-31"}
        )
        [sheet] = self._read(wizard)
        for title in ("Inspector", "Findings", "Position", "Serial Number"):
            self.assertEqual(set(self._get_column(sheet, title)), set(EVIL), title)
        self._assert_text(sheet, *EVIL)
        for day in self._get_column(sheet, "Date"):
            self.assertIsInstance(day, datetime)

    def test_service_refrigerant_register(self):
        gas = self.env.ref("service_management.refrigerant_r410a")
        for text in EVIL:
            machine = self._make_equipment(
                text, refrigerant_id=gas.id, refrigerant_charge=2.5
            )
            job = self._make_job([{}], [], machine, work_done=text)
            job.item_ids.write({"refrigerant_work": "repair", "refrigerant_added": 0.4})
            self._finish(job, "2026-03-09 10:00:00")
        wizard = self.env["service.refrigerant.register"].create(
            {"date_from": "2026-03-01", "date_to": "2026-03-31"}
        )
        [sheet] = self._read(wizard)
        for title in ("Equipment Code", "Remarks"):
            self.assertEqual(set(self._get_column(sheet, title)), set(EVIL), title)
        self._assert_text(sheet, *EVIL)
        self.assertEqual(set(self._get_column(sheet, "Added (kg)")), {0.4})

    def test_service_invoicing(self):
        for text in EVIL:
            customer = self._make_customer(text)
            self._make_contract({"name": text}, partner_id=customer.id)
            held = self._make_customer(f"{text} held", service_invoice_blocked=True)
            self._make_contract(partner_id=held.id)
        wizard = self._make_wizard("2026-03-12")
        wizard.action_preview()
        due, held_back = self._read(wizard)
        self._assert_text(due, *EVIL)
        self._assert_text(held_back, *(f"{text} held" for text in EVIL))
        self.assertEqual(set(self._get_column(due, "From")), {datetime(2026, 1, 1)})
        amounts = self._get_column(due, "Net")
        self.assertEqual(amounts[:-1], [1000.0] * len(EVIL))
        self.assertEqual(set(self._get_column(due, "Invoice It")), {True})
