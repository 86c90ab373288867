# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ...models.shared.once import take_turns


class ServiceActivityPeople(models.TransientModel):
    """Records the same work for further people, each with hours of their own."""

    _name = "service.activity.people"
    _description = "Add People to an Operation"
    _inherit = ["hr.mixin"]

    activity_id = fields.Many2one(
        "service.activity",
        string="Operation",
        required=True,
        default=lambda self: self._get_activity(),
    )
    company_id = fields.Many2one(related="activity_id.company_id")
    employee_ids = fields.Many2many(
        "hr.employee",
        string="People",
        required=True,
        domain="[('company_id', '=', company_id)]",
        default=lambda self: self._get_colleagues(),
    )

    def _get_activity(self):
        return self.env.context.get("active_id")

    def _get_colleagues(self):
        activity = self.env["service.activity"].browse(self._get_activity())
        return activity._get_missing_people(activity.intervention_id.employee_ids)

    def action_confirm(self):
        """Add an activity for each person that has none yet."""
        self._check_asked_one()
        take_turns(self.activity_id)
        self.activity_id._add_people(self.employee_ids)
