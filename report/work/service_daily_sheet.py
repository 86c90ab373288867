# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL

PLANNERS = "service_management.group_planner,service_management.group_contract_manager"


class ServiceDailySheet(models.Model):
    """What each person has done, day by day: one record for each work and charge."""

    _name = "service.daily.sheet"
    _description = "Daily Sheet"
    _inherit = ["hr.mixin", "service.dated.mixin"]
    _auto = False
    _order = "date desc, employee_id, date_start, id"
    _rec_name = "name"

    employee_id = fields.Many2one("hr.employee", string="Person", readonly=True)
    date = fields.Date(readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    company_currency_id = fields.Many2one(related="company_id.currency_id")
    intervention_id = fields.Many2one(
        "service.intervention", string="Job", readonly=True
    )
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    name = fields.Char(string="Description", readonly=True)
    kind = fields.Selection(
        [
            ("work", "Work"),
            ("travel_time", "Travel Time"),
            ("part", "Spare Part"),
            ("travel", "Travel"),
            ("expense", "Expense"),
            ("fee", "Fee"),
        ],
        readonly=True,
    )
    date_start = fields.Datetime(string="Start", readonly=True)
    date_end = fields.Datetime(string="End", readonly=True)
    hours = fields.Float(readonly=True)
    hours_overtime = fields.Float(string="Overtime", readonly=True)
    hours_holiday = fields.Float(string="Holiday Hours", readonly=True)
    km = fields.Float(readonly=True)
    quantity = fields.Float(readonly=True)
    cost = fields.Monetary(
        currency_field="company_currency_id", groups=PLANNERS, readonly=True
    )
    gap_hours = fields.Float(
        string="Gap", readonly=True, help="Time since the work before on the same day."
    )
    overlap_hours = fields.Float(
        string="Overlap",
        readonly=True,
        help="Time in which the person was already at work on something else.",
    )

    _depends = {
        "service.activity": [
            "activity_type_id",
            "break_hours",
            "cost",
            "date_done",
            "date_start",
            "employee_id",
            "hours",
            "hours_holiday",
            "hours_overtime",
            "name",
            "state",
        ],
        "service.activity.type": ["is_travel"],
        "service.charge": [
            "cost",
            "date_done",
            "employee_id",
            "is_minimum",
            "kind",
            "name",
            "quantity",
            "surcharge",
        ],
        "service.intervention": ["date_done", "state"],
    }

    @property
    def _table_query(self):
        return SQL(
            """
            WITH work AS (%(work)s),
            timed AS (
                SELECT work.*,
                       MAX(date_end) OVER (
                           PARTITION BY employee_id, date
                           ORDER BY date_start, id
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
                       ) AS previous_end
                  FROM work
            )
            SELECT id, employee_id, company_id, intervention_id, partner_id, name, kind,
                   date, date_start, date_end, hours, hours_overtime, hours_holiday,
                   0.0 AS km, 0.0 AS quantity, cost,
                   COALESCE(GREATEST(
                       EXTRACT(EPOCH FROM date_start - previous_end) / 3600, 0
                   ), 0) AS gap_hours,
                   COALESCE(GREATEST(
                       EXTRACT(EPOCH FROM LEAST(
                           COALESCE(previous_end, date_start), date_end
                       ) - date_start) / 3600, 0
                   ), 0) AS overlap_hours
              FROM timed
            UNION ALL
            %(charges)s
            """,
            work=self._query_work(),
            charges=self._query_charges(),
        )

    def _query_work(self):
        return SQL(
            """
            SELECT work.id * 2 AS id, work.employee_id, work.company_id,
                   work.intervention_id, work.partner_id, work.name,
                   CASE WHEN kind.is_travel THEN 'travel_time' ELSE 'work' END AS kind,
                   work.date_done AS date, work.date_start,
                   work.date_start
                       + (work.hours + COALESCE(work.break_hours, 0))
                       * INTERVAL '1 hour' AS date_end,
                   work.hours, work.hours_overtime, work.hours_holiday, work.cost
              FROM service_activity work
              JOIN service_activity_type kind ON kind.id = work.activity_type_id
             WHERE work.state = 'done' AND work.hours > 0
               AND work.employee_id IS NOT NULL
            """
        )

    def _query_charges(self):
        return SQL(
            """
            SELECT charge.id * 2 + 1, charge.employee_id, charge.company_id,
                   charge.intervention_id, charge.partner_id, charge.name, charge.kind,
                   COALESCE(charge.date_done, job.date_done),
                   NULL, NULL, 0.0, 0.0, 0.0,
                   CASE WHEN charge.kind = 'travel' THEN charge.quantity ELSE 0 END,
                   CASE WHEN charge.kind = 'travel' THEN 0 ELSE charge.quantity END,
                   charge.cost, 0.0, 0.0
              FROM service_charge charge
              JOIN service_intervention job ON job.id = charge.intervention_id
             WHERE charge.employee_id IS NOT NULL
               AND job.state IN ('in_progress', 'done')
               AND charge.surcharge IS NULL AND charge.is_minimum IS NOT TRUE
            """
        )
