# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

ORIGIN_FIELDS = (
    "l10n_it_origin_document_type",
    "l10n_it_origin_document_name",
    "l10n_it_origin_document_date",
    "l10n_it_cig",
    "l10n_it_cup",
)


class AccountMove(models.Model):
    """What an Italian e-invoice says of the contract it bills, credit notes say too."""

    _inherit = "account.move"

    def _reverse_moves(self, default_values_list=None, cancel=False):
        """A credit note names the contract that its invoice names."""
        default_values_list = default_values_list or [{} for _move in self]
        if "l10n_it_cig" in self._fields:
            for move, values in zip(self, default_values_list, strict=True):
                if move.service_contract_count:
                    values.update({name: move[name] for name in ORIGIN_FIELDS})
        return super()._reverse_moves(default_values_list, cancel)
