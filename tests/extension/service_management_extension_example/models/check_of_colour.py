# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceCheckMixin(models.AbstractModel):
    _inherit = "service.check.mixin"

    check_type = fields.Selection(
        selection_add=[("colour", "Colour")],
        ondelete={"colour": lambda checks: checks.write({"check_type": "none"})},
    )

    def _get_judged_check_types(self):
        return [*super()._get_judged_check_types(), "colour"]


class ServiceActivity(models.Model):
    """A colour is looked at: green is well."""

    _inherit = "service.activity"

    check_colour = fields.Selection([("green", "Green"), ("red", "Red")], "Colour")

    def _judge_check(self):
        if self.check_type == "colour":
            return self.check_colour == "green"
        return super()._judge_check()

    def _get_missing_finding(self):
        if self.check_type == "colour" and not self.check_colour:
            return self.env._("Say which colour you see at “%s”.", self.name)
        return super()._get_missing_finding()

    def action_done(self):
        result = super().action_done()
        self._compute_check_passed()
        return result
