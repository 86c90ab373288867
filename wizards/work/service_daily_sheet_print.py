# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, fields, models
from odoo.exceptions import UserError
from odoo.tools import groupby

from ...tools.local_time import get_zone, to_local


class ServiceDailySheetPrint(models.TransientModel):
    """Chooses people and days, and gives their daily sheets as PDF or XLSX."""

    _name = "service.daily.sheet.print"
    _description = "Print Daily Sheets"
    _inherit = ["hr.mixin", "service.xlsx.mixin"]

    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._get_company_today()
    )
    date_to = fields.Date(
        string="To", required=True, default=lambda self: self._get_company_today()
    )
    employee_ids = fields.Many2many(
        "hr.employee",
        string="People",
        default=lambda self: [Command.set(self.env.user.employee_id.ids)],
        help="Empty: everybody.",
    )

    # === ACTION METHODS === #

    def action_pdf(self):
        self._check_asked_one()
        self._get_sheets()
        report = self.env.ref("service_management.report_daily_sheet")
        return report.report_action(self, config=False)

    # === CONTENT === #

    def _get_rows(self):
        """What was done, by person and day.

        :raises UserError: when there is nothing
        """
        self.ensure_one()
        domain = [("date", ">=", self.date_from), ("date", "<=", self.date_to)]
        if self.employee_ids:
            domain.append(("employee_id", "in", self.employee_ids.ids))
        rows = self.env["service.daily.sheet"].search(
            domain, order="employee_id, date, date_start, id"
        )
        if not rows:
            raise UserError(
                self.env._("Nothing was recorded by these people on these days.")
            )
        return rows

    def _get_sheets(self):
        """Person, day and rows of each sheet.

        :rtype: list[tuple]
        """
        return [
            (*key, self.env["service.daily.sheet"].union(*rows))
            for key, rows in groupby(
                self._get_rows(), lambda row: (row.employee_id, row.date)
            )
        ]

    def _shows_cost(self):
        return self.env["service.daily.sheet"]._has_field_access(
            self.env["service.daily.sheet"]._fields["cost"], "read"
        )

    def _get_local(self, row, name):
        """Start or end of ``row`` where the person is."""
        moment = row[name]
        if not moment:
            return None
        # sudo: a time zone only
        return to_local(moment, get_zone(row.employee_id.sudo().tz))

    # === XLSX === #

    def _get_xlsx_name(self):
        return f"daily-sheet-{self.date_from}-{self.date_to}"

    def _fill_xlsx(self, book):
        book.add_sheet(self.env._("Daily Sheet"), self._get_columns(), self._get_rows())

    def _get_columns(self):
        """Title, width, kind and value of each column."""
        columns = [
            (self.env._("Person"), 24, "text", lambda row: row.employee_id.name),
            (self.env._("Date"), 12, "date", lambda row: row.date),
            (
                self.env._("Start"),
                8,
                "time",
                lambda r: self._get_local(r, "date_start"),
            ),
            (self.env._("End"), 8, "time", lambda r: self._get_local(r, "date_end")),
            # sudo: the number of a job that one has worked on
            (
                self.env._("Job"),
                16,
                "text",
                lambda row: row.intervention_id.sudo().name,
            ),
            (
                self.env._("Customer"),
                28,
                "text",
                lambda row: row.partner_id.display_name,
            ),
            (self.env._("Description"), 36, "text", lambda row: row.name),
            (self.env._("Kind"), 14, "text", self._get_kind),
            (self.env._("Hours"), 9, "number", lambda row: row.hours),
            (self.env._("Overtime"), 9, "number", lambda row: row.hours_overtime),
            (self.env._("Holiday"), 9, "number", lambda row: row.hours_holiday),
            (self.env._("Km"), 9, "number", lambda row: row.km),
            (self.env._("Quantity"), 9, "number", lambda row: row.quantity),
            (self.env._("Gap"), 9, "number", lambda row: row.gap_hours),
            (self.env._("Overlap"), 9, "number", lambda row: row.overlap_hours),
        ]
        if self._shows_cost():
            columns.append((self.env._("Cost"), 11, "number", lambda row: row.cost))
        return columns

    def _get_kind(self, row):
        return dict(row._fields["kind"]._description_selection(self.env))[row.kind]
