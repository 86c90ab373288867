# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import is_html_empty

# what shows, besides the state, that somebody has worked on an operation
RECORDED = (
    "hours",
    "timer_start",
    "timer_hours",
    "check_passed",
    "check_value",
    "check_text",
    "check_photo",
)


class ServiceActivity(models.Model):
    """What an operation has from the protocol that it was made from."""

    _inherit = "service.activity"

    protocol_id = fields.Many2one(
        "service.protocol", readonly=True, index="btree_not_null"
    )
    protocol_version = fields.Integer(
        string="Version", readonly=True, help="Version of the protocol at that time."
    )
    section = fields.Char(help="Operations with the same section belong together.")
    check_photo = fields.Image(
        string="Photo", max_width=1920, max_height=1920, copy=False
    )
    date_due = fields.Date(
        string="Due",
        compute="_compute_date_due",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        help="Counted from the start of the job. It moves with the start as long as "
        "the operation is to do.",
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "offset_days", "intervention_id.date_start", "intervention_id.occasion"
    )
    def _compute_date_due(self):
        for activity in self:
            if activity.state != "todo" and activity.date_due:
                continue
            start = activity.intervention_id._get_first_day()
            activity.date_due = start and start + timedelta(days=activity.offset_days)

    # === BUSINESS METHODS === #

    def _get_missing_finding(self):
        if self.check_type == "photo" and not self.check_photo:
            return self.env._("Take a photo before you finish “%s”.", self.name)
        return super()._get_missing_finding()

    def _get_planned_start(self):
        """When the operation begins if it is planned with its job."""
        self.ensure_one()
        start = self.intervention_id.date_start
        return start and start + timedelta(days=self.offset_days)

    def _is_touched(self):
        """Whether somebody has recorded anything on this operation."""
        self.ensure_one()
        return (
            self.state != "todo"
            or any(self[name] for name in RECORDED)
            or not is_html_empty(self.note)
            # sudo: whoever plans need not see timesheets
            or bool(self.sudo().timesheet_ids)
        )
