# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date


class ServiceContractTerm(models.Model):
    """A stretch of days for which a contract was agreed: at first, or by renewal.

    The terms of a contract follow one another without a gap, the last one to its end.
    """

    _name = "service.contract.term"
    _description = "Service Contract Term"
    _inherit = ["service.guarded.mixin"]
    _order = "contract_id, date_start"
    _check_company_auto = True

    contract_id = fields.Many2one(
        "service.contract", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, precompute=True, index=True
    )
    date_start = fields.Date(string="From", required=True, help="First day, included.")
    date_end = fields.Date(
        string="To",
        compute="_compute_date_end",
        store=True,
        help="Last day, included. Empty: no end.",
    )
    how = fields.Selection(
        [("initial", "Agreed"), ("renewed", "Renewed")],
        required=True,
        default="initial",
    )

    reminded_on = fields.Date(
        string="Reminded On",
        readonly=True,
        help="Day on which the responsible was told that the term will end.",
    )

    _start_unique = models.UniqueIndex(
        "(contract_id, date_start)", "A contract has one term a day."
    )

    @api.depends("date_start", "date_end")
    def _compute_display_name(self):
        for term in self:
            start = format_date(self.env, term.date_start)
            end = format_date(self.env, term.date_end) or "…"
            term.display_name = f"{start} – {end}"

    @api.depends(
        "date_start", "contract_id.date_end", "contract_id.term_ids.date_start"
    )
    def _compute_date_end(self):
        for term in self:
            later = [
                other.date_start
                for other in term.contract_id.term_ids
                if other.date_start and other.date_start > term.date_start
            ]
            term.date_end = (
                min(later) - timedelta(days=1) if later else term.contract_id.date_end
            )

    def _move_start(self, days):
        """Let the terms start later, or earlier when ``days`` are negative."""
        for term in self.sorted("date_start", reverse=days > 0):
            term.date_start += timedelta(days=days)
            term.flush_recordset(["date_start"])  # never two on a day
