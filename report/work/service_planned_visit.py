# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
import json
from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

AHEAD = relativedelta(years=1)  # so far ahead the next visits are shown
DAYS = 10**6  # more days than a calendar has: line and day make the id


class ServicePlannedVisit(models.Model):
    """Visits that contracts promise and that are no jobs yet: one record for each.

    They come from the series that the jobs are made from.
    """

    _name = "service.planned.visit"
    _description = "Visit to Come"
    _inherit = ["service.contract.analysis", "service.dated.mixin"]
    _auto = False
    _order = "date, contract_id, line_id"
    _rec_name = "line_id"

    line_id = fields.Many2one(
        "service.contract.line", string="Contract Line", readonly=True
    )
    equipment_id = fields.Many2one("service.equipment", readonly=True)
    site_id = fields.Many2one("res.partner", string="Site", readonly=True)
    date = fields.Date(readonly=True)
    reason = fields.Char(readonly=True, help="What the meter will show by then.")

    # === COMPUTE METHODS === #

    @api.depends("line_id", "partner_id", "equipment_id")
    def _compute_display_name(self):
        for visit in self:
            parts = (visit.partner_id.display_name, visit.equipment_id.display_name)
            visit.display_name = " · ".join(filter(None, parts))

    # === QUERY METHODS === #

    @property
    def _table_query(self):
        lines, days, reasons = self._get_visits()
        return SQL(
            """
            SELECT line.id::bigint * %(days_there_are)s + visit.day AS id,
                   line.id AS line_id,
                   line.contract_id,
                   line.equipment_id,
                   line.company_id,
                   contract.contract_type_id,
                   contract.partner_id,
                   contract.user_id,
                   COALESCE(equipment.site_id, contract.partner_id) AS site_id,
                   DATE '0001-01-01' + visit.day - 1 AS date,
                   NULLIF(visit.reason, '') AS reason
              FROM unnest(%(lines)s::int[], %(days)s::text[], %(reasons)s::text[])
                   AS promise(line_id, days, reasons)
              JOIN service_contract_line line ON line.id = promise.line_id
              JOIN service_contract contract ON contract.id = line.contract_id
         LEFT JOIN service_equipment equipment ON equipment.id = line.equipment_id
        CROSS JOIN LATERAL unnest(promise.days::int[], promise.reasons::text[])
                   AS visit(day, reason)
            """,
            days_there_are=DAYS,
            lines=lines,
            days=days,
            reasons=reasons,
        )

    @api.model
    def _get_visits(self):
        """Ids of the lines, and the ordinal numbers of the days of the visits of each.

        Visits of a line that holidays move to the same day are one. With why each is
        due, where that is use.
        """
        # sudo: who may see a visit is decided by the rules of this model
        lines = self.env["service.contract.line"].sudo()
        today = max(company._get_service_today() for company in self.env.companies)
        visits = lines._search_visited(
            today + AHEAD, Domain("company_id", "in", self.env.companies.ids)
        )._plan_visits()
        found = defaultdict(dict)
        for line, due, day in visits:
            reason = "" if due.total is None else line._explain_due(due)
            found[line.id].setdefault(day.toordinal(), reason)
        return (
            list(found),
            [as_literal(days) for days in found.values()],
            [as_literal(days.values()) for days in found.values()],
        )


def as_literal(values):
    """An array as PostgreSQL writes it, to be one element of another array."""
    return f"{{{','.join(json.dumps(value) for value in values)}}}"
