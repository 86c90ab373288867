# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from bisect import bisect_right
from collections import defaultdict

from odoo import api, models
from odoo.fields import Datetime

from ...tools.working_time import HOUR, clip, complement, hours

COMPANY = ""  # key of the hours of nobody in particular


class Base(models.AbstractModel):
    """Working hours, time off and load of the rows of the planning view."""

    _inherit = "base"

    @api.model
    def _service_gantt_hours(self, rows, window):
        """Working spans of each row that has any, and of the company."""
        people = defaultdict(set)
        for row in rows:
            if row["resource"]:
                model, _comma, record_id = row["resource"].partition(",")
                people[model].add(int(record_id))
        owners = {}
        for model, ids in people.items():
            # sudo: when somebody works is no secret to whoever plans with them
            records = self.env[model].sudo().browse(ids)
            records.fetch(["resource_id"])
            for record in records:
                owners[f"{model},{record.id}"] = record.resource_id
        resources = self.env["resource.resource"].union(*owners.values())
        found = resources._get_service_hours(
            window.start, window.stop, self.env.company
        )
        return {COMPANY: found[resources.browse()]} | {
            key: found[resource.with_env(resources.env)]
            for key, resource in owners.items()
        }

    @api.model
    def _service_gantt_unavailable(self, worked, window):
        """Time that is not worked, of each row."""
        shared = {}
        for spans in worked.values():
            if id(spans) not in shared:
                shared[id(spans)] = [
                    [Datetime.to_string(start), Datetime.to_string(end)]
                    for start, end in complement(spans, window.start, window.stop)
                ]
        return {key: shared[id(spans)] for key, spans in worked.items()}

    def _service_gantt_capacity(self, plan, window, levels, worked):
        """Hours planned of hours available, of each row and local day."""
        days = list(window.get_days())
        planned = self._service_gantt_planned(plan, days, levels, worked)
        shared = {}
        for spans in worked.values():
            if id(spans) not in shared:
                shared[id(spans)] = [
                    hours(clip(spans, *bounds)) for _day, bounds in days
                ]
        return {
            key: {
                str(day): [round(planned[key, day], 2), round(available, 2)]
                for (day, _bounds), available in zip(
                    days, shared[id(spans)], strict=True
                )
            }
            for key, spans in worked.items()
            if key != COMPANY
        }

    def _service_gantt_planned(self, plan, days, levels, worked):
        """Hours planned, by row and local day."""
        planned = defaultdict(float)
        starts = [start for _day, (start, _end) in days]
        for key, start, end in self._service_gantt_loads(plan, levels):
            first = max(bisect_right(starts, start) - 1, 0)
            last = bisect_right(starts, end) - 1
            if first == last and start >= starts[0]:
                planned[key, days[first][0]] += (end - start) / HOUR
                continue
            # of several days, those hours count that are worked
            for day, (begin, finish) in days[first : last + 1]:
                span = max(begin, start), min(finish, end)
                planned[key, day] += hours(clip(worked.get(key, []), *span))
        return planned

    def _service_gantt_loads(self, plan, levels):
        """Yield the row, start and end of each block on a person."""
        people = [name for name in levels if self._service_gantt_resource(name, 1)]
        weightless = self._service_gantt_weightless()
        spans = list(
            zip(
                self._ids,
                self._service_gantt_raw(plan.date_start),
                self._service_gantt_raw(plan.date_stop),
                strict=True,
            )
        )
        for name in people:
            comodel = self._fields[name].comodel_name
            values = self._service_gantt_group_values(name)
            for (one, start, end), ids in zip(spans, values, strict=True):
                if end and start < end and one not in weightless:
                    for owner in filter(None, ids):
                        yield f"{comodel},{owner}", start, end

    # === HOOKS === #

    def _service_gantt_weightless(self):
        """Ids of those that take no time of anybody, such as what is cancelled."""
        return set()
