# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A rebate that was turned into a credit note bills its period, unless another does."""

from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    cr.execute(
        """
        SELECT line.id
          FROM account_move_line line
          JOIN account_move move ON move.id = line.move_id
         WHERE move.move_type = 'out_refund' AND move.state != 'cancel'
           AND line.service_credited_line_id IS NULL
           AND line.service_settlement_id IS NULL
           AND (line.service_contract_line_id IS NOT NULL
                OR line.service_intervention_id IS NOT NULL)
           AND NOT EXISTS (
               SELECT FROM account_move_line rival
                WHERE rival.service_contract_line_id = line.service_contract_line_id
                  AND rival.service_period_start = line.service_period_start
                  AND rival.service_live
           )
        """
    )
    env = api.Environment(cr, SUPERUSER_ID, {})
    lines = env["account.move.line"].browse(row[0] for row in cr.fetchall())
    env.add_to_compute(lines._fields["service_live"], lines)
    lines.flush_recordset(["service_live"])
