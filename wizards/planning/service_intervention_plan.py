# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models

from ...models.shared.moment_words import MomentWords
from ...models.shared.once import take_turns

HORIZON = timedelta(days=28)  # so far ahead a free time is looked for
PLAN = {"date_start": "date_start", "date_stop": "date_end"}


class ServiceInterventionPlan(models.TransientModel):
    """Asks who does a job and when, and proposes both."""

    _name = "service.intervention.plan"
    _description = "Plan a Job"
    _inherit = ["hr.mixin"]

    intervention_id = fields.Many2one("service.intervention", required=True)
    company_id = fields.Many2one(related="intervention_id.company_id")
    partner_id = fields.Many2one(related="intervention_id.partner_id")
    deadline = fields.Datetime(related="intervention_id.deadline")
    employee_ids = fields.Many2many(
        "hr.employee",
        string="People",
        compute="_compute_proposal",
        store=True,
        readonly=False,
        required=True,
        domain="[('company_id', '=', company_id)]",
    )
    date_start = fields.Datetime(
        string="Start",
        compute="_compute_proposal",
        store=True,
        readonly=False,
        required=True,
    )
    duration = fields.Float(
        compute="_compute_duration", store=True, readonly=False, string="Hours"
    )
    explanation = fields.Char(compute="_compute_proposal", store=True)
    conflict_text = fields.Text(compute="_compute_conflict_text")

    # === COMPUTE METHODS === #

    @api.depends("intervention_id")
    def _compute_duration(self):
        for wizard in self:
            wizard.duration = wizard.intervention_id.duration

    @api.depends("intervention_id")
    def _compute_proposal(self):
        """Who and when the job says, else who is free first."""
        for wizard in self:
            job = wizard.intervention_id
            wizard.employee_ids = job.employee_ids
            wizard.date_start = job.date_start
            wizard.explanation = False
            if job and not job.date_start:
                wizard._propose(job._origin)

    def _propose(self, job):
        """The first free time before the deadline, else the first one after it."""
        now = fields.Datetime.now()
        reason = False
        for start in (now, *([job.deadline] if (job.deadline or now) > now else [])):
            found = job.service_gantt_propose([job.id], start, start + HORIZON, PLAN)
            for change in found["changes"]:
                self.employee_ids = change["new"]["employee_ids"]
                self.date_start = change["new"]["date_start"]
            reason = reason or next((left["reason"] for left in found["left"]), False)
            if found["changes"]:
                break
        self.explanation = reason

    @api.depends("employee_ids", "date_start", "duration")
    def _compute_conflict_text(self):
        """What speaks against this person and time."""
        for wizard in self:
            job = wizard.intervention_id
            planned = job.new(origin=job._origin)
            planned.update(wizard._prepare_job_vals())
            wizard.conflict_text = planned.conflict_text

    def _prepare_job_vals(self):
        return {
            "date_start": self.date_start,
            "duration": self.duration,
            "employee_ids": [fields.Command.set(self.employee_ids._origin.ids)],
        }

    # === ACTION METHODS === #

    def action_confirm(self):
        """Plan the job, and say what was planned; what speaks against it was shown."""
        self._check_asked_one()
        job = self.intervention_id
        take_turns(job)
        job._check_transition(("new",))
        job.write(self._prepare_job_vals())
        job.action_plan()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "title": self.env._("Planned"),
                "message": " · ".join(
                    (
                        job.display_name,
                        ", ".join(self.employee_ids.mapped("name")),
                        MomentWords(self.env).moment(job.date_start, job._get_zone()),
                    )
                ),
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
