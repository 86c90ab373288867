# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools import format_date, formatLang

from ...tools.adjustment import AdjustmentRule


def format_percent(env, percent):
    """``percent`` with its sign and up to three decimals, in the user's language."""
    digits = next(n for n in (1, 2, 3) if n == 3 or round(percent, n) == percent)
    sign = "+" if percent > 0 else ""
    return f"{sign}{formatLang(env, percent, digits=digits)} %"


class ServicePriceIndexValue(models.Model):
    """What was published for one month: how much prices rose within a year."""

    _name = "service.price.index.value"
    _description = "Price Index Month"
    _inherit = ["service.guarded.mixin"]
    _order = "date desc"

    index_id = fields.Many2one(
        "service.price.index", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="index_id.company_id", store=True, precompute=True, index=True
    )
    date = fields.Date(
        string="Month", required=True, help="Any day of the month; its first is kept."
    )
    variation = fields.Float(
        string="Yearly Variation",
        digits=(16, 4),
        required=True,
        help="Percent by which the index differs from the same month a year before, as "
        "published.",
    )

    _month_unique = models.UniqueIndex(
        "(index_id, date)", "An index has one variation a month."
    )
    _check_variation = models.Constraint(
        "CHECK(variation > -100)", "A variation is above -100 percent."
    )

    @api.depends("index_id.name", "date", "variation")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for value in self:
            month = value.date and format_date(
                self.env, value.date, date_format="MMMM yyyy"
            )
            value.display_name = self.env._(
                "%(index)s %(month)s: %(variation)s",
                index=value.index_id.name or "",
                month=month or "",
                variation=format_percent(self.env, value.variation),
            )

    def _get_rule(self, share):
        """Rule that applies ``share`` percent of this variation."""
        self.ensure_one()
        return AdjustmentRule(self.variation, share, self)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._first_of_month(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._first_of_month(vals))

    @api.model
    def _first_of_month(self, vals):
        if not vals.get("date"):
            return vals
        return {**vals, "date": fields.Date.to_date(vals["date"]).replace(day=1)}
