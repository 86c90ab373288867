# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError

CHECK_FIELDS = {
    "check_type",
    "measure_min",
    "measure_max",
    "measure_uom_id",
    "required",
}
DECIDERS = (
    "service_management.group_planner",
    "service_management.group_contract_manager",
)


class ServiceActivity(models.Model):
    """What a protocol or the planner asks for is not the technician's to change."""

    _inherit = "service.activity"

    may_change_check = fields.Boolean(compute="_compute_may_change_check")

    # === COMPUTE METHODS === #

    @api.depends_context("uid")
    @api.depends("protocol_step_id")
    def _compute_may_change_check(self):
        """Whether the user may change what has to be checked, and its limits."""
        decides = self._may_change_checks()
        for activity in self:
            activity.may_change_check = decides or activity._is_own()

    # === HOOKS === #

    def _prepare_change(self, vals):
        if not self._may_change_checks():
            self._check_asked_for(CHECK_FIELDS & vals.keys(), vals)
            if "intervention_id" in vals:
                self._check_not_required()
        return super()._prepare_change(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_except_required(self):
        if not self._may_change_checks():
            self._check_not_required()

    # === BUSINESS METHODS === #

    @api.model
    def _may_change_checks(self):
        """Whether the user decides what has to be done and checked."""
        return self.env.su or any(map(self.env.user.has_group, DECIDERS))

    def _is_own(self):
        """Whether the user has added it to the job by hand."""
        self.ensure_one()
        return not self._origin or (
            not self.protocol_step_id and self.create_uid == self.env.user
        )

    def _check_asked_for(self, names, vals):
        """Refuse to change limits, kind and need of checks that others ask for."""
        for activity in self if names else ():
            changed = any(not activity._is_value(name, vals[name]) for name in names)
            if changed and not activity._is_own():
                raise UserError(
                    self.env._(
                        "What has to be checked at “%s”, and its limits, is decided "
                        "by those who plan.",
                        activity.name,
                    )
                )

    def _check_not_required(self):
        for activity in self:
            if activity.required and not activity._is_own():
                raise UserError(
                    self.env._(
                        "“%s” is required on this job and cannot be removed. Skip it "
                        "and say why.",
                        activity.name,
                    )
                )
