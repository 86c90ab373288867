# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from markupsafe import Markup

from odoo import Command, api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from ...tools.adjustment import AdjustmentRule

LARGE_PERCENT = 10.0


class ServicePriceAdjust(models.TransientModel):
    """Shows what an adjustment does to each price, and does it with one button."""

    _name = "service.price.adjust"
    _description = "Adjust Prices"

    contract_ids = fields.Many2many(
        "service.contract",
        string="Contracts",
        required=True,
        default=lambda self: self._get_selected(),
    )
    date_from = fields.Date(
        string="From",
        required=True,
        default=lambda self: self._default_date_from(),
        help="Days that are invoiced keep their price: there the new one holds from "
        "the next period.",
    )
    method = fields.Selection(
        [
            ("contract", "As Agreed in Each Contract"),
            ("percent", "Percent"),
            ("index", "Index"),
        ],
        string="Adjust",
        required=True,
        default=lambda self: self._default_method(),
    )
    percent = fields.Float(digits=(16, 4))
    index_value_id = fields.Many2one(
        "service.price.index.value", string="Published Variation"
    )
    share = fields.Float(string="Share of the Index", default=100.0)
    notify = fields.Boolean(string="Tell the Customer", default=True)
    notice = fields.Text(string="Text for the Customer")
    line_ids = fields.One2many(
        "service.price.adjust.line",
        "wizard_id",
        compute="_compute_line_ids",
        store=True,
        readonly=False,
    )
    renewal_note = fields.Html(compute="_compute_renewal_note")
    large = fields.Boolean(compute="_compute_large")
    confirmed = fields.Boolean(
        string="Prices that change by more than 10 % are right",
        compute="_compute_confirmed",
        store=True,
        readonly=False,
    )

    # === DEFAULTS AND COMPUTE METHODS === #

    @api.model
    def _get_selected(self):
        """The contracts that the wizard was opened on."""
        return self.env["service.contract"].browse(
            self.env.context.get("active_ids", [])
        )

    @api.model
    def _default_method(self):
        """What is agreed in the contracts, when anything is."""
        contracts = self._get_selected()
        agreed = any(contract.adjustment != "none" for contract in contracts)
        return "contract" if agreed or not contracts else "percent"

    @api.model
    def _default_date_from(self):
        """When the prices of the contracts are to be adjusted, else today.

        A renewal adjusts the prices of the next term itself.
        """
        dates = (
            self._get_selected()
            .filtered(
                lambda contract: (
                    contract.next_adjustment_date
                    and (
                        not contract.date_end
                        or contract.next_adjustment_date <= contract.date_end
                    )
                )
            )
            .mapped("next_adjustment_date")
        )
        company = self._get_selected().company_id[:1] or self.env.company
        return min(dates, default=company._get_service_today())

    @api.depends(
        "contract_ids", "date_from", "method", "percent", "index_value_id", "share"
    )
    def _compute_line_ids(self):
        for wizard in self:
            wizard.line_ids = [
                Command.clear(),
                *(
                    Command.create(wizard._prepare_line_vals(change))
                    for change in wizard._get_changes()
                ),
            ]

    @api.depends("contract_ids")
    def _compute_renewal_note(self):
        """Which contracts adjust their prices by themselves, and when."""
        for wizard in self:
            starts = {
                contract: contract._get_adjusting_renewal()
                for contract in wizard.contract_ids._origin
            }
            wizard.renewal_note = Markup("<br/>").join(
                self.env._(
                    "%(contract)s, %(customer)s: on %(date)s",
                    contract=contract.display_name,
                    customer=contract.partner_id.display_name,
                    date=format_date(self.env, start),
                )
                for contract, start in starts.items()
                if start
            )

    @api.depends("line_ids.selected", "line_ids.percent")
    def _compute_large(self):
        for wizard in self:
            wizard.large = any(
                line.selected and abs(line.percent) > LARGE_PERCENT
                for line in wizard.line_ids
            )

    @api.depends("date_from", "method", "percent", "index_value_id", "share")
    def _compute_confirmed(self):
        """What was confirmed holds only for what was seen."""
        self.confirmed = False

    # === ACTION METHODS === #

    def action_apply(self):
        """Change the selected prices and open the record of it.

        :raises UserError: when none is selected, or a large change is not confirmed
        """
        self._check_asked_one()
        contracts = self.contract_ids
        contracts._check_transition((*contracts._get_running_states(), "expired"))
        selected = self.line_ids.filtered("selected").line_id
        changes = [
            change
            for change in self._get_changes()
            if change.line in selected and not change.obstacle
        ]
        if not changes:
            raise UserError(
                self.env._(
                    "There is no price to change. Select lines, or choose another date "
                    "or percentage."
                )
            )
        if self.large and not self.confirmed:
            raise UserError(
                self.env._(
                    "Some prices change by more than %s %%. Check them and confirm "
                    "that they are right.",
                    int(LARGE_PERCENT),
                )
            )
        adjustments = self.env["service.price.adjustment"]._apply(
            self._prepare_adjustment_vals(), changes
        )
        return adjustments._get_records_action()

    # === BUSINESS METHODS === #

    def _get_changes(self):
        """What the adjustment does, line by line."""
        self.ensure_one()
        if not self.date_from:
            return []
        contracts = self.contract_ids._origin
        rules = {contract: self._get_rule(contract) for contract in contracts}
        return contracts.line_ids._propose_price_changes(self.date_from, rules)

    def _get_rule(self, contract):
        if self.method == "contract":
            return contract._get_adjustment_rule(self.date_from)
        if self.method == "index":
            value = self.index_value_id
            return value._get_rule(self.share) if value else AdjustmentRule(0.0)
        return AdjustmentRule(self.percent)

    def _prepare_line_vals(self, change):
        changed = change.price_after != change.price_before
        return {
            "line_id": change.line.id,
            "price_before": change.price_before,
            "price_after": change.price_after,
            "percent": change.rule.percent if change.rule else 0.0,
            "date": change.date,
            "obstacle": change.obstacle,
            "selected": changed and not change.obstacle,
        }

    def _prepare_adjustment_vals(self):
        return {
            "date_from": self.date_from,
            "method": self.method,
            "notify": self.notify,
            "notice": self.notice,
        }
