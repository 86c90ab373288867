# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError

from ..configuration.first_steps.service_first_step import FirstStep


class ServiceFirstStep(models.TransientModel):
    _inherit = "service.first.step"

    @api.model
    def _get_first_steps(self):
        return {
            **super()._get_first_steps(),
            "stock": FirstStep(
                self.env._("A Unit on Stock"),
                self.env._(
                    "New, type its serial number and quantity 1. What you buy later "
                    "comes in with the receipts of Inventory."
                ),
                self.env._("Enter"),
                "stock.group_stock_manager",
            ),
            "delivery": FirstStep(
                self.env._("Your First Delivery"),
                self.env._(
                    "Quote to a customer with an address and country, confirm, then "
                    "Delivery: choose the serial number and validate. The machine "
                    "appears in the installed base. What others sold is entered there "
                    "by hand."
                ),
                self.env._("Quote"),
                "sales_team.group_sale_salesman",
            ),
        }

    @api.model
    def _get_worked_models(self):
        return [*super()._get_worked_models(), "service.equipment"]

    def _is_stock_there(self):
        """On stock, or delivered by now."""
        return self._is_delivery_there() or self.env["stock.quant"].search_count(
            [
                ("company_id", "=", self.company_id.id),
                ("product_id.service_tracked", "=", True),
                ("location_id.usage", "=", "internal"),
                ("quantity", ">", 0),
            ],
            limit=1,
        )

    def _do_stock(self):
        product = self._is_product_there()
        if not product:
            raise UserError(self.env._("Create a product that you service first."))
        return product.action_open_quants()

    def _is_delivery_there(self):
        return self.env["service.equipment"].search_count(
            [("company_id", "=", self.company_id.id)], limit=1
        )

    def _do_delivery(self):
        return self._open_new("sale.action_quotations_with_onboarding")
