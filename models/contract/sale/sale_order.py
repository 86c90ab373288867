# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ....tools.local_time import local_day
from ...shared.roles import READERS


class SaleOrder(models.Model):
    """Orders that make or extend service contracts."""

    _inherit = "sale.order"

    service_new_contract = fields.Boolean(
        string="New Service Contract",
        copy=False,
        help="Make a contract of its own, also when the customer has one of the same "
        "type in force that could be extended.",
    )
    service_contract_ids = fields.Many2many(
        "service.contract",
        string="Service Contracts",
        compute="_compute_service_contract_ids",
        compute_sudo=True,
        groups=READERS,
    )
    service_contract_count = fields.Integer(
        compute="_compute_service_contract_ids", compute_sudo=True
    )
    service_sells_contract = fields.Boolean(compute="_compute_service_sells_contract")

    @api.depends("order_line.service_contract_id")
    def _compute_service_contract_ids(self):
        for order in self:
            order.service_contract_ids = order.order_line.service_contract_id
            order.service_contract_count = len(order.service_contract_ids)

    @api.depends("order_line.product_id.service_contract_type_id")
    def _compute_service_sells_contract(self):
        for order in self:
            order.service_sells_contract = bool(
                order.order_line.product_id.service_contract_type_id
            )

    def action_view_service_contracts(self):
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_contract_action"
        )
        action["domain"] = [("id", "in", self.service_contract_ids.ids)]
        action["context"] = {"create": False}
        if self.service_contract_count == 1:
            action["res_id"] = self.service_contract_ids.id
            action["views"] = [view for view in action["views"] if view[1] == "form"]
        return action

    # === BUSINESS METHODS === #

    def _action_confirm(self):
        result = super()._action_confirm()
        self.order_line._sell_service_contracts()
        return result

    def _action_cancel(self):
        result = super()._action_cancel()
        # sudo: who sells a contract need not manage contracts
        self.sudo()._give_up_service_contracts()
        return result

    def _give_up_service_contracts(self):
        """Cancel the drafts of cancelled orders; ask what becomes of the others."""
        contracts = self.service_contract_ids
        drafts = contracts.filtered(
            lambda contract: (
                contract.state == "draft"
                and set(contract.sale_order_ids.mapped("state")) == {"cancel"}
            )
        )
        drafts.action_cancel()
        (contracts - drafts).filtered(
            lambda contract: contract.state in contract._get_open_states()
        )._report_cancelled_order()

    def _get_service_start(self):
        """Day on which what was sold begins when nothing is delivered."""
        self.ensure_one()
        site = self.partner_shipping_id or self.partner_id
        return local_day(self.date_order, site._get_service_zone(self.company_id))

    def _get_service_contract_user(self):
        """Who looks after the contract: the salesperson who manages contracts."""
        self.ensure_one()
        users = self.user_id | self.env.user
        return users.filtered(
            lambda user: user.has_group("service_management.group_contract_manager")
        )[:1]
