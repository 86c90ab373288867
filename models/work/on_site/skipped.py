# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...shared.asked import Asked


class ServiceActivity(models.Model):
    """Operations that are left out; a required one only for a reason."""

    _inherit = "service.activity"

    skip_reason = fields.Char(
        string="Skipped Because", copy=False, help="Printed on the report."
    )

    # === CONSTRAINT METHODS === #

    @api.constrains("state", "required", "skip_reason")
    def _check_skip_reason(self):
        for activity in self:
            reason = (activity.skip_reason or "").strip()
            if activity.required and activity.state == "skipped" and not reason:
                raise ValidationError(
                    self.env._(
                        "“%s” is required. Say why it is skipped: the reason is "
                        "printed on the report.",
                        activity.name,
                    )
                )

    # === ACTION METHODS === #

    def action_skip(self, reason=False):
        """Record that the operations were not necessary, or not possible.

        :param str reason: why; none is needed where they are not required
        :raises ValidationError: when one of them is required and no reason is given
        """
        self._check_asked()
        reason = Asked(self.env).text(reason).strip()
        vals = {"state": "skipped", "hours": 0}
        self.write({**vals, "skip_reason": reason} if reason else vals)

    def action_open_skip(self):
        """Ask why a required operation is skipped."""
        self._check_asked_one()
        return {
            "type": "ir.actions.client",
            "tag": "service_skip",
            "params": {"id": self.id, "name": self.name},
        }

    def action_reset(self):
        result = super().action_reset()
        self.write({"skip_reason": False})
        return result

    # === BUSINESS METHODS === #

    def _is_reported(self):
        """Whether the printed report tells of it: done, or skipped for a reason."""
        self.ensure_one()
        return self.state == "done" or bool(
            self.state == "skipped" and self.skip_reason
        )

    def _has_result(self):
        """Why it was skipped is printed as its result."""
        return self.state == "skipped" or super()._has_result()
