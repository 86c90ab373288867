# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ....tools.usage import exact
from ....tools.visits import Due, iter_dues, next_due
from .series import CATCH_UP

READ = [
    f"visit_meter_id.{name}"
    for name in (
        "begin_date",
        "begin_value",
        "digits",
        "reading_ids.date",
        "reading_ids.is_reset",
        "reading_ids.source",
        "reading_ids.state",
        "reading_ids.value",
        "reading_ids.value_before",
    )
]


class ServiceContractType(models.Model):
    """Visits by use that a type proposes."""

    _inherit = "service.contract.type"

    visit_use = fields.Float(
        string="or After",
        digits="Product Unit",
        help="Units that a meter counts from one visit to the next, such as 10,000 "
        "copies or 500 hours. With an interval beside it, whichever comes first. Zero: "
        "use does not count.",
    )
    visit_meter_type_id = fields.Many2one(
        "service.meter.type",
        string="Units of",
        domain="[('is_increasing', '=', True), "
        "('company_id', 'in', (False, company_id))]",
        help="Empty: the first meter of the equipment.",
    )

    _check_visit_use = models.Constraint(
        "CHECK(visit_use >= 0)", "The use between visits cannot be negative."
    )


class ServiceContractLine(models.Model):
    """Visits after so much use, or so much time, whichever comes first.

    Both are counted from the visit before; see ``tools/visits.py``. The next visit is
    a forecast and moves with each reading, unless somebody has entered its day.
    """

    _inherit = "service.contract.line"

    visit_use = fields.Float(
        string="or After",
        digits="Product Unit",
        compute="_compute_visit_use",
        store=True,
        readonly=False,
        precompute=True,
        help="Units that the meter counts from one visit to the next. With an interval "
        "beside it, whichever comes first. Zero: use does not count.",
    )
    visit_meter_id = fields.Many2one(
        "service.meter",
        string="Units of",
        compute="_compute_visit_meter_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        index="btree_not_null",
        domain="[('is_increasing', '=', True), "
        "('equipment_id', '=?', equipment_id), "
        "('equipment_id.partner_id', 'child_of', partner_id)]",
    )
    served_on = fields.Date(
        string="Last Served",
        copy=False,
        help="Day from which use and time are counted, where no later visit of this "
        "line is known. Empty: the start of the line.",
    )
    next_visit_date = fields.Date(inverse="_inverse_next_visit_date")
    is_visit_day_set = fields.Boolean(
        readonly=True,
        copy=False,
        help="Somebody has entered the day of the next visit: readings do not move it.",
    )

    _check_visit_use = models.Constraint(
        "CHECK(visit_use >= 0)", "The use between visits cannot be negative."
    )

    # === COMPUTE METHODS === #

    @api.depends("contract_id.contract_type_id")
    def _compute_visit_use(self):
        for line in self:
            line.visit_use = line.contract_id.contract_type_id.visit_use

    @api.depends("visit_use", "equipment_id.meter_ids", "meter_ids")
    def _compute_visit_meter_id(self):
        for line in self:
            meters = line._get_visit_meters()
            if not line.visit_use:
                line.visit_meter_id = False
            elif line.visit_meter_id._origin not in meters:
                kind = line.contract_id.contract_type_id.visit_meter_type_id
                same = meters.filtered(lambda meter, kind=kind: meter.type_id == kind)
                line.visit_meter_id = (same if kind else meters)[:1]

    def _get_visit_meters(self):
        """Meters whose use may count: of its equipment, or those that it bills."""
        self.ensure_one()
        # sudo: meters come with the equipment, whoever enters the contract
        meters = self.equipment_id.sudo().meter_ids if self.equipment_id else None
        meters = self.meter_ids if meters is None else meters
        return meters._origin.filtered("is_increasing").with_env(self.env)

    @api.depends("served_on", "visit_meter_id", "visit_use", *READ)
    def _compute_next_visit_date(self):
        by_use = self.filtered(lambda line: line._counts_use() and line._has_visits())
        super(ServiceContractLine, self - by_use)._compute_next_visit_date()
        for line in by_use:
            if line._waits_for_visit():
                line.next_visit_date = False
            elif line.is_visit_day_set and line.next_visit_date:
                line.next_visit_date = line._unless_ended(line.next_visit_date)
            else:
                line.next_visit_date = line._propose_next_visit()

    def _inverse_next_visit_date(self):
        """What the forecast would be as well was not entered by anybody."""
        for line in self:
            is_set = (
                bool(line.next_visit_date)
                and line._counts_use()
                and line.next_visit_date != line._propose_next_visit()
            )
            if line.is_visit_day_set != is_set:
                line._by_server().is_visit_day_set = is_set

    def _is_settled(self, name):
        agreed = name == "visit_use" and self.state != "draft"
        return agreed or super()._is_settled(name)

    # === CONSTRAINT METHODS === #

    @api.constrains("visit_meter_id")
    def _check_visit_meter(self):
        for line in self:
            meter = line.visit_meter_id.sudo()  # sudo: compared only
            if meter and not meter.is_increasing:
                raise ValidationError(
                    self.env._(
                        "%s goes up and down: visits can only be counted by what "
                        "counts up.",
                        meter.display_name,
                    )
                )

    # === WHEN === #

    def _counts_use(self):
        self.ensure_one()
        return bool(self.visit_use > 0 and self.visit_meter_id)

    def _has_visits(self):
        by_use = self._counts_use() and self.date_start and not self.one_off
        return bool(by_use or super()._has_visits())

    @api.model
    def _get_frequency_domain(self):
        return super()._get_frequency_domain() | (
            Domain("visit_use", ">", 0) & Domain("visit_meter_id", "!=", False)
        )

    def _keeps_series(self):
        """What is counted by use has no series that a start could shift."""
        return super()._keeps_series() and not self._counts_use()

    def _propose_next_visit(self):
        """What use or time has made due already is due today."""
        if not self._counts_use():
            return super()._propose_next_visit()
        due = self._get_next_due(self._get_served_day())
        return bool(due) and self._unless_ended(max(due.day, self._get_today()))

    def _get_served_day(self):
        """Day from which the next visit is counted.

        The last visit, as planned or as it was made, or a later day on which somebody
        says that the machine was served; else the start of the line.
        """
        self.ensure_one()
        days = [self.served_on, self.last_visit_date]
        if self._counts_from_actual():
            days = [self.served_on]
            days += [visit._get_visit_day() for visit in self.visit_ids]
        return max(filter(None, days), default=self.date_start)

    def _get_next_due(self, since):
        return next_due(since, *self._get_use_rule())

    def _get_use_rule(self):
        """Anchor, interval, points of the meter and step; see :func:`next_due`.

        The use of what has left goes on no more.
        """
        self.ensure_one()
        meter = self.visit_meter_id._origin
        counter = meter._get_counters()[meter.id]
        return (
            self._get_visit_anchor(),
            self._get_visit_frequency() if self.visit_interval > 0 else None,
            [] if counter.last_day else counter.points,
            exact(self.visit_use),
        )

    def _iter_dues(self, today):
        """What is overdue is visited today: use does not let go of it."""
        if not self._counts_use():
            return super()._iter_dues(today)
        first = self.next_visit_date
        if self._counts_from_actual() or first < today - CATCH_UP:
            first = max(first, today)
        rule = self._get_use_rule()
        due = next_due(self._get_served_day(), *rule)
        total = due.total if due and not self.is_visit_day_set else None
        return iter_dues(Due(first, total), *rule)

    @api.model
    def _remember_visits(self, visits):
        """The series begins anew with a visit that is due by use."""
        for visit in visits:
            if visit.due.total is not None:
                # sudo: planners create jobs, not contracts
                visit.line.sudo().visit_anchor = visit.due.day
        super()._remember_visits(visits)

    def _get_visit_after(self, due):
        if not self._counts_use():
            return super()._get_visit_after(due)
        following = self._get_next_due(due.day)
        return bool(following) and max(following.day, self._get_today())

    def _skip_missed_visits(self):
        """Lines by time let go what was missed; by use it is due today."""
        by_use = self.filtered(lambda line: line._counts_use())
        super(ServiceContractLine, self - by_use)._skip_missed_visits()
        for line in by_use:
            today = line._get_today()
            if line.visit_interval and not (line.last_visit_date or line.served_on):
                line.served_on = line._get_series_day(today)
            if line.next_visit_date and line.next_visit_date < today:
                line.next_visit_date = line._unless_ended(today)

    def _get_series_day(self, today):
        """Last day of the series until ``today``, on which it counts as served."""
        anchor, frequency = self._get_visit_anchor(), self._get_visit_frequency()
        index = frequency.index(anchor, today)
        return index > 0 and frequency.start(anchor, index)

    # === WHY === #

    def _get_visit_text(self):
        text = super()._get_visit_text()
        if not self._counts_use():
            return text
        meter = self.visit_meter_id.sudo()  # sudo: printed for the customer
        terms = {"use": meter._format_value(self.visit_use), "meter": meter.name}
        if not text:
            return self.env._("every %(use)s %(meter)s", **terms)
        return self.env._("%(time)s or every %(use)s %(meter)s", time=text, **terms)

    def _explain_due(self, due):
        """What the meter will show when a visit is due by use."""
        self.ensure_one()
        meter = self.visit_meter_id.sudo()  # sudo: told to whoever sees the visit
        last = meter._get_counters()[meter.id].points[-1]
        return self.env._(
            "At %(value)s %(meter)s, expected on %(date)s",
            value=meter._format_value(last.value + due.total - last.total),
            meter=meter.name,
            date=format_date(self.env, due.day),
        )

    # === WHAT FOLLOWS === #

    def _prepare_renewal_vals(self, start, end, percent):
        """Use goes on to be counted in the contract that follows."""
        vals = super()._prepare_renewal_vals(start, end, percent)
        if self._counts_use():
            vals["served_on"] = self._get_served_day()
        return vals


class ServiceEquipment(models.Model):
    """Use of the machine that takes the place is counted from that day."""

    _inherit = "service.equipment"

    def _prepare_passed_line(self, line, new, date):
        vals = super()._prepare_passed_line(line, new, date)
        if line._counts_use():
            vals.pop("next_visit_date", None)
            vals["visit_meter_id"] = new._get_meter_like(line.visit_meter_id).id
        return vals
