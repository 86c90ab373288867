# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceContractSuspend(models.TransientModel):
    """Suspends selected contracts from one day to another."""

    _name = "service.contract.suspend"
    _description = "Suspend Contract"

    contract_ids = fields.Many2many(
        "service.contract",
        string="Contracts",
        required=True,
        default=lambda self: self.env["service.contract"].browse(
            self.env.context.get("active_ids", [])
        ),
    )
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._get_company_today()
    )
    date_to = fields.Date(
        string="To", help="Last day, included. Empty: until the contract is resumed."
    )
    prolong = fields.Boolean(
        string="Prolong the Contract",
        help="Its end moves by as many days as it is suspended.",
    )
    reason = fields.Char()

    _check_dates = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)",
        "A suspension cannot end before it starts.",
    )

    def action_confirm(self):
        """Suspend the contracts, today or when the day comes."""
        self._check_asked_one()
        self.contract_ids._check_transition(("active",))
        self.contract_ids._suspend(
            self.date_from, self.date_to, self.prolong, self.reason
        )
        return {"type": "ir.actions.act_window_close"}
