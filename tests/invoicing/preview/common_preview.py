# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What would be invoiced, as the wizard shows it."""

from ..common_invoicing import InvoicingCommon


class PreviewCommon(InvoicingCommon):
    def _preview(self, date_to=None, **criteria):
        wizard = self._make_wizard(date_to or self.today, **criteria)
        wizard.action_preview()
        return wizard

    def _invoice_preview(self, wizard):
        action = wizard.action_run()
        return self.env[action["res_model"]].browse(action["res_id"])

    def _end_early(self, contract):
        """End a contract that is billed further; a credit is proposed."""
        contract._close_on(self._day("2026-09-30"))
