# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import base64
import io
from collections.abc import Callable
from typing import NamedTuple

import xlsxwriter

from odoo import fields, models

# What Excel accepts at most in a cell, and in the name of a sheet.
TEXT_SIZE = 32767
NAME_SIZE = 31

FORMATS = {
    "text": {},
    "date": {"num_format": "yyyy-mm-dd"},
    "time": {"num_format": "hh:mm"},
    "number": {"num_format": "0.00###;-0.00###;"},
    "monetary": {"num_format": "#,##0.00#"},
    "boolean": {},
    "title": {"bold": True},
    "total": {"num_format": "#,##0.00#", "bold": True},
}
ALWAYS = ("monetary", "boolean")  # kinds of which also zero and False are shown


class XlsxColumn(NamedTuple):
    """A column of a sheet: ``get`` takes a row and returns the value for its cell.

    ``kind`` is ``text``, ``date``, ``time``, ``number``, ``monetary`` or ``boolean``;
    ``width`` is in characters.
    """

    title: str
    width: int
    kind: str
    get: Callable


class XlsxBook:
    """A workbook that is written row by row, whatever its size.

    Text is text: nothing that somebody typed becomes a formula or a link.
    """

    def __init__(self, stream):
        self._book = xlsxwriter.Workbook(stream, {"constant_memory": True})
        self._formats = {
            name: self._book.add_format(options) for name, options in FORMATS.items()
        }

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._book.close()

    def add_sheet(self, name, columns, rows):
        """Write a sheet with a title for each column and a line for each row.

        :param columns: values of an :class:`XlsxColumn` each
        :return: the sheet, to write more below
        """
        columns = [XlsxColumn(*column) for column in columns]
        sheet = self._book.add_worksheet(name[:NAME_SIZE])
        for index, column in enumerate(columns):
            sheet.set_column(index, index, column.width)
            self.write_cell(sheet, 0, index, "title", column.title)
        for line, row in enumerate(rows, start=1):
            for index, column in enumerate(columns):
                self.write_cell(sheet, line, index, column.kind, column.get(row))
        sheet.freeze_panes(1, 0)
        return sheet

    def write_cell(self, sheet, line, column, kind, value):
        """Write one cell; empty stays empty."""
        if not value and kind not in ALWAYS:
            return
        cell = (line, column)
        style = self._formats[kind]
        if kind in ("text", "title"):
            sheet.write_string(*cell, str(value)[:TEXT_SIZE], style)
        elif kind in ("date", "time"):
            sheet.write_datetime(*cell, value, style)
        elif kind == "boolean":
            sheet.write_boolean(*cell, bool(value), style)
        else:
            sheet.write_number(*cell, value, style)

    def write_formula(self, sheet, line, column, formula, value):
        """Write a formula of ours, and what it gives, as a total."""
        sheet.write_formula(line, column, formula, self._formats["total"], value)


class ServiceXlsxMixin(models.AbstractModel):
    """A wizard whose content can be downloaded as a spreadsheet."""

    _name = "service.xlsx.mixin"
    _description = "Spreadsheet"

    file = fields.Binary(readonly=True)
    filename = fields.Char(readonly=True)

    def action_xlsx(self):
        """Download the content as XLSX."""
        self._check_asked_one()
        self.write(
            {
                "file": base64.b64encode(self._make_xlsx()),
                "filename": f"{self._get_xlsx_name()}.xlsx",
            }
        )
        return {
            "type": "ir.actions.act_url",
            "target": "download",
            "url": f"/web/content/{self._name}/{self.id}/file/{self.filename}"
            "?download=true",
        }

    def _make_xlsx(self):
        stream = io.BytesIO()
        with XlsxBook(stream) as book:
            self._fill_xlsx(book)
        return stream.getvalue()

    def _get_xlsx_name(self):
        """Hook: name of the file, without ending."""
        return self._description

    def _fill_xlsx(self, book):
        """Hook: add the sheets to the :class:`XlsxBook`."""
