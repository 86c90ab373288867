# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a run has billed is told by its batches: earlier runs were one batch each."""


def migrate(cr, version):
    cr.execute(
        """
        INSERT INTO service_invoicing_batch (
            run_id, company_id, state, document_count, instalment_count, work_count
        )
        SELECT run.id, run.company_id, 'done', count(invoice.account_move_id),
               coalesce(run.instalment_count, 0), coalesce(run.work_count, 0)
          FROM service_invoicing_run run
          LEFT JOIN account_move_service_invoicing_run_rel invoice
            ON invoice.service_invoicing_run_id = run.id
         WHERE run.state = 'done'
           AND NOT EXISTS (
               SELECT FROM service_invoicing_batch batch WHERE batch.run_id = run.id
           )
         GROUP BY run.id
        """
    )
    # who could not be invoiced then is asked for by the next run, if it still cannot
    cr.execute("UPDATE service_invoicing_exception SET resolved = TRUE")
