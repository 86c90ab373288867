# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The preview as a spreadsheet."""

import base64
import io
from datetime import datetime

from openpyxl import load_workbook

from odoo.tests import tagged

from ..common_invoicing import QUARTERLY
from .common_preview import PreviewCommon


@tagged("post_install", "-at_install")
class TestPreviewSpreadsheet(PreviewCommon):
    def test_xlsx(self):
        contract = self._make_contract({"price_unit": 300.0}, **QUARTERLY)
        self._make_contract(partner_id=self.other_customer.id)
        self.other_customer.service_invoice_blocked = True
        wizard = self._preview("2026-06-15")
        wizard.line_ids[-1].included = False
        self.assertIn(".xlsx", wizard.action_xlsx()["url"])
        book = load_workbook(io.BytesIO(base64.b64decode(wizard.file)))
        due, held = book.worksheets
        titles, first, second, _empty, total = due.iter_rows(values_only=True)
        self.assertEqual(len(titles), 19)
        row = dict(zip(titles, first, strict=True))
        self.assertEqual(row["Document"], contract.name)
        self.assertEqual(row["From"], datetime(2026, 1, 1))
        self.assertEqual((row["Quantity"], row["Unit Price"]), (1.0, 300.0))
        self.assertEqual((row["Net"], row["Tax"], row["Gross"]), (300.0, 45.0, 345.0))
        self.assertEqual(row["Invoice It"], True)
        self.assertEqual(dict(zip(titles, second, strict=True))["Invoice It"], False)
        self.assertEqual(dict(zip(titles, total, strict=True))["Invoice"], "Total")
        self.assertEqual(due.freeze_panes, "A2")
        self.assertEqual(due.auto_filter.ref, "A1:S3")
        values = load_workbook(
            io.BytesIO(base64.b64decode(wizard.file)), data_only=True
        )
        self.assertEqual(
            [values.worksheets[0][cell].value for cell in ("P5", "Q5", "R5")],
            [300.0, 45.0, 345.0],
        )
        self.assertIn("not to be invoiced", held["D2"].value)
        self.assertEqual(held["F2"].value, 1000.0)

    def test_empty_xlsx(self):
        wizard = self._preview()
        wizard.action_xlsx()
        book = load_workbook(io.BytesIO(base64.b64decode(wizard.file)))
        self.assertEqual([sheet.max_row for sheet in book.worksheets], [1, 1])
