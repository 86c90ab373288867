# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.tools import SQL

from ...tools.trend import find_crossing

RECENT = 12  # measurements that a trend is told from
AHEAD = relativedelta(years=1)  # so far ahead it is looked


class ServiceDrift(models.Model):
    """Checks whose measured value is going to leave its limits within a year."""

    _name = "service.drift"
    _description = "Drifting Value"
    _inherit = ["service.dated.mixin"]
    _auto = False
    _order = "date, id"
    _rec_name = "name"

    equipment_id = fields.Many2one("service.equipment", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    site_id = fields.Many2one("res.partner", string="Site", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    name = fields.Char(string="Check", readonly=True)
    uom_id = fields.Many2one("uom.uom", string="Unit", readonly=True)
    last_date = fields.Date(string="Last Measured", readonly=True)
    last_value = fields.Float(string="Value", readonly=True, aggregator=None)
    limit_value = fields.Float(string="Limit", readonly=True, aggregator=None)
    date = fields.Date(
        string="Reached On",
        readonly=True,
        help="Day on which the value will reach its limit if it goes on like this: a "
        "straight line through the last measurements, at least three.",
    )

    # === QUERY METHODS === #

    @property
    def _table_query(self):
        crossings = self._get_crossings()
        return SQL(
            """
            SELECT activity.id, item.equipment_id, equipment.partner_id,
                   equipment.site_id, equipment.company_id, activity.name,
                   activity.measure_uom_id AS uom_id, drift.last_date,
                   activity.check_value AS last_value, drift.limit_value, drift.date
              FROM unnest(%(ids)s::int[], %(last)s::date[], %(limits)s::float[],
                          %(days)s::date[])
                   AS drift(id, last_date, limit_value, date)
              JOIN service_activity activity ON activity.id = drift.id
              JOIN service_intervention_item item ON item.id = activity.item_id
              JOIN service_equipment equipment ON equipment.id = item.equipment_id
            """,
            ids=[one for one, _last, _crossing in crossings],
            last=[last for _one, last, _crossing in crossings],
            limits=[crossing.limit for _one, _last, crossing in crossings],
            days=[crossing.day for _one, _last, crossing in crossings],
        )

    @api.model
    def _get_crossings(self):
        """Latest operation of each check that drifts, its day, and where it goes."""
        horizon = self.env.company._get_service_today() + AHEAD
        found = []
        for row in self.env.execute_query(self._get_recent()):
            last, last_day, days, values, low, high = row
            crossing = find_crossing(list(zip(days, values, strict=True)), low, high)
            if crossing and crossing.day <= horizon:
                found.append((last, last_day, crossing))
        return found

    @api.model
    def _get_recent(self):
        """The last measurements of each check of what is in service, and its limits."""
        self.env["service.activity"].flush_model()
        self.env["service.intervention.item"].flush_model()
        self.env["service.intervention"].flush_model(["date_start", "date_end"])
        self.env["service.equipment"].flush_model(["state", "company_id"])
        return SQL(
            """
            SELECT (array_agg(id ORDER BY date DESC, id DESC))[1], MAX(date),
                   array_agg(date ORDER BY date), array_agg(check_value ORDER BY date),
                   (array_agg(measure_min ORDER BY date DESC, id DESC))[1],
                   (array_agg(measure_max ORDER BY date DESC, id DESC))[1]
              FROM (
                    SELECT measured.*, row_number() OVER (
                               PARTITION BY measured.equipment_id, measured.name
                               ORDER BY measured.date DESC, measured.id DESC
                           ) AS number
                      FROM (%(measured)s) measured
                      JOIN service_equipment equipment
                        ON equipment.id = measured.equipment_id
                     WHERE equipment.state = 'in_service'
                       AND equipment.company_id IN %(companies)s
                       AND measured.date IS NOT NULL
                   ) recent
             WHERE number <= %(recent)s
          GROUP BY equipment_id, name
            HAVING COUNT(DISTINCT date) >= 3
            """,
            measured=self.env["service.trend"]._get_measured(),
            companies=tuple(self.env.companies.ids),
            recent=RECENT,
        )

    # === ACTION METHODS === #

    def action_view_trend(self):
        """The graph of the value with its limits."""
        self._check_asked_one()
        return self.equipment_id._view_trends([("name", "=", self.name)])
