# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..shared.asked import Asked
from ..shared.own_context import get_own, own

CANCEL_CODE = "service.intervention.code"

# Signed are these of the job itself; see _get_signed_fields.
SIGNED_FIELDS = {
    "partner_id",
    "site_id",
    "place",
    "title",
    "fault",
    "date_start",
    "date_end",
    "date_done",
    "duration",
    "employee_ids",
    "item_ids",
    "state",
    "signature",
    "signed_by",
    "signed_on",
}
# What the prices follow from, confirmed as well where the report shows them.
PRICED_FIELDS = {"contract_id", "fiscal_position_id", "pricelist_id"}


class ServiceIntervention(models.Model):
    """The way of a job from new to done, and what guards each step."""

    _inherit = "service.intervention"

    cancel_code_id = fields.Many2one(
        "service.intervention.code",
        string="Cancelled Because",
        domain="[('kind', '=', 'cancel')]",
        check_company=True,
        readonly=True,
        copy=False,
        index="btree_not_null",
    )
    cancel_reason = fields.Char(string="Cancel Note", readonly=True, copy=False)
    can_reopen = fields.Boolean(compute="_compute_can_reopen")

    # === COMPUTE METHODS === #

    @api.depends("state", "signed_on")
    @api.depends_context("uid")
    def _compute_can_reopen(self):
        """Whether the user is one of those who may open the job again."""
        asked = self.env["service.intervention.reopen"].has_access("create")
        writable = self._filtered_access("write") if asked else self.browse()
        for intervention in self:
            intervention.can_reopen = (
                intervention in writable
                and intervention.state in ("done", "cancelled")
                and (not intervention.signed_on or self._may_reopen_signed())
            )

    # === HOOKS === #

    @api.model
    def _get_signed_fields(self):
        """What the customer's signature confirms, besides operations and charges."""
        return set(SIGNED_FIELDS)

    def _prepare_change(self, vals):
        vals = super()._prepare_change(vals)
        reopening = get_own(self.env, "service_reopening")
        if self._get_signed_fields() & vals.keys() and not reopening:
            self._check_not_signed()
        if PRICED_FIELDS & vals.keys():
            self._check_prices_not_signed()
        if vals.get("signature"):
            self._check_signable()
        return vals

    def _on_changed(self, names):
        super()._on_changed(names)
        if "signature" in names and "signed_on" not in names:
            signed = self.filtered(lambda job: job.signature and not job.signed_on)
            signed._by_server().signed_on = fields.Datetime.now()

    # === ACTION METHODS === #

    def action_plan(self):
        """Confirm date and people.

        :raises UserError: when the start or the people are missing
        """
        self._check_asked()
        self._check_transition(("new",))
        for intervention in self:
            if not intervention.date_start or not intervention.employee_ids:
                raise UserError(
                    self.env._(
                        "Enter the start and at least one person before you plan "
                        "job %s.",
                        intervention.name,
                    )
                )
        self._set_planned()

    def _set_planned(self):
        self._set_state("planned")
        self._plan_activities()

    def action_start(self):
        """Begin the work; the customer's km are proposed as a travel charge."""
        self._check_asked()
        self._check_transition(self._get_unbegun_states())
        self._set_state("in_progress")
        self.filtered(lambda i: not i.date_start).write(
            {"date_start": fields.Datetime.now()}
        )
        self._propose_travel()

    def action_finish(self):
        """Finish the job, or ask first what becomes of the operations left.

        :return: the action that asks, if any
        """
        self._check_asked_one()
        self._check_transition(("in_progress",))
        if not self.activity_ids.filtered(lambda activity: activity.state == "todo"):
            return self.action_done()
        return self.action_open_left()

    def action_open_left(self):
        """Ask what becomes of the operations that are left: another job, or none."""
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_finish_action"
        )
        return {**action, "context": {"default_intervention_id": self.id}}

    def action_done(self):
        """Finish the job: parts leave the stock, finished work can be invoiced.

        :raises UserError: when a required activity or its hours are not recorded
        """
        self._check_asked()
        self._check_transition(("in_progress",))
        self._check_complete()
        self._check_hours()
        self.charge_ids._consume_parts()
        self._set_state("done")

    def action_cancel(self, reason=False, code=None):
        """Give up a job that is not finished.

        :param str reason: why; it is kept and goes into the chatter
        :param code: ``service.intervention.code`` that says why, if any, or its id
        """
        self._check_asked()
        asked = Asked(self.env)
        reason, code = asked.text(reason), asked.record(CANCEL_CODE, code)
        self._check_transition(self._get_open_states())
        self._by_server().write(
            {
                "state": "cancelled",
                "cancel_code_id": code.id,
                "cancel_reason": reason,
            }
        )
        why = " · ".join(filter(None, (code.name, reason)))
        for intervention in self if why else ():
            intervention.message_post(
                body=self.env._("Cancelled: %s", why), message_type="comment"
            )

    def action_reopen(self, reason):
        """Open a finished or cancelled job again; a signature is cleared.

        :param str reason: why; goes into the chatter of signed jobs
        :raises UserError: when the report is signed and the user no manager
        """
        self._check_asked()
        reason = Asked(self.env).text(reason)
        self._check_transition(("done", "cancelled"))
        signed = self.filtered("signed_on")
        if signed and not self._may_reopen_signed():
            raise UserError(
                self.env._(
                    "The report of job %s is signed. Only a service manager can open "
                    "it again.",
                    signed[0].name,
                )
            )
        for intervention in self:
            intervention.message_post(
                body=self.env._("Opened again: %s", reason), message_type="comment"
            )
        self._by_server().with_context(**own(service_reopening=True)).write(
            {
                "state": "in_progress",
                "cancel_code_id": False,
                "cancel_reason": False,
                "signature": False,
                "signed_by": False,
                "signed_on": False,
            }
        )

    @api.model
    def _may_reopen_signed(self):
        return self.env.user.has_group("service_management.group_manager")

    # === CHECK METHODS === #

    def _check_prices_not_signed(self):
        """Refuse to change prices that the signed report shows."""
        self.filtered("company_id.service_report_prices")._check_not_signed()

    def _check_complete(self):
        for intervention in self:
            missing = intervention.activity_ids.filtered(
                lambda activity: activity.required and activity.state == "todo"
            )
            if missing:
                raise UserError(
                    self.env._(
                        "Job %(name)s cannot be finished yet. Record or skip: "
                        "%(activities)s.",
                        name=intervention.name,
                        activities=", ".join(missing.mapped("name")),
                    )
                )

    def _check_hours(self):
        for intervention in self:
            missing = intervention._get_without_hours()
            if missing:
                raise UserError(
                    self.env._(
                        "Job %(name)s cannot be finished yet. Enter the hours worked "
                        "on: %(activities)s. What took no time at all can be skipped.",
                        name=intervention.name,
                        activities=", ".join(missing.mapped("name")),
                    )
                )

    def _get_without_hours(self):
        """Operations that are done and should have taken time, but have none."""
        return self.activity_ids.filtered(
            lambda activity: (
                activity.state == "done"
                and activity.planned_hours
                and not activity.hours
            )
        )

    def _check_signable(self):
        for intervention in self:
            if intervention.state != "done":
                raise UserError(
                    self.env._(
                        "Finish job %s before the customer signs its report.",
                        intervention.name,
                    )
                )

    def _check_not_signed(self):
        for intervention in self:
            if intervention.signed_on:
                raise UserError(
                    self.env._(
                        "The report of job %s is signed and cannot be changed. A "
                        "service manager can open it again.",
                        intervention.name,
                    )
                )
