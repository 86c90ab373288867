# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from xlsxwriter.utility import xl_col_to_name, xl_range

from odoo import models

from ...models.shared.service_xlsx_mixin import FORMATS


class ServiceInvoicing(models.TransientModel):
    """The preview as a spreadsheet."""

    _name = "service.invoicing"
    _inherit = ["service.invoicing", "service.xlsx.mixin"]

    def _get_xlsx_name(self):
        return f"invoicing-{self.date_to}"

    # === CONTENT === #

    def _get_due_columns(self):
        """Title, width and field of each column of the first sheet."""
        return [
            (self.env._("Invoice"), 44, "document_id"),
            (self.env._("Customer"), 30, "partner_id"),
            (self.env._("Document"), 18, "document"),
            (self.env._("Description"), 44, "name"),
            (self.env._("Equipment"), 30, "equipment_id"),
            (self.env._("Reason"), 26, "reason"),
            (self.env._("Due Date"), 12, "due_date"),
            (self.env._("From"), 12, "period_start"),
            (self.env._("To"), 12, "period_end"),
            (self.env._("Quantity"), 10, "quantity"),
            (self.env._("Hours"), 10, "hours"),
            (self.env._("Unit Price"), 14, "price_unit"),
            (self.env._("Disc.%"), 9, "discount"),
            (self.env._("Taxes"), 14, "taxes"),
            (self.env._("Currency"), 9, "currency_id"),
            (self.env._("Net"), 14, "amount"),
            (self.env._("Tax"), 14, "amount_tax"),
            (self.env._("Gross"), 14, "amount_total"),
            (self.env._("Invoice It"), 10, "included"),
        ]

    def _get_held_columns(self):
        return [
            (self.env._("Customer"), 30, "partner_id"),
            (self.env._("Document"), 24, "document"),
            (self.env._("Reason"), 24, "code"),
            (self.env._("What to Do"), 80, "message"),
            (self.env._("Currency"), 9, "currency_id"),
            (self.env._("Net"), 14, "amount"),
        ]

    # === SHEETS === #

    def _fill_xlsx(self, book):
        """What is due, and what is held back on a second sheet."""
        for name, columns, records in (
            (self.env._("To Invoice"), self._get_due_columns(), self.line_ids),
            (self.env._("Held Back"), self._get_held_columns(), self.held_ids),
        ):
            sheet = book.add_sheet(
                name,
                [
                    (title, width, *self._get_reader(records._fields[field]))
                    for title, width, field in columns
                ],
                records,
            )
            sheet.autofilter(0, 0, len(records), len(columns) - 1)
            fields = [field for _title, _width, field in columns]
            self._write_totals(book, sheet, fields, records)

    def _get_reader(self, field):
        """Kind of the cells that show ``field``, and how a record gives their value."""
        if field.type == "float":
            return "number", lambda record: record[field.name]
        if field.type == "many2one":
            return "text", lambda record: record[field.name].display_name
        if field.type == "selection":
            labels = dict(field._description_selection(self.env))
            return "text", lambda record: labels.get(record[field.name])
        kind = field.type if field.type in FORMATS else "text"
        return kind, lambda record: record[field.name]

    def _write_totals(self, book, sheet, names, records):
        """Totals that follow the cells, of what is ticked."""
        currency, count = names.index("currency_id"), len(records)
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
            book.write_cell(sheet, row, 0, "title", self.env._("Total"))
            book.write_cell(sheet, row, currency, "title", one.name)
            for column, name in enumerate(names):
                if records._fields[name].type == "monetary":
                    cells = xl_range(1, column, count, column)
                    book.write_formula(
                        sheet,
                        row,
                        column,
                        f"=SUMIFS({cells},{criteria})",
                        sum(ticked.mapped(name)),
                    )
