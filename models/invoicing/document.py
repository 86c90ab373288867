# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
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
        if item.source._name == "service.contract.settlement":
            # sudo: who manages contracts need not read the invoice that is credited
            return ("out_refund", item.source.sudo().invoice_line_id.move_id.id)
        document, contract = item.document, item.contract
        key = (
            item.partner.id,
            item.currency.id,
            document.fiscal_position_id.id,
            item.payment_term.id,
            contract.journal_id.id,
            contract.partner_bank_id.id,
            contract.client_order_ref or "",
        )
        grouping = item.partner.commercial_partner_id.service_grouping or self.grouping
        return (*key, *getattr(self, f"_group_by_{grouping}")(item))

    def _group_by_customer(self, item):
        """What else must be equal; one method for each grouping."""
        return ()

    def _group_by_contract(self, item):
        shared = item.contract or item.document
        return shared._name, shared.id

    def _group_by_document(self, item):
        return item.document._name, item.document.id

    # === VALUES === #

    def _prepare_moves_vals(self, groups):
        """Values of the invoice, or credit note, of each group.

        :rtype: list[dict]
        """
        return [
            self._prepare_refund_vals(group)
            if group[0].source._name == "service.contract.settlement"
            else self._prepare_invoice_vals(group)
            for group in groups
        ]

    def _prepare_refund_vals(self, items):
        """Values of the credit note that settles ``items``, of one invoice."""
        settlements = items[0].source.union(*(item.source for item in items))
        # sudo: who manages contracts need not read the invoice that is credited
        settlements = settlements.sudo()
        return {
            **settlements._prepare_credit_note_vals(
                settlements.invoice_line_id.move_id
            ),
            "invoice_date": self.invoice_date,
        }

    def _prepare_invoice_vals(self, items):
        """Values of the invoice that bills ``items``, which share a grouping key."""
        first = items[0]
        documents = list(dict.fromkeys(item.document for item in items))
        return {
            "move_type": "out_invoice",
            "company_id": self.company_id.id,
            "partner_id": first.partner.id,
            "currency_id": first.currency.id,
            "fiscal_position_id": first.document.fiscal_position_id.id,
            "invoice_payment_term_id": first.payment_term.id,
            "invoice_date": self.invoice_date,
            "invoice_origin": ", ".join(document.name for document in documents),
            "invoice_user_id": first.document.user_id.id,
            **first.contract._prepare_invoice_header_vals(),
            **self._prepare_attachment_vals(documents),
            "invoice_line_ids": [
                Command.create({**vals, "sequence": sequence})
                for sequence, vals in enumerate(
                    self._prepare_lines_vals(items, documents), start=1
                )
            ],
        }

    def _prepare_attachment_vals(self, documents):
        """The signed reports of the jobs, copied to their invoice."""
        # sudo: whoever may invoice the work may attach its report
        reports = [
            document.sudo().signed_report_id
            for document in documents
            if self.attach_reports and document._name == "service.intervention"
        ]
        commands = [
            Command.create(
                {
                    "name": report.name,
                    "raw": report.raw,
                    "mimetype": report.mimetype,
                    "res_model": "account.move",
                }
            )
            for report in reports
            if report
        ]
        return {"attachment_ids": commands} if commands else {}

    def _prepare_lines_vals(self, items, documents):
        """Invoice lines, with a section for each document when there are several."""
        by_document = dict(groupby(items, lambda item: item.document))
        lang = items[0].partner.lang
        for document in documents:
            if len(documents) > 1:
                yield {
                    "display_type": "line_section",
                    "name": document.with_context(lang=lang).display_name,
                }
            for item in by_document[document]:
                yield item.vals
