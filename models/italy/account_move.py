from psycopg2 import IntegrityError

from odoo import models
from odoo.tools import convert_file, mute_logger

INVOICE_LINE = "l10n_it_edi.account_invoice_line_it_FatturaPA"
PERIOD = "service_management.l10n_it_edi_invoice_line_period"
ORIGIN_FIELDS = (
    "l10n_it_origin_document_type",
    "l10n_it_origin_document_name",
    "l10n_it_origin_document_date",
    "l10n_it_cig",
    "l10n_it_cup",
)


class AccountMove(models.Model):
    """The periods of services on the e-invoices of Odoo's ``l10n_it_edi``.

    That module is no dependency and may be installed before or after this one, so its
    template is extended whenever both are found loaded.
    """

    _inherit = "account.move"

    def _register_hook(self):
        super()._register_hook()
        find = self.env["ir.model.data"]._xmlid_to_res_id
        if find(INVOICE_LINE) and not find(PERIOD):
            self._extend_italian_invoice_line()

    def _extend_italian_invoice_line(self):
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                convert_file(
                    self.env,
                    "service_management",
                    "data/italy/l10n_it_edi_templates.xml",
                    {},
                    mode="init",
                )
        except IntegrityError:  # another process has just done it
            return

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """A credit note names the contract that its invoice names."""
        default_values_list = default_values_list or [{} for _move in self]
        if "l10n_it_cig" in self._fields:
            for move, values in zip(self, default_values_list, strict=True):
                if move.service_contract_count:
                    values.update({name: move[name] for name in ORIGIN_FIELDS})
        return super()._reverse_moves(default_values_list, cancel)
