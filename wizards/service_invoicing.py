from odoo import Command, fields, models
from odoo.exceptions import UserError


class ServiceInvoicing(models.TransientModel):
    """Finds what is due, shows it, and invoices it with one button."""

    _name = "service.invoicing"
    _description = "Service Invoicing"
    _inherit = ["service.invoicing.criteria"]

    line_ids = fields.One2many("service.invoicing.line", "wizard_id", readonly=True)
    previewed = fields.Boolean(readonly=True)

    # === ACTION METHODS === #

    def action_preview(self):
        """Show what would be invoiced; nothing is written."""
        self.ensure_one()
        self.line_ids = [
            Command.clear(),
            *(
                Command.create(self._prepare_preview_vals(item))
                for item in self._find_due_items()
            ),
        ]
        self.previewed = True
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Invoice Services"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_run(self):
        """Invoice everything that is due and open the run that records it.

        :raises UserError: when nothing is due
        """
        self.ensure_one()
        run = self.env["service.invoicing.run"].create(self._prepare_run_vals())
        run._start()
        if run._is_empty():
            raise UserError(
                self.env._(
                    "Nothing is due for these criteria. Choose a later date or fewer "
                    "filters."
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": run._name,
            "res_id": run.id,
            "view_mode": "form",
        }

    # === BUSINESS METHODS === #

    def _prepare_preview_vals(self, item):
        return {
            "partner_id": item.partner.id,
            "document": item.document.display_name,
            "name": item.vals["name"].split("\n", 1)[0],
            "due_date": item.due_date,
            "period_start": item.vals.get("service_period_start"),
            "period_end": item.vals.get("service_period_end"),
            "amount": item.amount,
            "currency_id": item.document.currency_id.id,
        }

    def _prepare_run_vals(self):
        return {
            "company_id": self.company_id.id,
            "date_to": self.date_to,
            "invoice_date": self.invoice_date,
            "include_contracts": self.include_contracts,
            "include_work": self.include_work,
            "partner_ids": [Command.set(self.partner_ids.ids)],
            "contract_type_ids": [Command.set(self.contract_type_ids.ids)],
            "grouping": self.grouping,
            "post": self.post,
            "excluded_keys": self.excluded_keys,
        }
