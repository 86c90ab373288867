# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL


class ServiceTrend(models.Model):
    """What was measured on equipment over time, with its limits.

    One record for each line of the graph and day: a value that a check has measured,
    its minimum and maximum, and what meters showed.
    """

    _name = "service.trend"
    _description = "Measured Value"
    _auto = False
    _order = "date desc, name, series"
    _rec_name = "name"
    _depends = {
        "service.activity": [
            "check_type",
            "check_value",
            "date_end",
            "date_start",
            "item_id",
            "measure_max",
            "measure_min",
            "name",
            "state",
        ],
        "service.intervention": ["date_end", "date_start"],
        "service.intervention.item": ["equipment_id"],
        "service.equipment": ["company_id", "partner_id", "state"],
        "service.meter": ["name"],
        "service.meter.reading": ["date", "meter_id", "state", "value"],
    }

    equipment_id = fields.Many2one("service.equipment", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Customer", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    name = fields.Char(string="Check or Meter", readonly=True)
    series = fields.Selection(
        [("value", "Value"), ("minimum", "Minimum"), ("maximum", "Maximum")],
        string="Line",
        readonly=True,
    )
    date = fields.Date(readonly=True)
    value = fields.Float(readonly=True, aggregator="avg")

    @property
    def _table_query(self):
        return SQL(
            """
            SELECT activity.id::bigint * 4 + line.number AS id,
                   activity.equipment_id, equipment.partner_id, equipment.company_id,
                   activity.name, line.series, activity.date, line.value
              FROM (%(measured)s) activity
              JOIN service_equipment equipment ON equipment.id = activity.equipment_id
        CROSS JOIN LATERAL (
                    VALUES (0, 'value', activity.check_value),
                           (1, 'minimum', activity.measure_min),
                           (2, 'maximum', activity.measure_max)
                   ) AS line(number, series, value)
             WHERE line.number = 0 OR activity.measure_min < activity.measure_max
         UNION ALL
            SELECT reading.id::bigint * 4 + 3, meter.equipment_id, equipment.partner_id,
                   equipment.company_id, meter.name, 'value', reading.date,
                   reading.value
              FROM service_meter_reading reading
              JOIN service_meter meter ON meter.id = reading.meter_id
              JOIN service_equipment equipment ON equipment.id = meter.equipment_id
             WHERE reading.state = 'valid'
            """,
            measured=self._get_measured(),
        )

    @api.model
    def _get_measured(self):
        """What checks have measured on which day."""
        return SQL(
            """
            SELECT activity.id, item.equipment_id, activity.name, activity.check_value,
                   activity.measure_min, activity.measure_max,
                   COALESCE(activity.date_end, activity.date_start,
                            job.date_end, job.date_start)::date AS date
              FROM service_activity activity
              JOIN service_intervention_item item ON item.id = activity.item_id
              JOIN service_intervention job ON job.id = activity.intervention_id
             WHERE activity.check_type = 'measure' AND activity.state = 'done'
               AND item.equipment_id IS NOT NULL
            """
        )
