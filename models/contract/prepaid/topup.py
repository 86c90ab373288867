# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import SQL


class ServiceContractLine(models.Model):
    """A line may add hours or visits to what the contract includes."""

    _inherit = "service.contract.line"

    topup_hours = fields.Float(
        string="Added Hours", readonly=True, help="Hours bought on top of the contract."
    )
    topup_visits = fields.Integer(
        string="Added Visits",
        readonly=True,
        help="Visits bought on top of the contract.",
    )

    _check_topup = models.Constraint(
        "CHECK(COALESCE(topup_hours, 0) >= 0 AND COALESCE(topup_visits, 0) >= 0)",
        "The hours and visits that are added cannot be negative.",
    )

    def _is_topup(self):
        self.ensure_one()
        return bool(self.topup_hours or self.topup_visits)


class ServicePromise(models.AbstractModel):
    """What adds hours or visits to a contract promises nothing by itself."""

    _inherit = "service.promise"

    def _get_source_fields(self):
        names = super()._get_source_fields()
        names["service.contract.line"] += ["topup_hours", "topup_visits"]
        return names

    def _get_line_condition(self):
        return SQL(
            "%s AND COALESCE(line.topup_hours, 0) = 0 "
            "AND COALESCE(line.topup_visits, 0) = 0",
            super()._get_line_condition(),
        )
