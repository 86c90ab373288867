# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ....tools.duties import due_in_series

# The days of a machine that a check is counted from, the first known one.
ANCHORS = {
    "last_check": ("install_date", "delivery_date", "manufacture_date"),
    "installation": ("install_date", "delivery_date"),
    "delivery": ("delivery_date", "install_date"),
    "manufacture": ("manufacture_date", "delivery_date", "install_date"),
}


class ServiceDuty(models.Model):
    """One check that one machine needs: when it was made, and when it is due again.

    A machine has each duty once, whatever becomes of it: one that has ended goes on
    when the machine is in service again. A check that was failed does not settle it.
    """

    _name = "service.duty"
    _description = "Duty"
    _inherit = [
        "service.kept.values.mixin",
        "service.guarded.mixin",
        "service.bounded.mixin",
        "mail.thread",
    ]
    _order = "next_date, id"
    _mail_post_access = "read"

    equipment_id = fields.Many2one(
        "service.equipment",
        string="Machine",
        required=True,
        ondelete="cascade",
        index=True,
    )
    type_id = fields.Many2one(
        "service.duty.type",
        string="Duty",
        required=True,
        ondelete="restrict",
        index=True,
        domain="[('company_id', 'in', (False, company_id))]",
    )
    company_id = fields.Many2one(
        related="equipment_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        related="equipment_id.partner_id",
        string="Customer",
        store=True,
        precompute=True,
        index=True,
    )
    site_id = fields.Many2one(
        related="equipment_id.site_id",
        string="Site",
        store=True,
        precompute=True,
        index=True,
    )
    site_street = fields.Char(related="site_id.street", string="Street")
    site_city = fields.Char(related="site_id.city", string="City")
    product_id = fields.Many2one(related="equipment_id.product_id")
    kind = fields.Selection(related="type_id.kind")
    known_since = fields.Date(
        default=lambda self: self._get_company_today(),
        readonly=True,
        help="Counted from this day where no day of the machine is known.",
    )
    state = fields.Selection(
        [("active", "In Force"), ("waived", "Not Needed"), ("ended", "Ended")],
        default="active",
        required=True,
        readonly=True,
        index=True,
        tracking=True,
    )
    check_ids = fields.One2many("service.duty.check", "duty_id", string="Checks")
    opening_date = fields.Date(
        string="Checked Before",
        help="Last check that this system knows nothing else of.",
    )
    last_date = fields.Date(
        string="Last Check",
        compute="_compute_last_date",
        inverse="_inverse_last_date",
        store=True,
        readonly=False,
    )
    last_result = fields.Selection(
        [("passed", "Passed"), ("limited", "With Limits"), ("failed", "Failed")],
        string="Result",
        compute="_compute_last_result",
        store=True,
    )
    settled_date = fields.Date(
        string="Last Passed",
        compute="_compute_last_result",
        store=True,
        help="Last check that was not failed: the next one is counted from it.",
    )
    next_date = fields.Date(
        string="Due",
        compute="_compute_next_date",
        store=True,
        readonly=False,
        index=True,
    )
    latest_date = fields.Date(
        string="At the Latest",
        compute="_compute_latest_date",
        store=True,
        index=True,
        help="It is overdue after this day.",
    )
    is_overdue = fields.Boolean(
        string="Overdue", compute="_compute_is_overdue", search="_search_is_overdue"
    )
    is_failed = fields.Boolean(compute="_compute_is_failed")

    _machine_unique = models.UniqueIndex(
        "(equipment_id, type_id)", "This machine has this duty already."
    )

    # === COMPUTE METHODS === #

    @api.depends("type_id", "equipment_id")
    def _compute_display_name(self):
        for duty in self:
            names = (duty.type_id.name, duty.equipment_id.display_name)
            duty.display_name = " · ".join(filter(None, names))

    @api.depends("opening_date", "check_ids.date", "check_ids.state")
    def _compute_last_date(self):
        for duty in self:
            duty.last_date = duty._get_last_date()

    def _get_last_date(self):
        """Day of the last check that is known, or False."""
        self.ensure_one()
        days = [*self._get_valid_checks().mapped("date"), self.opening_date]
        return max(filter(None, days), default=False)

    @api.depends(
        "opening_date", "check_ids.date", "check_ids.result", "check_ids.state"
    )
    def _compute_last_result(self):
        for duty in self:
            checks, opening = duty._get_valid_checks(), duty.opening_date
            last = checks[-1:]
            is_opening = opening and (not last or opening > last.date)
            duty.last_result = "passed" if is_opening else last.result
            settling = checks.filtered(lambda check: check.result != "failed")
            days = [*settling.mapped("date"), opening]
            duty.settled_date = max(filter(None, days), default=False)

    def _get_valid_checks(self):
        """Checks that count, the oldest first."""
        self.ensure_one()
        checks = self.check_ids.filtered(lambda check: check.state == "valid")
        return checks.sorted(lambda check: (check.date, check.id or 0))

    def _inverse_last_date(self):
        for duty in self:
            if duty.last_date != duty._get_last_date():
                duty.opening_date = duty.last_date

    @api.depends(
        "type_id.interval",
        "type_id.interval_unit",
        "type_id.end_of_month",
        "type_id.count_from",
        "type_id.tolerance_before",
        "equipment_id.install_date",
        "equipment_id.delivery_date",
        "equipment_id.manufacture_date",
        "known_since",
        "settled_date",
    )
    def _compute_next_date(self):
        for duty in self:
            duty.next_date = duty.type_id and duty._propose_next_date()

    @api.depends("next_date", "type_id.tolerance_after")
    def _compute_latest_date(self):
        for duty in self:
            late = timedelta(days=duty.type_id.tolerance_after)
            duty.latest_date = duty.next_date and duty.next_date + late

    @api.depends("latest_date", "state")
    def _compute_is_overdue(self):
        for duty in self:
            today = duty._get_company_today()
            duty.is_overdue = bool(
                duty.state == "active" and duty.latest_date and duty.latest_date < today
            )

    def _search_is_overdue(self, operator, value):
        if operator != "in":
            return NotImplemented
        return Domain("state", "=", "active") & self.env[
            "res.company"
        ]._get_domain_by_clock(
            lambda company: Domain("latest_date", "<", company._get_service_today())
        )

    @api.depends("state", "last_result")
    def _compute_is_failed(self):
        for duty in self:
            duty.is_failed = duty.state == "active" and duty.last_result == "failed"

    # === CONSTRAINT METHODS === #

    @api.constrains("opening_date")
    def _check_opening_date(self):
        for duty in self:
            if duty.opening_date and duty.opening_date > duty._get_company_today():
                raise ValidationError(
                    self.env._(
                        "The last check of %s cannot be in the future. Enter the day "
                        "on which it was made.",
                        duty.display_name,
                    )
                )

    @api.constrains("type_id", "equipment_id")
    def _check_type_company(self):
        for duty in self:
            company = duty.type_id.company_id
            if company and company != duty.company_id:
                raise ValidationError(
                    self.env._(
                        "“%(type)s” is a duty of %(company)s. Choose one of the "
                        "company of the machine.",
                        type=duty.type_id.name,
                        company=company.display_name,
                    )
                )

    # === CRUD METHODS === #

    @api.ondelete(at_uninstall=False)
    def _unlink_except_checked(self):
        for duty in self:
            if duty.check_ids:
                raise UserError(
                    self.env._(
                        "%s has been checked, and the checks are kept. Say that it is "
                        "not needed instead.",
                        duty.display_name,
                    )
                )

    # === ACTION METHODS === #

    def action_waive(self):
        """These machines do not need it, whatever the type says."""
        self._check_asked("write")
        self.filtered(lambda duty: duty.state == "active")._set_state("waived")

    def action_resume(self):
        """These machines need it after all."""
        self._check_asked("write")
        self.filtered(lambda duty: duty.state == "waived")._set_state("active")

    def action_offer(self):
        """Propose a contract for those of these machines that have none.

        :raises UserError: when all of them have one
        """
        self._check_asked()
        machines = self.filtered_domain(self._get_uncovered_domain()).equipment_id
        if not machines:
            raise UserError(
                self.env._("All these machines have a contract, or no customer.")
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_equipment_propose_action"
        )
        return {**action, "context": {"default_equipment_ids": machines.ids}}

    # === BUSINESS METHODS === #

    @api.model
    def _get_uncovered_domain(self):
        """Duties of machines that have a customer and no contract of their own."""
        lines = Domain("state", "in", ("active", "suspended"))
        return Domain("partner_id", "!=", False) & Domain(
            "equipment_id.contract_line_ids", "not any", lines
        )

    def _propose_next_date(self):
        """When it is due, by the rule of its type."""
        self.ensure_one()
        kind, rule = self.type_id, self.type_id._get_rule()
        if kind.count_from == "last_check":
            return rule.due(self.settled_date or self._get_anchor())
        return due_in_series(
            self._get_anchor(), rule, self.settled_date or None, kind.tolerance_before
        )

    def _get_anchor(self):
        """Day of the machine that checks are counted from."""
        self.ensure_one()
        names = ANCHORS[self.type_id.count_from]
        known = [self.equipment_id[name] for name in names]
        return next(filter(None, known), self.known_since or self._get_company_today())

    def _follow_state(self, state):
        """What the machine tells already is not told once more."""
        self.with_context(tracking_disable=True)._set_state(state)

    def _on_checked(self):
        """Count anew, whatever somebody had entered before the check."""
        self._compute_next_date()
