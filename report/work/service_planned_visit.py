from odoo import api, fields, models
from odoo.tools import SQL

MONTHS = 12  # so far ahead visits are shown
MOST = 100  # visits of one line, more than there are weeks


class ServicePlannedVisit(models.Model):
    """Visits that contracts promise and that are no jobs yet: one record for each."""

    _name = "service.planned.visit"
    _description = "Visit to Come"
    _inherit = ["service.contract.analysis"]
    _auto = False
    _order = "date, contract_id, line_id"
    _rec_name = "line_id"

    line_id = fields.Many2one(
        "service.contract.line", string="Contract Line", readonly=True
    )
    equipment_id = fields.Many2one("service.equipment", readonly=True)
    site_id = fields.Many2one("res.partner", string="Site", readonly=True)
    date = fields.Date(readonly=True)

    _depends = {
        "service.contract": [
            "active",
            "contract_type_id",
            "date_end",
            "partner_id",
            "user_id",
            "visit_counting",
        ],
        "service.contract.line": [
            "company_id",
            "contract_id",
            "date_end",
            "date_start",
            "equipment_id",
            "next_visit_date",
            "state",
            "visit_anchor",
            "visit_interval",
            "visit_unit",
            "visit_weekday",
        ],
        "service.contract.suspension": ["contract_id", "date_from", "date_to"],
        "service.equipment": ["site_id"],
    }

    # === COMPUTE METHODS === #

    @api.depends("line_id", "partner_id", "equipment_id")
    def _compute_display_name(self):
        for visit in self:
            parts = (visit.partner_id.display_name, visit.equipment_id.display_name)
            visit.display_name = " · ".join(filter(None, parts))

    # === QUERY METHODS === #

    @property
    def _table_query(self):
        """The series of each line from its next visit on, without suspended days.

        What follows the next visit is made known by that visit when it is counted from
        the actual one, so it is left out.
        """
        return SQL(
            """
            SELECT line.id * %(most)s + series.number AS id,
                   line.id AS line_id,
                   line.contract_id,
                   line.equipment_id,
                   line.company_id,
                   contract.contract_type_id,
                   contract.partner_id,
                   contract.user_id,
                   COALESCE(equipment.site_id, contract.partner_id) AS site_id,
                   visit.date
              FROM service_contract_line line
              JOIN service_contract contract ON contract.id = line.contract_id
         LEFT JOIN service_equipment equipment ON equipment.id = line.equipment_id
        CROSS JOIN LATERAL (%(series)s) AS series
        CROSS JOIN LATERAL (SELECT %(day)s AS date) AS visit
             WHERE contract.active
               AND line.state IN ('active', 'suspended')
               AND line.next_visit_date IS NOT NULL
               AND line.visit_interval > 0
               AND series.planned <= COALESCE(
                   LEAST(line.date_end, contract.date_end), series.planned
               )
               AND NOT EXISTS (
                   SELECT 1
                     FROM service_contract_suspension suspension
                    WHERE suspension.contract_id = line.contract_id
                      AND suspension.date_from <= visit.date
                      AND COALESCE(suspension.date_to, visit.date) >= visit.date
               )
            """,
            most=MOST,
            series=self._query_series(),
            day=self._query_day(),
        )

    @api.model
    def _query_series(self):
        """Number and planned day of each visit of a line, the next one first."""
        return SQL(
            """
            SELECT 0 AS number, line.next_visit_date AS planned
             UNION ALL
            (SELECT ROW_NUMBER() OVER (ORDER BY step)::int,
                    (anchor.day + step * line.visit_interval * anchor.unit)::date
               FROM (SELECT COALESCE(line.visit_anchor, line.date_start) AS day,
                            ('1 ' || line.visit_unit)::interval AS unit) AS anchor,
                    LATERAL generate_series(
                        0,
                        (EXTRACT(EPOCH FROM line.next_visit_date + %(months)s
                            * INTERVAL '1 month' - anchor.day)
                        / EXTRACT(EPOCH FROM anchor.unit)
                        / GREATEST(line.visit_interval, 1))::int + 1
                    ) AS step
              WHERE contract.visit_counting IS DISTINCT FROM 'actual'
                AND anchor.day + step * line.visit_interval * anchor.unit
                    > line.next_visit_date
                AND anchor.day + step * line.visit_interval * anchor.unit
                    <= line.next_visit_date + %(months)s * INTERVAL '1 month'
              ORDER BY step
              LIMIT %(most)s - 1)
            """,
            months=MONTHS,
            most=MOST,
        )

    @api.model
    def _query_day(self):
        """The preferred day of the week of a planned one."""
        return SQL(
            """
            CASE WHEN %(preferred)s >= line.date_start THEN %(preferred)s
                 ELSE series.planned END
            """,
            preferred=SQL(
                "(series.planned - EXTRACT(ISODOW FROM series.planned)::int + 1"
                " + line.visit_weekday::int)"
            ),
        )
