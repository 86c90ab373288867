# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import formatLang

from ....models.shared.once import find_twins, take_turns


class ServiceContractTopup(models.TransientModel):
    """Sells more hours or visits on a prepaid contract."""

    _name = "service.contract.topup"
    _description = "Add Hours or Visits"

    contract_id = fields.Many2one(
        "service.contract",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    company_id = fields.Many2one(related="contract_id.company_id")
    currency_id = fields.Many2one(related="contract_id.currency_id")
    hours = fields.Float()
    visits = fields.Integer()
    product_id = fields.Many2one(
        "product.product",
        string="Invoiced As",
        required=True,
        compute="_compute_product_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('type', '=', 'service')]",
    )
    price = fields.Monetary(
        compute="_compute_price",
        store=True,
        readonly=False,
        help="Of all of it, without taxes.",
    )
    price_source = fields.Char(compute="_compute_price_source")
    date_from = fields.Date(
        string="From", required=True, default=lambda self: self._get_company_today()
    )
    date_to = fields.Date(
        string="Expires",
        help="Last day, included. Empty: they last as long as the contract.",
    )

    _check_dates = models.Constraint(
        "CHECK(date_to IS NULL OR date_from <= date_to)",
        "What is added cannot expire before it begins.",
    )

    @api.depends("contract_id")
    def _compute_product_id(self):
        for wizard in self:
            contract = wizard.contract_id
            wizard.product_id = (
                contract.contract_type_id.product_id or contract.line_ids.product_id[:1]
            )

    @api.depends("contract_id", "hours", "visits")
    def _compute_price(self):
        """At the price of the block."""
        for wizard in self:
            unit, price = wizard.contract_id._get_block_price()
            wizard.price = price * wizard[unit] if unit else 0.0

    @api.depends("contract_id")
    def _compute_price_source(self):
        for wizard in self:
            wizard.price_source = wizard._describe_block_price()

    def _describe_block_price(self):
        """What an hour, or a visit, of the block costs; nothing when that is free."""
        unit, price = self.contract_id._get_block_price()
        if not unit:
            return False
        text = formatLang(self.env, price, currency_obj=self.currency_id)
        if unit == "hours":
            return self.env._("proposed: %s per hour, as in the contract", text)
        return self.env._("proposed: %s per visit, as in the contract", text)

    def action_confirm(self):
        """Add a line to the contract, which the next invoicing bills once.

        :raises UserError: when there is nothing to add, or no block to add it to
        """
        self._check_asked_one()
        contract = self.contract_id
        take_turns(contract)
        self._check_amounts()
        self._check_not_just_added()
        contract._by_server().line_ids = [Command.create(self._prepare_line_vals())]
        contract._judge_work_since(self.date_from)
        contract._clear_prepaid_warnings()
        contract.message_post(body=", ".join(self._get_amount_names()))
        return {"type": "ir.actions.act_window_close"}

    def _check_amounts(self):
        contract = self.contract_id
        if min(self.hours, self.visits) < 0 or max(self.hours, self.visits) <= 0:
            raise UserError(
                self.env._("Enter how many hours or visits are added, above zero.")
            )
        if not contract.is_running:
            raise UserError(
                self.env._(
                    "Contract %s is not in force. Activate or renew it before you add "
                    "hours or visits.",
                    contract.display_name,
                )
            )
        for unit in ("hours", "visits"):
            if self[unit] and contract._covers_without_limit(unit):
                raise UserError(
                    self.env._(
                        "Contract %s has no limit of this kind that could be raised. "
                        "Enter what it includes in each term first.",
                        contract.display_name,
                    )
                )

    def _check_not_just_added(self):
        same = find_twins(self.contract_id.line_ids).filtered(
            lambda line: (
                (line.topup_hours, line.topup_visits, line.date_start, line.price_unit)
                == (self.hours, self.visits, self.date_from, self.price)
            )
        )
        if same:
            raise UserError(
                self.env._(
                    "The same has just been added to contract %s. If it is to be added "
                    "once more, wait a minute.",
                    self.contract_id.display_name,
                )
            )

    def _prepare_line_vals(self):
        self.ensure_one()
        return {
            "product_id": self.product_id.id,
            "name": self._get_line_name(),
            "price_unit": self.price,
            "one_off": True,
            "date_start": self.date_from,
            "date_end": self.date_to or self.contract_id.date_end,
            "visit_interval": 0,
            "topup_hours": self.hours,
            "topup_visits": self.visits,
        }

    def _get_line_name(self):
        wizard = self.with_context(lang=self.contract_id.partner_id.lang)
        names = (wizard.product_id.name, *wizard._get_amount_names())
        return "\n".join(names)

    def _get_amount_names(self):
        self.ensure_one()
        names = []
        if self.hours:
            names.append(self.env._("%s hours added", f"{self.hours:g}"))
        if self.visits:
            names.append(self.env._("%s visits added", self.visits))
        return names
