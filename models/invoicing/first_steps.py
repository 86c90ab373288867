# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from ..configuration.first_steps.service_first_step import FirstStep


class ServiceFirstStep(models.TransientModel):
    _inherit = "service.first.step"

    @api.model
    def _get_first_steps(self):
        return {
            **super()._get_first_steps(),
            "invoice": FirstStep(
                self.env._("Your First Invoice"),
                self.env._(
                    "Everything that is due, of contracts and of finished work, is "
                    "found, shown and invoiced once."
                ),
                self.env._("Invoice"),
                "service_management.group_contract_manager,"
                "account.group_account_invoice",
            ),
        }

    def _is_invoice_there(self):
        return self.env["service.invoicing.run"].search_count(
            [("company_id", "=", self.company_id.id), ("invoice_ids", "!=", False)],
            limit=1,
        )

    def _do_invoice(self):
        return self._open("service_management.service_invoicing_action")
