# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError


class ServiceInvoicingRun(models.Model):
    """The invoices of a run on their way to the customers."""

    _inherit = "service.invoicing.run"

    def action_send_invoices(self):
        """Open Odoo's own wizard that sends invoices, for all that are confirmed.

        :raises UserError: when all are drafts still
        """
        self._check_asked_one()
        posted = self.invoice_ids.filtered(lambda invoice: invoice.state == "posted")
        if not posted:
            raise UserError(
                self.env._(
                    "These invoices are drafts. Confirm them first: only confirmed "
                    "invoices can be sent."
                )
            )
        return posted.action_send_and_print()
