# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ...shared.roles import READERS


class SaleOrder(models.Model):
    """What jobs add to sales orders."""

    _inherit = "sale.order"

    service_intervention_ids = fields.One2many(
        "service.intervention",
        "sale_order_id",
        string="Service Jobs",
        groups=READERS,
    )
    service_intervention_count = fields.Integer(
        string="Jobs", compute="_compute_service_intervention_count", groups=READERS
    )

    def _compute_service_intervention_count(self):
        counts = dict(
            self.env["service.intervention"]._read_group(
                [("sale_order_id", "in", self.ids)], ["sale_order_id"], ["__count"]
            )
        )
        for order in self:
            order.service_intervention_count = counts.get(order, 0)

    def action_create_service_intervention(self):
        """Open a new job for what the order sold; one service is its fixed price."""
        self._check_asked_one()
        return self.env["service.intervention"]._action_new(
            self._get_service_intervention_context()
        )

    def action_view_service_interventions(self):
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_intervention_action"
        )
        action["domain"] = [("sale_order_id", "=", self.id)]
        action["context"] = self._get_service_intervention_context()
        return action

    def _get_service_intervention_context(self):
        """Defaults of a job for this order."""
        self.ensure_one()
        services = self.order_line.filtered(
            lambda line: (
                line.product_id.type == "service"
                and not line.is_downpayment
                and not line.service_contract_billing  # the contract brings its visits
            )
        )
        return {
            "default_company_id": self.company_id.id,
            "default_partner_id": self.partner_id.id,
            "default_site_id": self.partner_shipping_id.id,
            "default_sale_order_id": self.id,
            "default_sale_line_id": services.id if len(services) == 1 else False,
            "default_title": services[:1].product_id.name or self.client_order_ref,
        }
