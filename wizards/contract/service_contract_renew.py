# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceContractRenew(models.TransientModel):
    """Drafts the contracts that follow selected ones, at prices that may change."""

    _name = "service.contract.renew"
    _description = "Propose Renewal"

    contract_ids = fields.Many2many(
        "service.contract",
        string="Contracts",
        required=True,
        default=lambda self: self.env["service.contract"].browse(
            self.env.context.get("active_ids", [])
        ),
    )
    percent = fields.Float(
        string="Price Change",
        help="By how much the prices rise, in percent. Negative: they fall.",
    )

    _check_percent = models.Constraint(
        "CHECK(percent > -100)", "Prices cannot fall by 100 percent or more."
    )

    def action_confirm(self):
        """Make the drafts and open them."""
        self._check_asked_one()
        return self.contract_ids._propose_renewal(self.percent)._action_open()
