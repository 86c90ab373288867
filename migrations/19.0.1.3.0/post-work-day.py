# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Work has a day of its own: what there is keeps the day that it was dated by."""

PLANNED = """
    (COALESCE({moment}, job.request_date) AT TIME ZONE 'UTC'
        AT TIME ZONE COALESCE(calendar.tz, 'UTC'))::date
"""
JOBS = """
    service_intervention job
    JOIN res_company company ON company.id = job.company_id
    LEFT JOIN resource_calendar calendar ON calendar.id = company.resource_calendar_id
"""


def migrate(cr, version):
    cr.execute(
        f"""
        UPDATE service_activity activity
           SET date_done = dated.day, is_timed = activity.date_start IS NOT NULL
          FROM (
              SELECT work.id,
                     COALESCE(
                         (SELECT MIN(sheet.date)
                            FROM account_analytic_line sheet
                           WHERE sheet.service_activity_id = work.id),
                         {PLANNED.format(moment="work.date_start, job.date_start")}
                     ) AS day
                FROM {JOBS}
                JOIN service_activity work ON work.intervention_id = job.id
               WHERE work.state = 'done' AND work.date_done IS NULL
          ) dated
         WHERE dated.id = activity.id
        """
    )
    for table in ("service_charge", "service_intervention"):
        link = "intervention_id" if table == "service_charge" else "id"
        cr.execute(
            f"""
            UPDATE {table} dated
               SET date_done = {PLANNED.format(moment="job.date_start")}
              FROM {JOBS}
             WHERE job.id = dated.{link}
               AND job.state IN ('in_progress', 'done')
               AND dated.date_done IS NULL
            """
        )
