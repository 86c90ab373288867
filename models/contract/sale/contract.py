# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ....tools.periods import last_day, subtract_intervals


class ServiceContract(models.Model):
    """Contracts that a sales order has made or extended."""

    _inherit = "service.contract"

    sale_line_ids = fields.One2many(
        "sale.order.line", "service_contract_id", string="Order Lines"
    )
    sale_order_ids = fields.Many2many(
        "sale.order",
        string="Sales Orders",
        compute="_compute_sale_order_ids",
        compute_sudo=True,  # no secret to who sees the contract
    )
    sale_order_count = fields.Integer(
        compute="_compute_sale_order_ids", compute_sudo=True
    )

    @api.depends("sale_line_ids.order_id")
    def _compute_sale_order_ids(self):
        for contract in self:
            contract.sale_order_ids = contract.sale_line_ids.order_id
            contract.sale_order_count = len(contract.sale_order_ids)

    def action_view_sale_orders(self):
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id("sale.action_orders")
        action["domain"] = [("id", "in", self.sale_order_ids.ids)]
        action["context"] = {"create": False}
        if self.sale_order_count == 1:
            action["res_id"] = self.sale_order_ids.id
            action["views"] = [(False, "form")]
        return action

    # === WHAT IS SOLD === #

    def _make_room(self, first, last):
        """Let lines that begin between ``first`` and ``last`` lie within the contract.

        A draft begins with the first of them. Without tacit renewal every line lasts
        as long as it was sold for, and the contract until the last one ends.
        """
        self.ensure_one()
        if self.state == "draft" and (not self.line_ids or first < self.date_start):
            self.date_start = first
        end = self._get_sold_end(last)
        if end and end > self.date_end:
            self.date_end = end

    def _get_sold_end(self, start):
        """Last day of a line that is sold and begins on ``start``."""
        self.ensure_one()
        months = self.contract_type_id.duration_months
        if not self.date_end or not months or self._renews_by_itself():
            return self.date_end
        return last_day(start, months, "month")

    def _takes_lines_from(self, date):
        self.ensure_one()
        return self.state in self._get_open_states() and (
            not self.date_end or date <= self.date_end
        )

    def _get_replacements(self):
        """The order may have made another contract since this one was cancelled."""
        # sudo: contract managers need no rights on sales to see this
        sold = self.sudo().line_ids.sale_line_id.service_contract_id - self
        return super()._get_replacements() | sold.filtered(
            lambda contract: contract.state != "cancelled"
        )

    # === WHAT A PERSON MUST DECIDE === #

    def _report_sold_too_late(self):
        """Machines were delivered when the contract they were sold with had ended."""
        for contract in self.filtered(lambda contract: contract.state != "cancelled"):
            told = contract._in_language_of(contract.user_id)
            told._ask_responsible(
                told.env._("Machines delivered after the end"),
                told.env._(
                    "Machines of %s were delivered and this contract has ended: renew "
                    "it and add them, or make a new one.",
                    ", ".join(contract.sale_order_ids.mapped("name")),
                ),
            )

    def _report_cancelled_order(self):
        """The order that these contracts in force come from has been cancelled."""
        for contract in self:
            told = contract._in_language_of(contract.user_id)
            told._ask_responsible(
                told.env._("Sales order cancelled"),
                told.env._(
                    "%s has been cancelled. Close this contract, or end the lines that "
                    "came from there, unless it goes on without the order.",
                    ", ".join(contract.sale_order_ids.mapped("name")),
                ),
            )

    def _ask_responsible(self, summary, note):
        self.ensure_one()
        self.activity_schedule(
            "mail.mail_activity_data_todo",
            summary=summary,
            note=note,
            user_id=self.user_id.id or self.env.uid,
        )


class ServiceContractLine(models.Model):
    """Contract lines that come from a sales order."""

    _inherit = "service.contract.line"

    sale_line_id = fields.Many2one(
        "sale.order.line",
        string="Order Line",
        copy=False,
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        help="The line is promised because of this one.",
    )

    @api.depends(
        "contract_id.price_basis",
        "sale_line_id.service_contract_billing",
        "sale_line_id.state",
        "sale_line_id.product_uom_qty",
        "sale_line_id.qty_invoiced",
    )
    def _compute_billing(self):
        super()._compute_billing()

    def _get_billed_intervals(self):
        """The order also bills: what its price pays for first."""
        billed = super()._get_billed_intervals()
        for line in self._origin:
            # sudo: contract managers need no rights on sales to see this
            sale_line = line.sudo().sale_line_id
            if sale_line and sale_line._is_first_period_invoiced():
                billed.setdefault(line.id, []).extend(line._get_order_intervals())
        return billed

    def _get_order_intervals(self):
        """What the order bills of this line and no credit note has taken back."""
        credited = [
            (settlement.date_from, settlement.date_to)
            for settlement in self._get_order_settlements()
            if settlement.state == "credited"
        ]
        return subtract_intervals([self._get_order_interval()], credited)

    def _get_order_interval(self):
        """First and last day of what the order's price pays for."""
        self.ensure_one()
        interval = self.contract_id._get_price_interval()
        return self.date_start, interval.last_day(self.date_start)
