# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ....tools.periods import subtract_intervals


class AccountMoveLine(models.Model):
    """An invoice line that bills a period of a contract line, or settles some days.

    The unique index lets the database refuse a second live line for the same period.
    """

    _inherit = "account.move.line"

    service_contract_line_id = fields.Many2one(
        "service.contract.line",
        string="Contract Line",
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        readonly=True,
    )
    service_settlement_id = fields.Many2one(
        "service.contract.settlement",
        string="Settlement",
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="What this credit note line settles.",
        readonly=True,
    )

    _service_period_unique = models.UniqueIndex(
        "(service_contract_line_id, service_period_start) "
        "WHERE service_live AND service_settled IS NOT TRUE "
        "AND service_contract_line_id IS NOT NULL",
        "This period of the contract line has been invoiced already.",
    )

    @api.model
    def _get_billed_fields(self):
        return [*super()._get_billed_fields(), "service_contract_line_id"]

    @api.model
    def _get_settling_fields(self):
        return [*super()._get_settling_fields(), "service_settlement_id"]

    def _prepare_service_credit_vals(self):
        return {
            **super()._prepare_service_credit_vals(),
            "service_contract_line_id": self.service_contract_line_id.id,
        }

    def _search_rivals(self, intervals):
        rivals = super()._search_rivals(intervals)
        days = [day for interval in intervals for day in interval]
        if not days:
            return rivals
        return rivals | self.search(
            [
                ("service_contract_line_id", "in", self.service_contract_line_id.ids),
                ("service_live", "=", True),
                ("service_period_start", "<=", max(days)),
                ("service_period_end", ">=", min(days)),
            ]
        )

    def _collides(self, rival, days):
        line = self.service_contract_line_id
        if line and line == rival.service_contract_line_id:
            return subtract_intervals(days, rival._get_service_days()) != days
        return super()._collides(rival, days)
