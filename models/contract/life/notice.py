# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

TERMS_AHEAD = 2  # after the first that can still be given notice of
LONGEST_NOTICE = relativedelta(years=5)  # of a contract without end


class ServiceContract(models.Model):
    """Notice that was received: the contract ends and is not renewed."""

    _inherit = "service.contract"

    notice_date = fields.Date(
        string="Notice Received", copy=False, readonly=True, tracking=True
    )
    notice_end = fields.Date(
        string="Ends by Notice",
        copy=False,
        readonly=True,
        help="Last day after the notice that was received.",
    )
    notice_opened = fields.Boolean(
        copy=False,
        readonly=True,
        help="The contract had no end before notice was received.",
    )
    is_notice_over = fields.Boolean(
        string="Too Late for Notice", store=False, search="_search_is_notice_over"
    )

    def _search_is_notice_over(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self.env["res.company"]._get_domain_by_clock(
            lambda company: Domain("cancel_by", "<", company._get_service_today())
        )

    # === ACTION METHODS === #

    def action_withdraw_notice(self):
        """Forget the notice: the contract goes on as if there had been none."""
        self._check_asked()
        for contract in self.filtered("notice_date"):
            contract._check_transition(self._get_running_states())
            contract.message_post(
                body=self.env._(
                    "The notice of %s has been withdrawn.",
                    format_date(self.env, contract.notice_date),
                )
            )
            if contract.notice_opened:
                contract._remove_end()
        self._by_server().write(
            {"notice_date": False, "notice_end": False, "notice_opened": False}
        )

    # === BUSINESS METHODS === #

    def _get_notice_end(self, date):
        """Last day of the contract when notice is received on ``date``.

        With tacit renewal that of the first term that can still be given notice of;
        without end as many days later as notice takes.
        """
        self.ensure_one()
        notice = timedelta(days=self.notice_days)
        if not self.date_end:
            return max(date, self.date_start) + notice
        if not self._renews_by_itself():
            return self.date_end
        for term in self.term_ids.sorted("date_start"):
            if date <= term.date_end - notice:
                return term.date_end
        end = self.date_end
        while date > end - notice:
            end = self._get_renewed_end(end + timedelta(days=1))
        return end

    def _get_later_notice_ends(self, date):
        """Further last days that notice on ``date`` may name, the soonest first.

        With tacit renewal the ends of the terms that would follow; without end there
        are none to choose from, as each later day will do.
        """
        self.ensure_one()
        ends = []
        if self.date_end and self._renews_by_itself():
            end = self._get_notice_end(date)
            for _term in range(TERMS_AHEAD):
                end = self._get_renewed_end(end + timedelta(days=1))
                ends.append(end)
        return ends

    def _can_end_by_notice(self, date, end):
        """Whether notice on ``date`` may name ``end`` as the last day."""
        earliest = self._get_notice_end(date)
        if self.date_end:
            return end in (earliest, *self._get_later_notice_ends(date))
        return earliest <= end <= earliest + LONGEST_NOTICE

    def _is_notice_late(self, date):
        """Whether notice on ``date`` is too late for the term that holds that day."""
        self.ensure_one()
        end = self._get_term(date).date_end
        return bool(end) and self._get_notice_end(date) > end

    def _receive_notice(self, date, reason=False, documents=(), end=None):
        """Let the contract end by the notice that was received on ``date``.

        :param documents: names and contents of files to keep with it
        :param end: last day that the notice names; the earliest possible unless given
        """
        self.ensure_one()
        self._check_notice(date)
        end = end or self._get_notice_end(date)
        self._check_notice_end(date, end)
        opened = not self.date_end
        while self.date_end and self.date_end < end:
            self._append_term()
        self._end_on(end)
        self._by_server().write(
            {"notice_date": date, "notice_end": end, "notice_opened": opened}
        )
        self.message_post(
            body=self._describe_notice(reason), attachments=list(documents)
        )

    def _check_notice(self, date):
        """Refuse a notice that is there already or came after the end."""
        self._check_transition(self._get_running_states())
        if self.notice_date:
            raise UserError(
                self.env._(
                    "Notice of contract %(contract)s was received on %(date)s already. "
                    "Withdraw it first.",
                    contract=self.display_name,
                    date=format_date(self.env, self.notice_date),
                )
            )
        if date > self._get_company_today():
            raise UserError(
                self.env._(
                    "Notice cannot have been received on %s, which is still to come. "
                    "Enter the day on which it arrived.",
                    format_date(self.env, date),
                )
            )

    def _check_notice_end(self, date, end):
        """Refuse a last day that is too soon, or in the middle of a term."""
        if not self._can_end_by_notice(date, end):
            raise UserError(
                self.env._(
                    "By this notice the contract cannot end on %s. Choose another last "
                    "day.",
                    format_date(self.env, end),
                )
            )

    def _describe_notice(self, reason):
        text = self.env._(
            "Notice was received on %(date)s. The contract ends on %(end)s.",
            date=format_date(self.env, self.notice_date),
            end=format_date(self.env, self.notice_end),
        )
        return f"{text} {reason}" if reason else text

    def _get_amount_until(self, date):
        """What is still to be invoiced when the contract ends on ``date``."""
        self.ensure_one()
        billed = self.line_ids._get_billed_intervals()
        return sum(
            line._get_period_amount(period)
            for line in self.line_ids
            for period in line._iter_unbilled_periods(
                billed.get(line.id, []), line._get_end_by(date)
            )
        )

    def _remove_end(self):
        """Let the contract, and the lines that last as long, go on without end."""
        self.ensure_one()
        lasting = self.line_ids.filtered(lambda line: line.date_end == self.date_end)
        self.date_end = False
        lasting.date_end = False

    def _check_renewable(self):
        super()._check_renewable()
        for contract in self.filtered("notice_date"):
            raise UserError(
                self.env._(
                    "Notice of contract %s has been received. Withdraw the notice to "
                    "renew it.",
                    contract.display_name,
                )
            )

    @api.model
    def _get_going_on_domain(self):
        return super()._get_going_on_domain() & Domain("notice_date", "=", False)


class ServiceContractLine(models.Model):
    """Until when a line runs after notice."""

    _inherit = "service.contract.line"

    def _get_end_by(self, date):
        """Last day of the line when its contract ends on ``date``."""
        self.ensure_one()
        if self.date_end and self.date_end != self.contract_id.date_end:
            return min(self.date_end, date)
        return date
