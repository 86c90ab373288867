from odoo import fields, models


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

    def _is_for(self, equipment):
        return not self._is_topup() and super()._is_for(equipment)

    def _get_promise_domain(self, date):
        added = fields.Domain("topup_hours", ">", 0) | fields.Domain(
            "topup_visits", ">", 0
        )
        return super()._get_promise_domain(date) & ~added
