# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import SQL

from ...contract.cover.service_promise import CATEGORY_RANK

NAMED = 1_000  # closer than a category, whose path is shorter than that


class ServicePromise(models.AbstractModel):
    """What lines that are paid by use promise.

    One for several machines is for these alone. A fee for a machine and a price of its
    use belong together; that no use is billed twice is seen to by its meters.
    """

    _inherit = "service.promise"

    @api.model
    def _get_source_fields(self):
        names = super()._get_source_fields()
        names["service.contract.line"] += ["is_metered"]
        return {**names, "service.meter": ["equipment_id"]}

    @api.model
    def _get_branches(self):
        return [*super()._get_branches(), self._get_pool_branch()]

    @api.model
    def _get_everything_condition(self):
        return SQL(
            "%s AND NOT COALESCE(line.is_metered, FALSE)",
            super()._get_everything_condition(),
        )

    @api.model
    def _get_clash_condition(self):
        return SQL(
            """%s AND NOT EXISTS (
                SELECT 1
                  FROM service_contract_line used
                  JOIN service_contract_line beside
                    ON beside.contract_id = used.contract_id
                 WHERE used.is_metered
                   AND used.id IN (asked.line_id, other.line_id)
                   AND beside.id IN (asked.line_id, other.line_id)
                   AND beside.id != used.id
            )""",
            super()._get_clash_condition(),
        )

    @api.model
    def _get_pool_branch(self):
        """Lines for the machines whose meters they bill."""
        return SQL(
            """
            SELECT equipment.id, line.contract_id, line.id, 'contract', %(rank)s,
                   %(closeness)s, %(promised)s, 0, equipment.company_id, 0,
                   line.company_id
              FROM service_contract_line line
              JOIN service_contract contract ON contract.id = line.contract_id
              JOIN (
                    SELECT DISTINCT counted.line_id, meter.equipment_id
                      FROM service_contract_line_meter_rel counted
                      JOIN service_meter meter ON meter.id = counted.meter_id
                   ) pool ON pool.line_id = line.id
              JOIN service_equipment equipment ON equipment.id = pool.equipment_id
             WHERE line.equipment_id IS NULL AND line.category_id IS NULL
               AND %(condition)s
            """,
            rank=CATEGORY_RANK,
            closeness=NAMED,
            promised=self._get_promised_columns(),
            condition=self._get_line_condition(),
        )
