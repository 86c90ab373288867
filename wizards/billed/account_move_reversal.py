# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ...models.shared.own_context import own


class AccountMoveReversal(models.TransientModel):
    _inherit = "account.move.reversal"

    def reverse_moves(self, is_modify=False):
        self._check_asked_one()
        if is_modify:
            self.move_ids._check_replaceable_on(self.date, self._get_company_today())
        # our own code says what the credit note and its replacement bill
        by_server = self.with_context(**own(service_by_server=True))
        return super(AccountMoveReversal, by_server).reverse_moves(is_modify)
