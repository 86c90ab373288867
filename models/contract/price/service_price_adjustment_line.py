# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, formatLang

from ....tools.adjustment import effective_percent
from ...configuration.service_price_index_value import format_percent


class ServicePriceAdjustmentLine(models.Model):
    """The price of one contract line before and after an adjustment."""

    _name = "service.price.adjustment.line"
    _description = "Price Adjustment Line"
    _inherit = ["service.guarded.mixin"]
    _order = "adjustment_id, contract_id, id"
    _check_company_auto = True

    adjustment_id = fields.Many2one(
        "service.price.adjustment", required=True, ondelete="cascade", index=True
    )
    line_id = fields.Many2one(
        "service.contract.line",
        string="Contract Line",
        required=True,
        ondelete="cascade",
        index=True,
        check_company=True,
    )
    contract_id = fields.Many2one(related="line_id.contract_id", store=True, index=True)
    partner_id = fields.Many2one(related="contract_id.partner_id")
    company_id = fields.Many2one(
        related="adjustment_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="contract_id.currency_id")
    date = fields.Date(
        string="Effective", required=True, help="First day of the new price."
    )
    price_before = fields.Float(string="Old Price", min_display_digits="Product Price")
    price_after = fields.Float(string="New Price", min_display_digits="Product Price")
    variation = fields.Float(digits=(16, 4), help="Percent, as agreed or published.")
    share = fields.Float(help="Part of the variation that was applied, in percent.")
    index_value_id = fields.Many2one(
        "service.price.index.value",
        string="Index",
        ondelete="restrict",
        index="btree_not_null",
    )
    percent = fields.Float(string="%", compute="_compute_percent", digits=(16, 3))
    reason = fields.Char(compute="_compute_reason")
    taken_back = fields.Boolean(readonly=True, copy=False)

    # === COMPUTE METHODS === #

    @api.depends("variation", "share")
    def _compute_percent(self):
        for line in self:
            line.percent = effective_percent(line.variation, line.share)

    @api.depends("variation", "share", "index_value_id")
    @api.depends_context("lang")
    def _compute_reason(self):
        for line in self:
            line.reason = " ".join(line._get_reason_parts())

    def _get_reason_parts(self):
        """``ISTAT FOI +2.7 % × 75 %``, or ``+3.0 %`` when that was agreed."""
        self.ensure_one()
        if self.index_value_id:
            yield self.index_value_id.index_id.name
        yield format_percent(self.env, self.variation)
        if self.share != 100:
            yield f"× {self.share:g} %"

    # === ACTION METHODS === #

    def action_take_back(self):
        self._check_asked()
        self._take_back()

    # === BUSINESS METHODS === #

    def _take_back(self):
        """Restore the prices from before, on all lines or on none.

        :raises UserError: naming the lines where that is not possible any more
        """
        obstacles = self._get_obstacles()
        if obstacles:
            raise UserError("\n".join(obstacles))
        self.line_id._take_back_price()
        self._by_server().taken_back = True

    def _get_obstacles(self):
        """Why prices cannot be taken back, one text for each such line."""
        billed = self.line_id._get_billed_intervals()
        obstacles = []
        for adjusted in self:
            line = adjusted.line_id
            if any(end >= adjusted.date for _start, end in billed.get(line.id, [])):
                obstacles.append(
                    self.env._(
                        "%s has been invoiced at the new price. Credit that invoice "
                        "first, or leave this line as it is.",
                        line.display_name,
                    )
                )
            elif line.price_since != adjusted.date:
                obstacles.append(
                    self.env._(
                        "The price of %s has changed again since. Take the later "
                        "change back first.",
                        line.display_name,
                    )
                )
        return obstacles

    def _is_to_be_told(self):
        """Whether the customer is told about this change of the price."""
        self.ensure_one()
        return self.adjustment_id.notify and not self.taken_back

    def _get_notice(self):
        """What the customer is told, in the customer's own language."""
        self.ensure_one()
        line = self.with_context(lang=self.contract_id.partner_invoice_id.lang)
        values = line._get_notice_values()
        custom = line.adjustment_id.notice
        if custom:
            return custom % values
        return line.env._(
            "From %(date)s the price changes from %(old)s to %(new)s (%(reason)s).",
            **values,
        )

    def _get_notice_values(self):
        currency = self.currency_id
        return {
            "date": format_date(self.env, self.date),
            "old": formatLang(self.env, self.price_before, currency_obj=currency),
            "new": formatLang(self.env, self.price_after, currency_obj=currency),
            "reason": self.reason,
        }
