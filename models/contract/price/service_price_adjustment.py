# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import Command, api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

SAMPLE_NOTICE = {"date": "", "old": "", "new": "", "reason": ""}


class ServicePriceAdjustment(models.Model):
    """One adjustment of prices: who, when, why, and each line with both prices."""

    _name = "service.price.adjustment"
    _description = "Price Adjustment"
    _inherit = ["service.guarded.mixin"]
    _order = "date_from desc, id desc"
    _check_company_auto = True

    company_id = fields.Many2one("res.company", required=True, index=True)
    user_id = fields.Many2one(
        "res.users", string="Applied By", default=lambda self: self.env.user
    )
    date_from = fields.Date(string="From", required=True)
    method = fields.Selection(
        [
            ("contract", "As Agreed in Each Contract"),
            ("percent", "Percent"),
            ("index", "Index"),
        ],
        string="Adjusted",
        required=True,
    )
    notify = fields.Boolean(
        string="Tell the Customer",
        default=True,
        help="The first invoice at the new price says from when and why it changed.",
    )
    notice = fields.Text(
        string="Text for the Customer",
        help="Empty: a standard text in the customer's language. %(date)s, %(old)s, "
        "%(new)s and %(reason)s stand for the day, the prices and the reason.",
    )
    line_ids = fields.One2many(
        "service.price.adjustment.line", "adjustment_id", string="Lines"
    )
    reason = fields.Char(compute="_compute_reason")
    line_count = fields.Integer(string="Prices", compute="_compute_line_count")
    state = fields.Selection(
        [
            ("applied", "Applied"),
            ("partly", "Partly Taken Back"),
            ("taken_back", "Taken Back"),
        ],
        compute="_compute_state",
        store=True,
        index=True,
    )

    # === COMPUTE METHODS === #

    @api.depends("date_from")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for adjustment in self:
            adjustment.display_name = self.env._(
                "Adjustment from %s", format_date(self.env, adjustment.date_from)
            )

    @api.depends("line_ids.reason")
    @api.depends_context("lang")
    def _compute_reason(self):
        for adjustment in self:
            reasons = dict.fromkeys(adjustment.line_ids.mapped("reason"))
            adjustment.reason = ", ".join(reasons)

    @api.depends("line_ids")
    def _compute_line_count(self):
        for adjustment in self:
            adjustment.line_count = len(adjustment.line_ids)

    @api.depends("line_ids.taken_back")
    def _compute_state(self):
        for adjustment in self:
            taken_back = adjustment.line_ids.filtered("taken_back")
            if taken_back == adjustment.line_ids:
                adjustment.state = "taken_back"
            else:
                adjustment.state = "partly" if taken_back else "applied"

    @api.constrains("notice")
    def _check_notice(self):
        for adjustment in self.filtered("notice"):
            try:
                adjustment.notice % SAMPLE_NOTICE
            except (KeyError, TypeError, ValueError) as error:
                raise ValidationError(
                    self.env._(
                        "The text for the customer can only contain %(date)s, %(old)s, "
                        "%(new)s and %(reason)s. Write %%%% for a percent sign.",
                        **{name: f"%({name})s" for name in SAMPLE_NOTICE},
                    )
                ) from error

    # === ACTION METHODS === #

    def action_take_back(self):
        """Restore the prices from before, on all lines or on none.

        :raises UserError: naming the lines that have been invoiced or changed since
        """
        self._check_asked()
        self.line_ids.filtered(lambda line: not line.taken_back)._take_back()

    def action_view_contracts(self):
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_action"
        )
        action["domain"] = [("id", "in", self.line_ids.contract_id.ids)]
        action["context"] = {"create": False}
        return action

    # === BUSINESS METHODS === #

    @api.model
    def _apply(self, vals, changes):
        """Change the prices of ``changes`` and record it, once for each company.

        :param dict vals: ``date_from``, ``method`` and the text for the customer
        :param changes: list of ``PriceChange`` without obstacle
        :raises UserError: when a price changes later already
        """
        if not changes:
            return self.browse()
        lines = self.env["service.contract.line"].union(*(one.line for one in changes))
        adjustments = self.create(
            [
                {
                    **vals,
                    "company_id": company.id,
                    "line_ids": [
                        Command.create(self._prepare_line_vals(change))
                        for change in changes
                        if change.line.company_id == company
                    ],
                }
                for company in lines.company_id
            ]
        )
        reasons = dict.fromkeys(adjustments.mapped("reason"))
        with lines.contract_id._log_changes(note=", ".join(reasons)):
            lines._set_prices_from(
                adjustments[:1].date_from,
                {change.line: change.price_after for change in changes},
            )
        return adjustments

    @api.model
    def _prepare_line_vals(self, change):
        source = change.rule.source
        return {
            "line_id": change.line.id,
            "date": change.date,
            "price_before": change.price_before,
            "price_after": change.price_after,
            "variation": change.rule.variation,
            "share": change.rule.share,
            "index_value_id": source.id if source else False,
        }

    @api.ondelete(at_uninstall=False)
    def _unlink_except_taken_back(self):
        for adjustment in self:
            if adjustment.state != "taken_back":
                raise UserError(
                    self.env._(
                        "%s holds. Take it back before you delete it.",
                        adjustment.display_name,
                    )
                )
