# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import SQL


class ServiceContractDeadline(models.Model):
    """The next visit that a contract promises."""

    _inherit = "service.contract.deadline"

    kind = fields.Selection(
        selection_add=[("visit", "Next Visit"), ("adjustment",)],
        ondelete={"visit": "set null"},
    )

    _depends = {"service.contract.line": ["contract_id", "next_visit_date", "state"]}

    @api.model
    def _get_deadlines(self):
        return [*super()._get_deadlines(), ("visit", 4, self._get_visit_query())]

    @api.model
    def _get_visit_query(self):
        return SQL(
            "SELECT contract_id, MIN(next_visit_date) AS date "
            "FROM service_contract_line WHERE state = 'active' GROUP BY contract_id"
        )
