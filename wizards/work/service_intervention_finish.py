# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceInterventionFinish(models.TransientModel):
    """Asks what becomes of the operations that a job leaves to do."""

    _name = "service.intervention.finish"
    _description = "Finish Job"
    _inherit = ["hr.mixin"]

    intervention_id = fields.Many2one(
        "service.intervention", string="Job", required=True
    )
    activity_ids = fields.Many2many(
        "service.activity", string="Operations", compute="_compute_activity_ids"
    )
    company_id = fields.Many2one(related="intervention_id.company_id")
    decision = fields.Selection(
        [
            ("follow_up", "Do it on another job"),
            ("skip", "It is not necessary: skip it"),
        ],
        string="What Is Left",
        default="follow_up",
        required=True,
    )
    has_required = fields.Boolean(compute="_compute_activity_ids")
    skip_reason = fields.Char(
        string="Skipped Because",
        help="Why what is required is not done; printed on the report.",
    )
    date_start = fields.Datetime(string="When", help="Empty: to be planned.")
    employee_ids = fields.Many2many(
        "hr.employee",
        "service_intervention_finish_employee_rel",
        string="Who",
        domain="[('company_id', 'in', (False, company_id))]",
    )

    @api.depends("intervention_id")
    def _compute_activity_ids(self):
        for wizard in self:
            wizard.activity_ids = wizard.intervention_id.activity_ids.filtered(
                lambda activity: activity.state == "todo"
            )
            wizard.has_required = any(wizard.activity_ids.mapped("required"))

    def action_confirm(self):
        """Finish the job and do with the rest as decided.

        :raises UserError: when the next visit would be before this one, or something
            that is required is skipped without a reason
        """
        self._check_asked_one()
        job = self.intervention_id
        job._check_transition(("in_progress",))
        if self.decision == "skip":
            self.activity_ids.action_skip(self.skip_reason)
            job.action_done()
            return {"type": "ir.actions.act_window_close"}
        if self.date_start and job.date_start and self.date_start < job.date_start:
            raise UserError(
                self.env._("The next job cannot be before this one. Change the date.")
            )
        follow_up = job._move_to_follow_up(
            self.activity_ids, self.date_start, self.employee_ids
        )
        job.action_done()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._("What is left is on job %s.", follow_up.name),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
