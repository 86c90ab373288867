# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ServiceInvoicingCriteria(models.AbstractModel):
    """Italian e-invoices name the contract they bill."""

    _inherit = "service.invoicing.criteria"

    def _get_grouping_key(self, item):
        key = super()._get_grouping_key(item)
        return (*key, *item.contract._get_origin_document_key())

    def _prepare_invoice_vals(self, items):
        contracts = items[0].contract.union(*(item.contract for item in items))
        return {
            **super()._prepare_invoice_vals(items),
            **contracts._prepare_origin_document_vals(),
        }


class ServiceContractSettlement(models.Model):
    _inherit = "service.contract.settlement"

    def _prepare_credit_note_vals(self, invoice):
        return {
            **super()._prepare_credit_note_vals(invoice),
            **self.contract_id._prepare_origin_document_vals(),
        }
