from odoo import Command, models
from odoo.tools import groupby


class ServiceInvoicingCriteria(models.AbstractModel):
    """How what is due becomes invoices: which share one, and what they say."""

    _inherit = "service.invoicing.criteria"

    # === GROUPING === #

    def _group_due_items(self, items):
        """Split ``items`` into the invoices they belong on."""
        return [group for _key, group in groupby(items, self._get_grouping_key)]

    def _get_grouping_key(self, item):
        """What must be equal for two items to share an invoice."""
        document = item.document
        key = (
            item.partner.id,
            document.currency_id.id,
            document.fiscal_position_id.id,
            item.payment_term.id,
        )
        if self.grouping == "contract":
            shared = item.contract or document
            return (*key, shared._name, shared.id)
        if self.grouping == "document":
            return (*key, document._name, document.id)
        return key

    # === VALUES === #

    def _prepare_moves_vals(self, groups):
        """Values of the invoice of each group.

        :rtype: list[dict]
        """
        return [self._prepare_invoice_vals(group) for group in groups]

    def _prepare_invoice_vals(self, items):
        """Values of the invoice that bills ``items``, which share a grouping key."""
        first = items[0]
        documents = list(dict.fromkeys(item.document for item in items))
        return {
            "move_type": "out_invoice",
            "company_id": self.company_id.id,
            "partner_id": first.partner.id,
            "currency_id": first.document.currency_id.id,
            "fiscal_position_id": first.document.fiscal_position_id.id,
            "invoice_payment_term_id": first.payment_term.id,
            "invoice_date": self.invoice_date,
            "invoice_origin": ", ".join(document.name for document in documents),
            "invoice_user_id": first.document.user_id.id,
            "invoice_line_ids": [
                Command.create({**vals, "sequence": sequence})
                for sequence, vals in enumerate(
                    self._prepare_lines_vals(items, documents), start=1
                )
            ],
        }

    def _prepare_lines_vals(self, items, documents):
        """Invoice lines, with a section for each document when there are several."""
        for document in documents:
            if len(documents) > 1:
                yield {
                    "display_type": "line_section",
                    "name": document.display_name,
                }
            for item in items:
                if item.document == document:
                    yield item.vals
