# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import datetime, tzinfo
from typing import NamedTuple

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ...tools.local_time import iter_days, local_day
from ..shared.asked import MAX_RECORDS, NONSENSE, Asked


class Plan(NamedTuple):
    """What the view says about the fields of a model."""

    date_start: str
    date_stop: str
    progress: str = ""
    color: str = ""
    dependency_field: str = ""
    deadline: str = ""
    consolidation: str = ""
    display_unavailability: bool = False
    plan: bool = False

    @property
    def names(self):
        """Fields of the model that the view names."""
        named = (
            self.date_start,
            self.date_stop,
            self.progress,
            self.color,
            self.dependency_field,
            self.deadline,
            self.consolidation,
        )
        return dict.fromkeys(filter(None, named))


class Window(NamedTuple):
    """The time on screen, in UTC, and its days in the zone of the user."""

    start: datetime
    stop: datetime
    zone: tzinfo

    def get_days(self):
        """Each local day of the window with its bounds in UTC."""
        return iter_days(self.start, self.stop, self.zone)


class Base(models.AbstractModel):
    """What the planning view reads, in one call for all that is on screen.

    Works on any model with a start and an end. A model overrides the hooks of this
    and the other ``service_gantt`` files to say who can be planned, what may be
    moved and what speaks against it.
    """

    _inherit = "base"

    @api.model
    @api.readonly
    def service_gantt_read(self, domain, start, stop, group_by, fields, options):
        """Blocks, rows, hours and conflicts of one window.

        :param domain: what is searched for, apart from the dates
        :param start: beginning of the window, in UTC
        :param stop: its end
        :param group_by: up to three fields that make the rows
        :param fields: what the blocks show
        :param options: what the view says: see :class:`Plan`
        """
        self._check_asked_inside()
        plan = self._service_gantt_plan(options)
        window = self._service_gantt_window(start, stop)
        domain = self._service_gantt_check_domain(domain)
        fields = Asked(self.env).names(fields)
        levels = self._service_gantt_levels(group_by)
        records = self._service_gantt_search(domain, window, plan, fields, levels)
        limited = len(records) > MAX_RECORDS
        records = records[:MAX_RECORDS]
        paths = records._service_gantt_paths(levels)
        rows = records._service_gantt_rows(levels, paths, domain)
        hours = self._service_gantt_hours(rows, window)
        values = records._service_gantt_values(plan, fields)
        for vals, keys in zip(values, self._service_gantt_keys(paths), strict=True):
            vals["rows"] = keys
        return {
            "records": values,
            "rows": rows,
            "unavailable": (
                self._service_gantt_unavailable(hours, window)
                if plan.display_unavailability
                else {}
            ),
            "capacity": records._service_gantt_capacity(plan, window, levels, hours),
            "backlog": self._service_gantt_backlog_count(domain, plan),
            "length": len(records),
            "limited": limited,
        }

    # === REQUEST === #

    @api.model
    def _service_gantt_plan(self, options):
        """Check what the view says.

        :rtype: Plan
        """
        asked = Asked(self.env)
        options = asked.mapping(options)
        wanted = {
            name: value if value is True else asked.text(value)
            for name in Plan._fields
            if (value := options.get(name))
        }
        plan = Plan(**{"date_start": "", "date_stop": "", **wanted})
        self._service_gantt_check_fields([plan.date_start, plan.date_stop, *plan.names])
        self._service_gantt_check_dates(plan)
        return plan

    @api.model
    def _service_gantt_check_dates(self, plan):
        for name in filter(None, (plan.date_start, plan.date_stop, plan.deadline)):
            if self._fields[name].type not in ("date", "datetime"):
                raise UserError(
                    self.env._("“%s” is neither a date nor a time of the plan.", name)
                )

    @api.model
    def _service_gantt_check_fields(self, names):
        for name in names:
            if not isinstance(name, str) or name not in self._fields:
                raise UserError(
                    self.env._(
                        "The plan of “%(model)s” asks for the field “%(field)s”, which "
                        "does not exist.",
                        model=self._description,
                        field=name or "",
                    )
                )

    @api.model
    def _service_gantt_check_domain(self, domain):
        """A favourite may outlive a field that it asks for.

        :rtype: Domain
        """
        domain = Asked(self.env).domain(domain)
        try:
            domain.optimize(self)
        except NONSENSE as error:
            raise UserError(
                self.env._(
                    "This search cannot be done any more: %s. Take away the filter or "
                    "the favourite, or change it.",
                    error,
                )
            ) from error
        return domain

    @api.model
    def _service_gantt_window(self, start, stop):
        return Window(*Asked(self.env).span(start, stop), self.env.tz)

    @api.model
    def _service_gantt_levels(self, group_by):
        """Names of the fields that make the rows, outermost first."""
        names = Asked(self.env).names(group_by)
        levels = list(dict.fromkeys(name.split(":")[0] for name in names))[:3]
        for name in levels:
            if name not in self._fields:
                raise UserError(
                    self.env._(
                        "Rows cannot be grouped by “%(field)s”: “%(model)s” has no "
                        "such field.",
                        field=name,
                        model=self._description,
                    )
                )
        return levels

    # === RECORDS === #

    @api.model
    def _service_gantt_search(self, domain, window, plan, names, levels):
        """One more than can be shown, so that we know whether all are."""
        domain = Domain(domain) & self._service_gantt_domain(window, plan)
        self._service_gantt_check_fields(names)
        needed = (*names, *levels, *plan.names, *self._service_gantt_needed())
        readable = [
            name
            for name in dict.fromkeys(needed)
            if self._has_field_access(self._fields[name], "read")
        ]
        with Asked(self.env).understood():
            return self.search_fetch(
                domain, readable, order=f"{plan.date_start}, id", limit=MAX_RECORDS + 1
            )

    @api.model
    def _service_gantt_domain(self, window, plan):
        """What lies in the window at least in part; its end is not part of it."""
        start, stop = (
            (local_day(moment, window.zone) if one.type == "date" else moment)
            for moment, one in (
                (window.start, self._fields[plan.date_stop]),
                (window.stop, self._fields[plan.date_start]),
            )
        )
        return Domain(plan.date_start, "<", stop) & (
            Domain(plan.date_stop, ">", start) | Domain(plan.date_start, ">=", start)
        )

    def _service_gantt_values(self, plan, names):
        """What the blocks of these records show, in their order."""
        names = [
            name
            for name in dict.fromkeys((*names, *plan.names))
            if self._has_field_access(self._fields[name], "read")
        ]
        conflicts = self._service_gantt_conflicts()
        readonly = self._service_gantt_readonly()
        self._service_gantt_warm_labels(names)
        columns = {name: self._service_gantt_column(name) for name in names}
        columns["id"] = self._ids
        columns["readonly"] = [one in readonly for one in self._ids]
        columns["conflicts"] = [
            [{"kind": kind, "text": text} for kind, text in conflicts.get(one, ())]
            for one in self._ids
        ]
        return [
            dict(zip(columns, values, strict=True))
            for values in zip(*columns.values(), strict=True)
        ]

    # === HOOKS === #

    @api.model
    def _service_gantt_needed(self):
        """Fields that the other hooks read, fetched with those that are shown."""
        return []

    def _service_gantt_conflicts(self):
        """What speaks against the plan of these records: kind and text, by id."""
        return {}

    def _service_gantt_readonly(self):
        """Ids of those that the user cannot move."""
        return set() if self.browse().has_access("write") else set(self._ids)

    @api.model
    def _service_gantt_backlog_domain(self, plan):
        """What waits to be planned."""
        return Domain(plan.date_start, "=", False)

    @api.model
    def _service_gantt_backlog_count(self, domain, plan):
        if not plan.plan:
            return 0
        with Asked(self.env).understood():
            return self.search_count(self._service_gantt_waiting(domain, plan))

    @api.model
    def _service_gantt_waiting(self, domain, plan):
        """What waits to be planned, of what is searched for."""
        return Domain(domain) & self._service_gantt_backlog_domain(plan)
