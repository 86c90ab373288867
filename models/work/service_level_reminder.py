# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import format_datetime

from ..shared.working_time import WorkingTimes
from .service_level import DEADLINES

# Parts of the time to a deadline after which somebody is reminded, once each.
REMINDERS = (0.5, 0.8, 1.0)
FAILURE_ACTIVITY = "service_management.mail_activity_reminder_failure"


class ServiceIntervention(models.Model):
    """Reminders of service levels that escalate: at half of the time the people of the
    job are told, later also who is responsible for the contract, at last the managers.
    """

    _name = "service.intervention"
    _inherit = ["service.intervention", "service.scheduled.mixin"]

    response_reminders = fields.Integer(
        readonly=True, copy=False, help="Reminders of the response that were sent."
    )
    resolution_reminders = fields.Integer(
        readonly=True, copy=False, help="Reminders of the resolution that were sent."
    )
    next_reminder = fields.Datetime(
        compute="_compute_next_reminder", store=True, index="btree_not_null"
    )

    # === COMPUTE METHODS === #

    @api.depends(
        "state",
        "contract_id",
        "request_date",
        "response_deadline",
        "deadline",
        "responded_on",
        "response_reminders",
        "resolution_reminders",
    )
    def _compute_next_reminder(self):
        working_times = WorkingTimes()
        for job in self:
            moments = (
                job._get_next_reminder(kind, working_times) for kind in DEADLINES
            )
            job.next_reminder = min(filter(None, moments), default=False)

    def _get_next_reminder(self, kind, working_times):
        """When the next reminder of ``kind`` is due; none: there is none left."""
        sent = self[f"{kind}_reminders"]
        if sent >= len(REMINDERS) or not self._is_waiting_for(kind):
            return None
        return self._get_reminder_moment(kind, sent + 1, working_times)

    def _get_reminder_moment(self, kind, level, working_times):
        return self.contract_id._get_sla_share(
            self.request_date,
            self[DEADLINES[kind]],
            REMINDERS[level - 1],
            working_times,
        )

    # === BUSINESS METHODS === #

    @api.model
    def _cron_remind(self):
        """Send the reminders that are due.

        Safe to miss: of several that are due only the last one is sent.
        """
        now = fields.Datetime.now()
        failed, finished = self._work_through(
            Domain("next_reminder", "<=", now),
            lambda jobs: jobs._send_reminders(now),
            FAILURE_ACTIVITY,
        )
        if finished:
            self._forget_failures(FAILURE_ACTIVITY, failed)

    def _send_reminders(self, now):
        working_times = WorkingTimes()
        managers = self._get_managers()
        for kind in DEADLINES:
            for job in self:
                level = job._get_due_level(kind, now, working_times)
                if level:
                    job._remind(kind, level, managers)
                    job._by_server()[f"{kind}_reminders"] = level

    def _get_failure_document(self):
        return self.contract_id

    def _get_due_level(self, kind, now, working_times):
        """The last reminder that is due and has not been sent; 0: none."""
        if not self._is_waiting_for(kind):
            return 0
        sent = self[f"{kind}_reminders"]
        return max(
            (
                level
                for level in range(sent + 1, len(REMINDERS) + 1)
                if self._get_reminder_moment(kind, level, working_times) <= now
            ),
            default=0,
        )

    @api.model
    def _get_managers(self):
        # sudo: who manages is not visible to everybody, but they are to be told
        return self.env.ref("service_management.group_manager").sudo().all_user_ids

    def _remind(self, kind, level, managers):
        """Tell whom ``level`` concerns that a deadline comes near, or has passed."""
        self.ensure_one()
        users = self._get_reminded_users(level, managers)
        if users:
            self.message_notify(
                partner_ids=users.partner_id.ids,
                subject=self._get_reminder_title(kind, level),
                body=self._get_reminder_text(kind),
            )

    def _get_reminded_users(self, level, managers):
        self.ensure_one()
        # sudo: whether a person has a login is private data of the employee
        users = self.sudo().employee_ids.user_id | self.user_id
        if level > 1:
            users |= self.contract_id.user_id
        if level > 2 or not users:
            users |= managers.filtered(lambda u: self.company_id in u.company_ids)
        return users

    def _get_reminder_title(self, kind, level):
        name = self.display_name
        if level == len(REMINDERS):
            if kind == "response":
                return self.env._("Nobody has responded in time: %s", name)
            return self.env._("Not done in time: %s", name)
        share = round(REMINDERS[level - 1] * 100)
        if kind == "response":
            return self.env._(
                "%(share)s%% of the time to respond is over: %(job)s",
                share=share,
                job=name,
            )
        return self.env._(
            "%(share)s%% of the time to finish is over: %(job)s", share=share, job=name
        )

    def _get_reminder_text(self, kind):
        calendar = (
            self.contract_id.sla_calendar_id or self.company_id.resource_calendar_id
        )
        deadline = format_datetime(self.env, self[DEADLINES[kind]], tz=calendar.tz)
        return self.env._(
            "Customer %(customer)s, contract %(contract)s: until %(deadline)s.",
            customer=self.partner_id.display_name,
            contract=self.contract_id.display_name,
            deadline=deadline,
        )
