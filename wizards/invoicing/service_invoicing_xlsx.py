import base64
import io

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_range

from odoo import fields, models


class ServiceInvoicing(models.TransientModel):
    """The preview as a spreadsheet."""

    _inherit = "service.invoicing"

    file = fields.Binary(readonly=True)
    filename = fields.Char(readonly=True)

    def action_xlsx(self):
        """Download the preview, what is held back on a second sheet."""
        self.ensure_one()
        self.write(
            {
                "file": base64.b64encode(self._make_xlsx()),
                "filename": f"invoicing-{self.date_to}.xlsx",
            }
        )
        return {
            "type": "ir.actions.act_url",
            "target": "download",
            "url": f"/web/content/{self._name}/{self.id}/file/{self.filename}"
            "?download=true",
        }

    # === CONTENT === #

    def _get_due_columns(self):
        """Title, width and field of each column of the first sheet."""
        return [
            (self.env._("Invoice"), 44, "document_id"),
            (self.env._("Customer"), 30, "partner_id"),
            (self.env._("Document"), 18, "document"),
            (self.env._("Description"), 44, "name"),
            (self.env._("Reason"), 26, "reason"),
            (self.env._("Due Date"), 12, "due_date"),
            (self.env._("From"), 12, "period_start"),
            (self.env._("To"), 12, "period_end"),
            (self.env._("Taxes"), 14, "taxes"),
            (self.env._("Currency"), 9, "currency_id"),
            (self.env._("Amount"), 14, "amount"),
            (self.env._("Invoice It"), 10, "included"),
        ]

    def _get_held_columns(self):
        return [
            (self.env._("Customer"), 30, "partner_id"),
            (self.env._("Document"), 24, "document"),
            (self.env._("Reason"), 24, "code"),
            (self.env._("What to Do"), 80, "message"),
            (self.env._("Currency"), 9, "currency_id"),
            (self.env._("Amount"), 14, "amount"),
        ]

    # === SHEETS === #

    def _make_xlsx(self):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            formats = {
                "bold": book.add_format({"bold": True}),
                "date": book.add_format({"num_format": "yyyy-mm-dd"}),
                "monetary": book.add_format({"num_format": "#,##0.00"}),
                "total": book.add_format({"num_format": "#,##0.00", "bold": True}),
            }
            self._write_sheet(
                book.add_worksheet(self.env._("To Invoice")[:31]),
                formats,
                self._get_due_columns(),
                self.line_ids,
            )
            self._write_sheet(
                book.add_worksheet(self.env._("Held Back")[:31]),
                formats,
                self._get_held_columns(),
                self.held_ids,
            )
        return stream.getvalue()

    def _write_sheet(self, sheet, formats, columns, records):
        """One row for each of ``records``, then the total of each currency."""
        for index, (title, width, name) in enumerate(columns):
            field = records._fields[name]
            sheet.set_column(index, index, width, formats.get(field.type))
            sheet.write(0, index, title, formats["bold"])
            get_value = self._get_reader(field)
            for row, record in enumerate(records, start=1):
                value = get_value(record)
                if value or field.type in ("boolean", "monetary"):
                    sheet.write(row, index, value)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(records), len(columns) - 1)
        self._write_totals(sheet, formats, [name for _t, _w, name in columns], records)

    def _get_reader(self, field):
        if field.type == "many2one":
            return lambda record: record[field.name].display_name
        if field.type == "selection":
            labels = dict(field._description_selection(self.env))
            return lambda record: labels.get(record[field.name])
        return lambda record: record[field.name]

    def _write_totals(self, sheet, formats, names, records):
        """Totals that follow the cells, of what is ticked."""
        amount, currency = names.index("amount"), names.index("currency_id")
        count = len(records)
        amounts = xl_range(1, amount, count, amount)
        conditions = [(xl_range(1, currency, count, currency), None)]
        if "included" in names:
            column = names.index("included")
            conditions.append((xl_range(1, column, count, column), "TRUE"))
        for row, (one, group) in enumerate(
            records.grouped("currency_id").items(), start=count + 2
        ):
            cell = f"{xl_col_to_name(currency)}{row + 1}"
            criteria = ",".join(
                f"{cells},{value or cell}" for cells, value in conditions
            )
            ticked = group.filtered(lambda r: "included" not in names or r["included"])
            sheet.write(row, 0, self.env._("Total"), formats["bold"])
            sheet.write(row, currency, one.name, formats["bold"])
            sheet.write_formula(
                row,
                amount,
                f"=SUMIFS({amounts},{criteria})",
                formats["total"],
                sum(ticked.mapped("amount")),
            )
