# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models


class ServiceContractSpread(models.TransientModel):
    """Changes the amount of a whole contract, line by line before anyone's eyes."""

    _name = "service.contract.spread"
    _description = "Change the Amount of a Contract"

    contract_id = fields.Many2one(
        "service.contract",
        required=True,
        readonly=True,
        ondelete="cascade",
        default=lambda self: self.env.context.get("active_id"),
    )
    state = fields.Selection(related="contract_id.state")
    currency_id = fields.Many2one(related="contract_id.currency_id")
    price_basis = fields.Selection(related="contract_id.price_basis")
    total_before = fields.Monetary(string="Until Now", compute="_compute_total_before")
    total = fields.Monetary(
        string="New Amount",
        compute="_compute_total",
        store=True,
        readonly=False,
        help="Of the lines that go on, after discount and before taxes.",
    )
    method = fields.Selection(
        [("amount", "In Proportion"), ("even", "Evenly")],
        string="Spread",
        required=True,
        default="amount",
        help="In Proportion: to what each line comes to now.\n"
        "Evenly: the same to each line.\nThe last line takes what rounding leaves.",
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._get_company_today(),
        help="What is invoiced keeps its price: there the new one holds from the next "
        "period on.",
    )
    line_ids = fields.One2many(
        "service.contract.spread.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
    )

    # === COMPUTE METHODS === #

    @api.depends("contract_id")
    def _compute_total_before(self):
        for wizard in self:
            wizard.total_before = sum(
                line._get_rounded_price()
                for line in wizard.contract_id._get_spread_lines()
            )

    @api.depends("contract_id")
    def _compute_total(self):
        for wizard in self:
            wizard.total = wizard.total_before

    @api.depends("total", "method", "date_from")
    def _compute_line_ids(self):
        for wizard in self:
            amounts = wizard._get_amounts()
            lines = self.env["service.contract.line"].union(*amounts)
            days = lines._get_repricing_dates(wizard.date_from)
            wizard.line_ids = [
                Command.clear(),
                *(
                    Command.create(
                        {
                            "line_id": line.id,
                            "amount_before": line._get_rounded_price(),
                            "amount": amount,
                            "date_from": days[line],
                        }
                    )
                    for line, amount in amounts.items()
                ),
            ]

    def _get_amounts(self):
        """New amount of each line, nothing while there is something missing."""
        self.ensure_one()
        contract = self.contract_id
        if self.total < 0 or not self.date_from or not contract._get_spread_lines():
            return {}
        return contract._spread_total(self.total, self.method == "even")

    # === ACTION METHODS === #

    def action_confirm(self):
        """Write the new prices.

        :raises UserError: when there is nothing to spread or the amount is negative
        """
        self._check_asked_one()
        contract = self.contract_id
        amounts = contract._spread_total(self.total, self.method == "even")
        contract._set_amounts(amounts, self.date_from)


class ServiceContractSpreadLine(models.TransientModel):
    """What one line comes to, before and after."""

    _name = "service.contract.spread.line"
    _description = "Change of Amount of a Contract Line"

    wizard_id = fields.Many2one(
        "service.contract.spread", required=True, ondelete="cascade", index=True
    )
    line_id = fields.Many2one(
        "service.contract.line", string="Line", ondelete="cascade", readonly=True
    )
    equipment_id = fields.Many2one(related="line_id.equipment_id")
    currency_id = fields.Many2one(related="wizard_id.currency_id")
    amount_before = fields.Monetary(string="Until Now", readonly=True)
    amount = fields.Monetary(string="New Amount", readonly=True)
    date_from = fields.Date(string="From", readonly=True)
