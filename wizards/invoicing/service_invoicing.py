# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ...models.invoicing.service_invoicing_run import UNDER_WAY

YEARS_AHEAD = 5  # a date that lies further ahead was mistyped


class ServiceInvoicing(models.TransientModel):
    """Finds what is due, shows it, and invoices it with one button."""

    _name = "service.invoicing"
    _description = "Service Invoicing"
    _inherit = ["service.invoicing.criteria"]

    document_ids = fields.One2many("service.invoicing.document", "wizard_id")
    line_ids = fields.One2many("service.invoicing.line", "wizard_id")
    held_ids = fields.One2many("service.invoicing.held", "wizard_id")
    previewed = fields.Boolean(readonly=True)
    run_id = fields.Many2one("service.invoicing.run", readonly=True)

    # === CONSTRAINT METHODS === #

    @api.constrains("date_to", "invoice_date")
    def _check_dates(self):
        today = self._get_company_today()
        latest = today + relativedelta(years=YEARS_AHEAD)
        for wizard in self:
            for name in ("date_to", "invoice_date"):
                if wizard[name] > latest:
                    raise ValidationError(
                        self.env._(
                            "%(field)s: %(date)s lies more than %(years)s years ahead. "
                            "Choose an earlier date.",
                            field=self._fields[name]._description_string(self.env),
                            date=format_date(self.env, wizard[name]),
                            years=YEARS_AHEAD,
                        )
                    )

    # === ACTION METHODS === #

    def action_preview(self):
        """Show what would be invoiced; nothing is written."""
        self._check_asked_one()
        self._load_preview()
        return self._action_view_preview()

    def action_run(self):
        """Invoice everything that is due and open the run that records it.

        What was left out of the preview is left out here as well. Pressed again while
        the run is under way, it is opened again.

        :raises UserError: when nothing is due, or nothing that the preview shows
        """
        self._check_asked_one()
        if self.run_id.state in UNDER_WAY:
            return self._action_view_run()
        run = self.env["service.invoicing.run"].create(self._prepare_run_vals())
        self.run_id = run
        run._start()
        if any(self.line_ids.mapped("included")):
            if run._is_empty() or run._is_held_back():
                raise UserError(self._get_outdated_text())
        elif run._is_empty():
            raise UserError(self._get_nothing_due_text())
        return self._action_view_run()

    def _action_view_run(self):
        return self.run_id._get_records_action()

    def action_change(self):
        """Go back to the choice of what to invoice."""
        self._check_asked()
        self.run_id = False
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_invoicing_action"
        )
        return {**action, "res_id": self.id}

    def action_view_held_back(self):
        """Show what cannot be invoiced, and why."""
        self._check_asked_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_invoicing_held_action"
        )
        return {**action, "context": {"active_id": self.id}}

    def _action_view_preview(self):
        """The lines by invoice, by currency as well when there are several."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "service_management.service_invoicing_line_action"
        )
        currencies = self.document_ids.currency_id
        return {
            **action,
            "context": {
                "active_id": self.id,
                "service_invoicing_id": self.id,
                "service_held_back": bool(self.held_ids),
                "service_empty": [
                    name
                    for name in ("equipment_id", "period_start", "hours", "discount")
                    if not any(self.line_ids.mapped(name))
                ],
                "search_default_group_currency": len(currencies) > 1,
                "search_default_group_invoice": True,
            },
            "help": self._get_empty_help(),
        }

    @api.model
    def _get_nothing_due_text(self):
        return self.env._(
            "Nothing is due for these criteria. Choose a later date or fewer filters."
        )

    @api.model
    def _get_outdated_text(self):
        return self.env._(
            "What this preview shows is not due any more, or has to wait: somebody "
            "else has invoiced or changed it. Press Change, then Preview, to see what "
            "is due now."
        )

    # === RUN === #

    def _prepare_run_vals(self):
        left_out = self.line_ids.filtered(lambda line: not line.included)
        return {
            **self._prepare_criteria_vals(),
            "excluded_keys": left_out.mapped("key"),
        }
