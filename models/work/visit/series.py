# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ....tools.interval import Interval
from ....tools.periods import next_occurrence
from ....tools.visits import Due, first_occurrence, iter_series, visit_day

FAILURE_ACTIVITY = "service_management.mail_activity_visit_failure"

CATCH_UP = timedelta(days=7)  # so long after its day a visit is still created
LOOKAHEAD = timedelta(days=31)  # so long a closure may move a visit past the horizon
WEEK = timedelta(days=7)
YEAR = relativedelta(years=1)

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class Visit(NamedTuple):
    """One visit that a contract line promises.

    ``due`` says when and why, ``day`` is the working day on which it is made.
    """

    line: models.Model
    due: Due
    day: date

    @property
    def planned(self):
        """Its day in the series, or by the trend of use."""
        return self.due.day


class ServiceContractLine(models.Model):
    """Planned visits of contract lines."""

    _inherit = "service.contract.line"

    visit_weekday = fields.Selection(
        WEEKDAYS,
        string="Preferred Day",
        help="A visit is made on this day of its week. Empty: on the day on which it "
        "falls.",
    )
    visit_ids = fields.Many2many(
        "service.intervention",
        "service_contract_line_visit_rel",
        "line_id",
        "intervention_id",
        string="Visits",
        copy=False,
        context={"active_test": False},
    )

    visit_anchor = fields.Date(
        string="Visits Since",
        copy=False,
        help="First day of the series of visits, when it goes on from another line.",
    )
    last_visit_date = fields.Date(
        string="Last Visit",
        copy=False,
        readonly=True,
        help="Day of the latest planned visit that has been created.",
    )
    next_visit_date = fields.Date(
        string="Next Visit",
        compute="_compute_next_visit_date",
        store=True,
        readonly=False,
        copy=False,
        index="btree_not_null",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "visit_interval",
        "visit_unit",
        "one_off",
        "date_start",
        "date_end",
        "contract_id.visit_counting",
        "visit_ids.state",
    )
    def _compute_next_visit_date(self):
        """A planned day stays; it is proposed anew while the contract is a draft."""
        for line in self:
            if not line._has_visits() or line._waits_for_visit():
                line.next_visit_date = False
            elif line.state in ("draft", False) or not line.next_visit_date:
                line.next_visit_date = line._propose_next_visit()
            else:
                line.next_visit_date = line._unless_ended(line.next_visit_date)

    @api.model
    def _get_following_fields(self):
        """A planned day stays or moves by a rule of its own."""
        return super()._get_following_fields() | {"next_visit_date"}

    def _has_visits(self):
        return bool(self.visit_interval > 0 and self.date_start and not self.one_off)

    def _propose_next_visit(self):
        """First visit from today on that has not been created yet, or False."""
        self.ensure_one()
        if self._counts_from_actual() and self.visit_ids:
            day = max(visit._get_visit_day() for visit in self.visit_ids)
            return self._unless_ended(
                next_occurrence(day, self._get_visit_frequency(), day)
            )
        since = self._get_today()
        if self.last_visit_date:
            since = max(since, self.last_visit_date + timedelta(days=1))
        return self._unless_ended(self._get_first_visit(since))

    def _get_first_visit(self, since):
        """First day of the series from ``since`` on, not before the line starts."""
        return first_occurrence(
            self._get_visit_anchor(),
            self._get_visit_frequency(),
            max(since, self.date_start),
        )

    def _get_visit_frequency(self):
        """How often it is visited.

        :rtype: Interval
        """
        self.ensure_one()
        return Interval(self.visit_interval, self.visit_unit)

    def _get_visit_anchor(self):
        """First day of the series: that of the line, or of the one it goes on from."""
        self.ensure_one()
        return self.visit_anchor or self.date_start

    def _get_today(self):
        return (self.company_id or self.env.company)._get_service_today()

    def _unless_ended(self, day):
        last = self._get_last_day()
        return False if last and day > last else day

    def _counts_from_actual(self):
        return self.contract_id.visit_counting == "actual"

    def _waits_for_visit(self):
        """Whether the next visit cannot be planned until the last one is made."""
        self.ensure_one()
        return self._counts_from_actual() and any(self.visit_ids.mapped("is_open"))

    # === BUSINESS METHODS === #

    @api.model
    def _cron_generate_visits(self):
        """Create the planned interventions of all companies within their horizon."""
        model = self.env["service.contract"]
        failed = model.browse()
        for company in self.env["res.company"].search(Domain.TRUE):
            contracts = model.with_company(company)
            refused, finished = contracts._create_visits(company._get_visit_horizon())
            failed |= refused
            if not finished:
                return
        model._forget_failures(FAILURE_ACTIVITY, failed)

    @api.model
    def _generate_visits(self, date_to, domain=Domain.TRUE):
        """Create the jobs of the planned visits, as each contract groups them.

        Running it again adds nothing: each line remembers its next visit.

        :param date_to: last day for which visits are created, included
        :param domain: restricts the contract lines
        """
        lines = self._search_visited(date_to, domain).try_lock_for_update()
        visits = lines._plan_visits(date_to)
        jobs = self._group_visits(visits)
        interventions = self.env["service.intervention"]._create_by_server(
            [self._prepare_visit_vals(job, promises) for job, promises in jobs.items()]
        )
        interventions._apply_protocols()
        self._remember_visits(visits)
        return interventions

    @api.model
    def _search_visited(self, date_to, domain=Domain.TRUE):
        """Lines that may have visits until ``date_to`` and something to visit."""
        lines = self.search(domain & self._get_visit_domain(date_to))
        targets = lines._get_visited_equipment()
        return lines.filtered(
            lambda line: (
                targets[line]
                and (
                    not line.equipment_id
                    or line.equipment_id.partner_id.commercial_partner_id
                    == line.partner_id.commercial_partner_id
                )
            )
        )

    @api.model
    def _get_visit_domain(self, date_to):
        """A visit is made up to a week before its planned day.

        Contracts that are suspended now may have visits after that.
        """
        return (
            Domain("state", "in", self.contract_id._get_running_states())
            & Domain("contract_id.active", "=", True)
            & Domain("next_visit_date", "<=", date_to + WEEK)
            & self._get_frequency_domain()
            & (
                Domain("equipment_id", "=", False)
                | Domain("equipment_id.state", "=", "in_service")
            )
        )

    @api.model
    def _get_frequency_domain(self):
        """Lines that say how often they are visited."""
        return Domain("visit_interval", ">", 0)

    def _plan_visits(self, date_to=None):
        """Visits of these lines, oldest first for each line.

        What is shown and what becomes a job are both read here.

        :param date_to: last day, included; a year from the next visit of each line
            unless given
        :rtype: list[Visit]
        """
        if not self:
            return []
        days = self.mapped("next_visit_date")
        closed = self.contract_id._get_closed_days(
            min(days) - WEEK, (date_to or max(days) + YEAR) + LOOKAHEAD
        )
        today = {company: company._get_service_today() for company in self.company_id}
        return [
            visit
            for line in self
            for visit in line._iter_visits(
                date_to or line.next_visit_date + YEAR,
                closed[line.contract_id],
                today[line.company_id],
            )
        ]

    def _iter_visits(self, date_to, closed, today):
        """Yield the visits until ``date_to`` except those of suspended days."""
        self.ensure_one()
        if self._waits_for_visit():
            return
        first, last = self.date_start, self._get_last_day()
        weekday = int(self.visit_weekday) if self.visit_weekday else None
        suspended = self.contract_id._get_suspended_intervals()
        for due in self._iter_dues(today):
            if last and due.day > last:
                return
            day = visit_day(due.day, weekday, closed, first, last)
            if day > date_to:
                return
            if not any(start <= day <= end for start, end in suspended):
                yield Visit(self, due, day)
                if self._counts_from_actual():
                    return

    def _iter_dues(self, today):
        """Visits of the series that can still be made, without end.

        Visits that were missed for more than a week are let go.
        """
        first = self.next_visit_date
        if self._counts_from_actual():
            first = max(first, today)
        elif first < today - CATCH_UP:
            first = self._get_first_visit(today - CATCH_UP)
        series = iter_series(
            self._get_visit_anchor(), self._get_visit_frequency(), first
        )
        return map(Due, series)

    @api.model
    def _remember_visits(self, visits):
        """Plan the visit after the last one of each line."""
        for visit_line, due, _day in visits:
            line = visit_line.sudo()  # sudo: planners create jobs, not contracts
            line.last_visit_date = due.day
            following = not line._waits_for_visit() and line._get_visit_after(due)
            line.next_visit_date = following and line._unless_ended(following)

    def _get_visit_after(self, due):
        """Day of the visit that follows one that has been created, or False."""
        self.ensure_one()
        return next_occurrence(
            self._get_visit_anchor(), self._get_visit_frequency(), due.day
        )

    def _skip_missed_visits(self):
        """Let go what was missed until yesterday: the next visit is from today on."""
        for line in self:
            today = line._get_today()
            if not line.next_visit_date or line.next_visit_date >= today:
                continue
            overdue = line._counts_from_actual() and line.visit_ids
            line.next_visit_date = line._unless_ended(
                today if overdue else line._get_first_visit(today)
            )

    def _prepare_renewal_vals(self, start, end, percent):
        """The series of visits goes on in the contract that follows."""
        vals = super()._prepare_renewal_vals(start, end, percent)
        return {**vals, "visit_anchor": self._get_visit_anchor()}


class ServiceContract(models.Model):
    """Creating the visits, contract by contract."""

    _inherit = "service.contract"

    @api.model
    def _create_visits(self, date_to):
        """Create the visits of the company until ``date_to``, in batches.

        :return: as of :meth:`_work_through`
        """
        lines = self.env["service.contract.line"]
        return self._work_through(
            Domain("company_id", "=", self.env.company.id)
            & Domain("line_ids", "any", lines._get_visit_domain(date_to)),
            lambda contracts: lines._generate_visits(date_to, contracts._own_lines()),
            FAILURE_ACTIVITY,
            narrow=lambda contracts: contracts._filter_to_visit(date_to),
        )

    def _own_lines(self):
        return Domain("contract_id", "in", self.ids)

    def _filter_to_visit(self, date_to):
        """Contracts of which a visit until ``date_to`` has not been created."""
        lines = self.env["service.contract.line"]._search_visited(
            date_to, self._own_lines()
        )
        planned = {visit.line.contract_id.id for visit in lines._plan_visits(date_to)}
        return self.filtered(lambda contract: contract.id in planned)
