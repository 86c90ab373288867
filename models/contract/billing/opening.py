# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, formatLang

from ....tools.periods import days_between, subtract, subtract_intervals
from .instalment import ONE_DAY
from .schedule import ScheduledInstalment


class ServiceContractLine(models.Model):
    """Running contracts that are taken over from another system.

    What was invoiced there counts as billed, up to a day that somebody enters or
    imports: nothing is due for it, and its prices do not change any more. A period
    that is cut by that day is due for the rest of its days. As there is no invoice,
    nothing of it becomes a credit note here: what is not owed any more is said in
    words, with its amount by days.
    """

    _inherit = "service.contract.line"

    opening_billed_until = fields.Date(
        string="Invoiced Before Until",
        copy=False,
        help="For a contract that is taken over while it runs: the last day, included, "
        "that was invoiced before this system. Everything up to it counts as invoiced.",
    )

    @api.depends("opening_billed_until")
    def _compute_billing(self):
        super()._compute_billing()

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.filtered("opening_billed_until")._check_opening()
        return lines

    @contextmanager
    def _watch_change(self, vals):
        changing = self.browse()
        if "opening_billed_until" in vals:
            opening = fields.Date.to_date(vals["opening_billed_until"]) or False
            changing = self.filtered(lambda line: line.opening_billed_until != opening)
        changing._check_opening_open()
        with super()._watch_change(vals):
            yield
            changing._check_opening()
            changing._log_opening()

    # === CHECKS === #

    def _check_opening(self):
        """
        :raises UserError: when the day is before the start or after the end
        """
        for line in self.filtered("opening_billed_until"):
            opening, last = line.opening_billed_until, line._get_last_day()
            if opening < line.date_start - ONE_DAY:
                raise UserError(
                    self.env._(
                        "%(line)s starts on %(start)s: it cannot have been invoiced "
                        "until %(day)s only. Enter a day from its start on, or none "
                        "when nothing has been invoiced before.",
                        line=line.display_name,
                        start=format_date(self.env, line.date_start),
                        day=format_date(self.env, opening),
                    )
                )
            if last and opening > last:
                raise UserError(
                    self.env._(
                        "%(line)s ends on %(end)s: it cannot have been invoiced until "
                        "%(day)s. Enter its end at most, or correct its end.",
                        line=line.display_name,
                        end=format_date(self.env, last),
                        day=format_date(self.env, opening),
                    )
                )

    def _check_opening_open(self):
        """
        :raises UserError: when something is invoiced here, which follows on that day
        """
        billed = self._get_intervals_billed_here()
        for line in self:
            if billed.get(line.id):
                raise UserError(
                    self.env._(
                        "%s has been invoiced here since. Cancel or credit these "
                        "invoices before you change until when it was invoiced before.",
                        line.display_name,
                    )
                )

    def _log_opening(self):
        """Say in the chatter of contracts in force what is taken as invoiced."""
        for line in self.filtered(lambda line: line._is_billable()):
            day = line.opening_billed_until
            line.contract_id._message_log(
                body=self.env._(
                    "%(line)s: invoiced before this system until %(day)s",
                    line=line.display_name,
                    day=format_date(self.env, day) if day else "–",
                )
            )

    # === BUSINESS METHODS === #

    def _get_opening_interval(self):
        """First and last day that were invoiced before this system, or None."""
        self.ensure_one()
        opening = self.opening_billed_until
        if not opening or not self.date_start or opening < self.date_start:
            return None
        return self.date_start, opening

    def _get_opening_after(self, day):
        """Last day that was invoiced before this system, when it is not before ``day``.

        A line that goes on for another equipment from that day has it.
        """
        self.ensure_one()
        opening = self.opening_billed_until
        return opening and opening >= day and opening

    def _cut_opening(self, day):
        """Another line goes on after ``day``, with what was invoiced before for it."""
        self.ensure_one()
        after = self._get_opening_after(day + ONE_DAY)
        if after and not self._get_intervals_billed_here().get(self.id):
            self.opening_billed_until = day

    def _get_billed_intervals(self):
        """What was invoiced before this system counts as well."""
        billed = super()._get_billed_intervals()
        for line in self.filtered(lambda line: line._origin.id):
            if interval := line._get_opening_interval():
                billed.setdefault(line._origin.id, []).append(interval)
        return billed

    def _get_intervals_billed_here(self):
        """As :meth:`_get_billed_intervals`, without what was invoiced before."""
        billed = self._get_billed_intervals()
        for line in self.filtered(lambda line: line._origin.id):
            if interval := line._get_opening_interval():
                billed[line._origin.id].remove(interval)
        return billed

    def _schedule_invoiced(self, invoice_lines):
        rows = super()._schedule_invoiced(invoice_lines)
        if interval := self._get_opening_interval():
            rows.append(self._schedule_opening(*interval))
        return rows

    def _schedule_opening(self, start, end):
        """What was invoiced before; for how much is not known here."""
        return ScheduledInstalment(
            line=self,
            date_start=start,
            date_end=end,
            due_date=end,
            amount=0.0,
            state="opening",
            invoice_line=self.env["account.move.line"],
        )

    # === WHAT IS NOT OWED ANY MORE === #

    def _get_unowed_openings(self, until=None):
        """Days that were invoiced before this system and are not owed any more.

        :param until: day on which the lines would end, to see what that would bring
        :return: line, first day, last day and amount by days of each stretch of them
        """
        return [
            (line, start, end, line._get_amount_of_days(start, end))
            for line in self._filter_by_days()
            if (interval := line._get_opening_interval())
            for start, end in subtract_intervals(
                [interval], line._get_owed_intervals(until)
            )
        ]

    def _get_amount_of_days(self, start, end):
        """What the days from ``start`` to ``end`` are worth, each period's by days."""
        self.ensure_one()
        rest = [(self.date_start, start - ONE_DAY)]
        return sum(
            self._get_period_amount(part)
            for period in self._iter_periods(end, since=start)
            for part in subtract(period, rest)
        )

    @api.model
    def _describe_unowed_openings(self, unowed):
        """One line of text for each of :meth:`_get_unowed_openings`."""
        return Markup("<br/>").join(
            self.env._(
                "%(line)s, %(start)s to %(end)s (%(days)s days): %(amount)s.",
                line=line.display_name,
                start=format_date(self.env, start),
                end=format_date(self.env, end),
                days=days_between(start, end),
                amount=formatLang(self.env, amount, currency_obj=line.currency_id),
            )
            for line, start, end, amount in unowed
        )


class ServiceContract(models.Model):
    """What of the time before this system is not owed any more."""

    _inherit = "service.contract"

    unowed_openings = fields.Html(
        string="Invoiced Before and Not Owed",
        compute="_compute_unowed_openings",
        help="Days that were invoiced before this system and are not owed any more. "
        "Their invoice is not here: a credit note is made by hand.",
    )

    @api.depends(
        "line_ids.opening_billed_until",
        "line_ids.date_start",
        "line_ids.date_end",
        "date_end",
        "suspension_ids.date_from",
        "suspension_ids.date_to",
    )
    def _compute_unowed_openings(self):
        for contract in self:
            unowed = contract._origin.line_ids._get_unowed_openings()
            contract.unowed_openings = (
                contract.line_ids._describe_unowed_openings(unowed) or False
            )

    def _get_opening_day(self):
        """Last day that was invoiced before this system, or False."""
        self.ensure_one()
        days = self.line_ids.filtered("opening_billed_until")
        return max(days.mapped("opening_billed_until"), default=False)
