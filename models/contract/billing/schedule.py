# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import fields, models

from ....tools.periods import days_between

SCHEDULE_STATES = [
    ("opening", "Before This System"),
    ("credited", "Credited"),
    ("invoiced", "Invoiced"),
    ("order", "By the Order"),
    ("due", "Due"),
    ("future", "Future"),
]


class ScheduledInstalment(NamedTuple):
    """One row of the schedule of a contract line.

    ``date_start`` and ``date_end`` are included; ``amount`` is before taxes; ``state``
    is one of :data:`SCHEDULE_STATES`; ``invoice_line`` is empty until invoiced;
    ``order`` is the sales order that invoices it instead of the contract, if any.
    """

    line: models.Model
    date_start: fields.Date
    date_end: fields.Date
    due_date: fields.Date
    amount: float
    state: str
    invoice_line: models.Model
    order: models.Model | None = None

    @property
    def days(self):
        return days_between(self.date_start, self.date_end)


class ServiceContractLine(models.Model):
    """The schedule of one line."""

    _inherit = "service.contract.line"

    def _get_schedule(self, date_to):
        """What has been invoiced and what will be, until ``date_to``."""
        billed = self._get_billed_intervals()
        invoiced = self._get_scheduled_invoice_lines()
        rows = []
        for line in self:
            rows += sorted(
                [
                    *line._schedule_invoiced(invoiced.get(line, [])),
                    *line._schedule_coming(billed.get(line.id, []), date_to),
                ],
                key=lambda row: row.date_start,
            )
        return rows

    def _get_scheduled_invoice_lines(self):
        """Lines of invoices that were not cancelled, by contract line."""
        # sudo: contract managers see what is invoiced without accounting rights
        lines = (
            self.env["account.move.line"]
            .sudo()
            .search(
                [
                    ("service_contract_line_id", "in", self.ids),
                    ("move_type", "in", ("out_invoice", "out_refund")),
                    ("parent_state", "!=", "cancel"),
                ],
                order="service_period_start, id",
            )
        )
        return lines.grouped(
            lambda line: line.service_contract_line_id.with_env(self.env)
        )

    def _schedule_invoiced(self, invoice_lines):
        """Rows of what has been invoiced, not necessarily from the contract."""
        return [self._schedule_invoice_line(line) for line in invoice_lines]

    def _schedule_invoice_line(self, invoice_line):
        credit = invoice_line.move_type == "out_refund"
        live = invoice_line.service_live
        return ScheduledInstalment(
            line=self,
            date_start=invoice_line.service_period_start,
            date_end=invoice_line.service_period_end,
            due_date=invoice_line.move_id.invoice_date or invoice_line.date,
            amount=-invoice_line.price_subtotal
            if credit
            else invoice_line.price_subtotal,
            state="invoiced" if live else "credited",
            invoice_line=invoice_line,
        )

    def _schedule_coming(self, billed, date_to):
        """Yield what is not invoiced and falls due until ``date_to``."""
        self.ensure_one()
        if self.contract_id.state == "cancelled":
            return
        today = self._get_company_today()
        in_force = self._is_billable()
        for period in self._iter_unbilled_periods(billed):
            due_date = self._get_due_date(period)
            if due_date > date_to:
                return
            yield ScheduledInstalment(
                line=self,
                date_start=period.start,
                date_end=period.end,
                due_date=due_date,
                amount=self._get_period_amount(period),
                state="due" if in_force and due_date <= today else "future",
                invoice_line=self.env["account.move.line"],
            )


class ServiceContract(models.Model):
    """Past and coming instalments, visible before anything is invoiced."""

    _inherit = "service.contract"

    def action_view_schedule(self):
        """List the instalments of these contracts."""
        self._check_asked()
        rows = self.env["service.contract.instalment"]._create_schedule(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_instalment_action"
        )
        action["domain"] = [("id", "in", rows.ids)]
        return action

    def _get_schedule(self, date_to=None):
        """Instalments of all lines, those of a line from the oldest to the newest.

        :param date_to: last due date that counts; without it the end of the contract,
            or two years from today for one without end
        :rtype: list[ScheduledInstalment]
        """
        return [
            row
            for contract in self
            for row in contract.line_ids._get_schedule(
                date_to or contract._get_schedule_end()
            )
        ]

    def _get_schedule_end(self):
        self.ensure_one()
        today = self._get_company_today()
        # an instalment in arrears may be issued some time after the last day
        later = {"months": 2} if self.date_end else {"years": 2}
        return max(self.date_end or today, today) + relativedelta(**later)
