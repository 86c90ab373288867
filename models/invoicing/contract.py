# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import clean_context


class ServiceContract(models.Model):
    """A contract that is invoiced alone, from its own form."""

    _inherit = "service.contract"

    def action_invoice(self):
        """Invoice what is due of the contract and of its work, as a draft.

        :return: the action that opens the draft, or the run when it has more to tell
        :raises UserError: when nothing is due, or it has to wait, with the reason
        """
        self._check_asked_one()
        wizard = (
            self.env["service.invoicing"]
            .with_context(clean_context(self.env.context))
            .with_company(self.company_id)
            .create(
                {
                    "company_id": self.company_id.id,
                    "contract_ids": [Command.set(self.ids)],
                }
            )
        )
        action = wizard.action_run()
        run = wizard.run_id
        invoice = run.invoice_ids.sudo(False)._filtered_access("read")
        if not run.invoice_ids and run.exception_ids:
            raise UserError("\n".join(run.exception_ids.mapped("message")))
        if len(invoice) == 1 and not run.exception_ids:
            return invoice._get_records_action(context={"create": False})
        return action
