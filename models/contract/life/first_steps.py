# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.fields import Command

from ...configuration.first_steps.service_first_step import FirstStep


class ServiceFirstStep(models.TransientModel):
    _inherit = "service.first.step"

    @api.model
    def _get_first_steps(self):
        return {
            **super()._get_first_steps(),
            "contract": FirstStep(
                self.env._("Your First Contract"),
                self.env._(
                    "Customer, type, equipment and price; then Activate. Visits and "
                    "instalments follow by themselves."
                ),
                self.env._("Create"),
                "service_management.group_contract_manager",
            ),
        }

    @api.model
    def _get_worked_models(self):
        return [*super()._get_worked_models(), "service.contract"]

    def _is_contract_there(self):
        return self.env["service.contract"].search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("state", "not in", ("draft", "cancelled")),
            ],
            limit=1,
        )

    def _do_contract(self):
        return self._open_new(
            "service_management.service_contract_action", service_first_line=True
        )


class ServiceContract(models.Model):
    _inherit = "service.contract"

    @api.model
    def default_get(self, fields):
        """Whoever makes the first contract finds its first line."""
        defaults = super().default_get(fields)
        if self.env.context.get("service_first_line") and "line_ids" in fields:
            defaults.setdefault("line_ids", [Command.create({})])
        return defaults
