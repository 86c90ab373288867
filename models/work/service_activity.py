# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...tools.local_time import local_day
from ...tools.prepaid import round_up


class ServiceActivity(models.Model):
    """One operation of a job: who, when, how long, and the result of its check."""

    _name = "service.activity"
    _description = "Operation"
    _inherit = ["service.billable.mixin", "service.check.mixin"]
    _order = "intervention_id, item_id, sequence, id"
    _quantity_field = "hours"

    activity_type_id = fields.Many2one(
        "service.activity.type", required=True, check_company=True, index=True
    )
    name = fields.Char(
        string="Operation",
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    product_id = fields.Many2one(
        "product.product",
        string="Invoiced As",
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
        check_company=True,
        domain="[('type', '=', 'service')]",
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Person", check_company=True, index="btree_not_null"
    )
    employee_color = fields.Integer(
        related="employee_id.color", string="Color of the Person"
    )
    date_start = fields.Datetime(string="Start", index="btree_not_null")
    date_end = fields.Datetime(
        string="End",
        compute="_compute_date_end",
        store=True,
        readonly=False,
    )
    planned_hours = fields.Float(
        compute="_compute_planned_hours",
        store=True,
        readonly=False,
        precompute=True,
    )
    offset_days = fields.Integer(string="Days After Start")
    hours = fields.Float(help="Hours worked.")
    prepaid_hours = fields.Float(
        compute="_compute_coverage",
        store=True,
        help="Hours taken from what the contract includes: rounded up, times the "
        "factor of the activity type, no more than there were left.",
    )
    state = fields.Selection(
        [("todo", "To Do"), ("done", "Done"), ("skipped", "Skipped")],
        default="todo",
        required=True,
        index=True,
    )
    check_passed = fields.Boolean(
        string="Passed",
        compute="_compute_check_passed",
        store=True,
        readonly=False,
    )
    check_value = fields.Float(string="Measured Value")
    check_text = fields.Char(string="Finding")
    required = fields.Boolean(
        help="The job cannot be finished before this is done or skipped."
    )
    part_ids = fields.Many2many("product.product", string="Expected Parts")
    instructions = fields.Html(readonly=True)
    protocol_step_id = fields.Many2one(
        "service.protocol.step", readonly=True, index="btree_not_null"
    )
    invoice_line_ids = fields.Many2many(
        "account.move.line",
        "service_activity_invoice_line_rel",
        "activity_id",
        "invoice_line_id",
        string="Invoice Lines",
        copy=False,
        readonly=True,
    )

    _check_hours = models.Constraint(
        "CHECK(hours >= 0 AND hours <= 24 AND planned_hours >= 0)",
        "The hours of an operation are between 0 and 24.",
    )
    _check_dates = models.Constraint(
        "CHECK(date_end IS NULL OR date_start IS NULL OR date_start <= date_end)",
        "An operation cannot end before it starts.",
    )

    # === COMPUTE METHODS === #

    @api.depends("activity_type_id")
    def _compute_name(self):
        for activity in self:
            activity.name = activity.name or activity.activity_type_id.name

    @api.depends("activity_type_id")
    def _compute_product_id(self):
        for activity in self:
            activity.product_id = activity.activity_type_id.product_id

    @api.depends("activity_type_id")
    def _compute_planned_hours(self):
        for activity in self:
            activity.planned_hours = activity.activity_type_id.planned_hours

    @api.depends("date_start", "planned_hours")
    def _compute_date_end(self):
        for activity in self:
            activity.date_end = activity.date_start and (
                activity.date_start + timedelta(hours=activity.planned_hours)
            )

    @api.depends("check_type", "check_value", "measure_min", "measure_max", "state")
    def _compute_check_passed(self):
        for activity in self:
            activity.check_passed = activity._judge_check()

    @api.model
    def _get_following_fields(self):
        """When it ends, and whether what was measured is good, is worked out."""
        return super()._get_following_fields() | {"date_end", "check_passed"}

    @api.model
    def _get_coverage_depends(self):
        return [
            *super()._get_coverage_depends(),
            "activity_type_id",
            "hours",
            "date_start",
        ]

    # === ACTION METHODS === #

    def action_done(self):
        """Record the operations as done; the planned hours are proposed.

        :raises UserError: when a check asks for a finding that is missing
        """
        self._check_asked()
        for activity in self:
            missing = activity._get_missing_finding()
            if missing:
                raise UserError(missing)
            activity.write(activity._prepare_done_vals())

    def _prepare_done_vals(self):
        """Values of what is done; whoever has done it is kept, also when gone since."""
        self.ensure_one()
        vals = {
            "state": "done",
            "hours": self.hours or self._get_proposed_hours(),
        }
        if not self.employee_id:
            vals["employee_id"] = self._get_default_employee().id
        return vals

    def action_pass(self):
        """Record the operations as done, their check passed."""
        self._check_asked()
        self.write({"check_passed": True})
        self.action_done()

    def action_fail(self):
        """Record the operations as done, their check failed."""
        self._check_asked()
        self.action_done()
        self.write({"check_passed": False})

    def action_reset(self):
        """Take back that the operations are done or skipped.

        :raises UserError: when the job is finished
        """
        self._check_asked()
        self.intervention_id._check_not_signed()
        for activity in self:
            activity._check_job_open()
        self.write({"state": "todo"})

    # === BUSINESS METHODS === #

    def _judge_check(self):
        """Whether the check is passed: a measure by its limits, else as entered."""
        self.ensure_one()
        if self.check_type != "measure":
            return self.check_passed
        within = self.measure_min <= self.check_value <= self.measure_max
        return self.state == "done" and within

    def _get_missing_finding(self):
        """What to enter before this can be recorded as done, empty if nothing."""
        self.ensure_one()
        if self.check_type == "text" and not self.check_text:
            return self.env._("Enter what was found before you finish “%s”.", self.name)
        return ""

    def _is_judged(self):
        """Whether the check is one that is passed or failed."""
        self.ensure_one()
        return self.check_type in self._get_judged_check_types()

    def _has_result(self):
        """Whether its check has a result to print."""
        self.ensure_one()
        return bool(
            self.check_type == "measure" or self._is_judged() or self.check_text
        )

    def _split_begun(self):
        """Record the hours that were worked, and leave the rest of the work to do.

        :return: the operations that are still to do, with no hours yet
        """
        begun = self.filtered("hours")
        rest = begun.copy(
            {"hours": 0, "break_hours": 0, "date_start": False, "date_end": False}
        )
        begun.write({"check_type": "none", "required": False})
        begun.action_done()
        return self - begun | rest

    # === BILLABLE METHODS === #

    def _get_cover_kind(self):
        return "labour"

    def _get_cover_details(self):
        details = super()._get_cover_details()
        return {
            "activity_type": self.activity_type_id,
            "moment": self.date_start or details["moment"],
        }

    def _get_prepaid_hours(self):
        contract = self.intervention_id.contract_id
        hours = round_up(self.hours, contract.prepaid_rounding)
        return hours * self.activity_type_id.prepaid_factor

    def _take_prepaid(self, cover, balance):
        self.prepaid_hours = super()._take_prepaid(cover, balance)
        return self.prepaid_hours

    def _get_service_date(self):
        if self.date_start and not self.date_done:
            return local_day(self.date_start, self.intervention_id._get_zone())
        return super()._get_service_date()

    def _is_finished(self):
        return self.state == "done" and self.intervention_id.state == "done"

    @api.depends("state")
    def _compute_invoice_state(self):
        super()._compute_invoice_state()

    def _prepare_invoice_line_vals(self):
        return {
            **super()._prepare_invoice_line_vals(),
            "service_activity_ids": [fields.Command.link(self.id)],
        }

    # === PEOPLE AND HOURS === #

    def _get_default_employee(self):
        self.ensure_one()
        return self.intervention_id.employee_ids[:1] or self.env.user.employee_id

    @api.model
    def _get_fields_in_hours(self):
        names = {"planned_hours", "hours", "break_hours"}
        return super()._get_fields_in_hours() | names
