# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ...tools.planner import Weights

IMPORTANCE = [
    ("none", "Not at All"),
    ("low", "A Little"),
    ("normal", "Normal"),
    ("high", "Very Much"),
]
FACTORS = {"none": 0, "low": 0.3, "normal": 1, "high": 3}
RESERVE_MAX = 90


def _importance(title, help_text):
    return fields.Selection(
        IMPORTANCE, string=title, default="normal", required=True, help=help_text
    )


class ResCompany(models.Model):
    """What makes a proposed plan a good one."""

    _inherit = "res.company"

    service_goal_travel = _importance(
        "Short Ways", "Few kilometres and hours on the way."
    )
    service_goal_soon = _importance(
        "As Soon as Possible", "Work is planned on the first days that have time."
    )
    service_goal_responsible = _importance(
        "Who Is Responsible", "Whoever is responsible for a job does it."
    )
    service_goal_usual = _importance(
        "Same Person as Last Time", "Whoever did the last job at a site does the next."
    )
    service_goal_even = _importance(
        "Even Load", "Work is spread evenly over people and days."
    )
    service_base_in_hours = fields.Boolean(
        string="Way to the First Job Is Working Time",
        help="The way from the place of work to the first job, and back from the last "
        "one, lies within the working hours. Otherwise before and after them.",
    )
    service_urgent_reserve = fields.Integer(
        string="Kept Free for Urgent Calls",
        help="So many percent of each day are left free by proposals.",
    )

    _check_service_urgent_reserve = models.Constraint(
        f"CHECK(service_urgent_reserve BETWEEN 0 AND {RESERVE_MAX})",
        "Between 0 and 90 percent of the day can be kept free.",
    )

    def _get_planning_weights(self):
        """The goals as numbers; what is wanted very much counts three times."""
        usual = Weights()
        factors = {
            "km": self.service_goal_travel,
            "hour": self.service_goal_travel,
            "soon": self.service_goal_soon,
            "preferred": self.service_goal_responsible,
            "usual": self.service_goal_usual,
            "even": self.service_goal_even,
        }
        return usual._replace(
            **{
                name: getattr(usual, name) * FACTORS[importance]
                for name, importance in factors.items()
            }
        )


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    service_goal_travel = fields.Selection(
        related="company_id.service_goal_travel", readonly=False
    )
    service_goal_soon = fields.Selection(
        related="company_id.service_goal_soon", readonly=False
    )
    service_goal_responsible = fields.Selection(
        related="company_id.service_goal_responsible", readonly=False
    )
    service_goal_usual = fields.Selection(
        related="company_id.service_goal_usual", readonly=False
    )
    service_goal_even = fields.Selection(
        related="company_id.service_goal_even", readonly=False
    )
    service_base_in_hours = fields.Boolean(
        related="company_id.service_base_in_hours", readonly=False
    )
    service_urgent_reserve = fields.Integer(
        related="company_id.service_urgent_reserve", readonly=False
    )
