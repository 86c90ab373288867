# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ServiceDutyCheck(models.Model):
    """One check that was made: an entry of the register.

    It is kept as it was: for whom, where, by whom. Checks of ours have a number of
    their type, which is given once. What is taken back is withdrawn and keeps its
    number, so that the register has no gap.
    """

    _name = "service.duty.check"
    _description = "Check"
    _inherit = ["service.guarded.mixin", "service.bounded.mixin"]
    _order = "date desc, id desc"
    _rec_names_search = ["name", "equipment_id.serial_number", "partner_id.name"]

    name = fields.Char(
        string="Number", readonly=True, copy=False, index="trigram", default=False
    )
    duty_id = fields.Many2one(
        "service.duty",
        string="Duty of the Machine",
        required=True,
        ondelete="restrict",
        index=True,
    )
    type_id = fields.Many2one(
        related="duty_id.type_id", store=True, precompute=True, index=True
    )
    equipment_id = fields.Many2one(
        related="duty_id.equipment_id", store=True, precompute=True, index=True
    )
    company_id = fields.Many2one(
        related="duty_id.company_id", store=True, precompute=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        compute="_compute_place",
        store=True,
        precompute=True,
        index=True,
    )
    site_id = fields.Many2one(
        "res.partner",
        string="Site",
        compute="_compute_place",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    date = fields.Date(
        required=True, index=True, default=lambda self: self._get_company_today()
    )
    result = fields.Selection(
        [("passed", "Passed"), ("limited", "With Limits"), ("failed", "Failed")],
        default="passed",
        required=True,
    )
    employee_id = fields.Many2one(
        "hr.employee", string="Inspector", index="btree_not_null"
    )
    inspector = fields.Char(
        string="Inspected By", help="Body or firm, when it was none of our people."
    )
    document = fields.Binary(string="Document", attachment=True)
    document_name = fields.Char()
    note = fields.Char(string="Findings")
    next_date = fields.Date(
        string="Next", readonly=True, help="When it was due again after this check."
    )
    state = fields.Selection(
        [("valid", "Valid"), ("withdrawn", "Withdrawn")],
        default="valid",
        required=True,
        readonly=True,
        index=True,
    )

    # === COMPUTE METHODS === #

    @api.depends("name", "type_id", "date")
    def _compute_display_name(self):
        for check in self:
            number = check.name or fields.Date.to_string(check.date)
            check.display_name = " · ".join(filter(None, (check.type_id.name, number)))

    @api.depends("duty_id")
    def _compute_place(self):
        """Where the machine stood, whatever becomes of it."""
        for check in self:
            check.partner_id = check.duty_id.partner_id
            check.site_id = check.duty_id.site_id

    # === CONSTRAINT METHODS === #

    @api.constrains("date")
    def _check_date(self):
        for check in self:
            if check._is_by_hand() and check.date > check._get_company_today():
                raise ValidationError(
                    self.env._(
                        "A check cannot be in the future. Enter the day on which it "
                        "was made."
                    )
                )

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        checks = super().create(vals_list)
        checks._on_made()
        return checks

    def write(self, vals):
        if not self._is_trusted():
            self.check_access("write")
            self._check_own()
        result = super().write(vals)
        if {"date", "result", "state"} & vals.keys():
            self._on_made()
        return result

    def unlink(self):
        duties = self.duty_id
        result = super().unlink()
        duties._on_checked()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_except_numbered(self):
        self._check_own()

    # === BUSINESS METHODS === #

    def _check_own(self):
        """:raises UserError: for what follows from a job, and is an entry of it"""
        for check in self:
            if check.name:
                raise UserError(
                    self.env._(
                        "Check %s is an entry of the register and follows from its "
                        "job. Open that job again to correct it.",
                        check.name,
                    )
                )

    def _is_by_hand(self):
        """Whether somebody has entered it, and no job of ours has made it."""
        self.ensure_one()
        return True

    def _on_made(self):
        """Bring the duties in line with their checks."""
        # sudo: who records a check need not have the right to change the duty
        checks = self.sudo()
        checks.duty_id._on_checked()
        last = checks.filtered(lambda check: check._is_last())
        for next_date, alike in last.grouped(lambda one: one.duty_id.next_date).items():
            changed = alike.filtered(lambda one, day=next_date: one.next_date != day)
            changed._by_server().next_date = next_date
        failed = last.filtered("duty_id.is_failed")
        if failed:
            failed._on_failed()
        if others := checks - failed:
            others._on_not_failed()

    def _is_last(self):
        """Whether it is what is known last of its duty."""
        self.ensure_one()
        return self.state == "valid" and self.date == self.duty_id.last_date

    # === HOOKS === #

    def _on_failed(self):
        """Called with checks that a machine has failed, and not passed since."""

    def _on_not_failed(self):
        """Called with checks that were withdrawn, or not failed."""
