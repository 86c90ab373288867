# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Domain

from .service_invoicing_criteria import DueItem


class ServiceInvoicingCriteria(models.AbstractModel):
    """Credits that are due: what was invoiced and is not owed any more."""

    _inherit = "service.invoicing.criteria"

    def _search_settlements(self):
        model = "service.contract.settlement"
        if not self.include_settlements:
            return self.env[model]
        return self.env[model].search(
            Domain("state", "=", "proposed") & self._get_domain(model, "contract_id.")
        )

    def _find_settlements(self, settlements):
        # sudo: who manages contracts may credit without reading invoices
        return [
            DueItem(
                source=settlement.with_env(self.env),
                document=settlement.contract_id.with_env(self.env),
                contract=settlement.contract_id.with_env(self.env),
                partner=settlement.invoice_line_id.move_id.partner_id,
                payment_term=settlement.contract_id.payment_term_id.browse(),
                currency=settlement.currency_id,
                amount=-settlement.amount,
                due_date=settlement.date_from,
                vals=settlement._prepare_credit_line_vals(),
            )
            # sudo: who invoices credits a line without access to the rest of it
            for settlement in settlements.sudo()
        ]
