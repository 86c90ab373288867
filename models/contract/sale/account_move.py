# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class AccountMove(models.Model):
    """Orders bill contracts as well, also those that have ended meanwhile."""

    _inherit = "account.move"

    def _post(self, soft=True):
        """What an order invoices too far is proposed for credit at once."""
        posted = super()._post(soft)
        posted._settle_sold()
        return posted

    def _on_billed_changed(self):
        super()._on_billed_changed()
        self._settle_sold()

    def _settle_sold(self):
        sold = self._get_sold_contract_lines()
        if sold:
            sold._propose_settlements()

    def _get_sold_contract_lines(self):
        # sudo: who invoices need no rights on orders and contracts to settle
        sold = self.sudo().invoice_line_ids.sale_line_ids.service_contract_line_ids
        return sold.filtered(
            lambda line: line.sale_line_id.service_contract_billing == "order"
        )
