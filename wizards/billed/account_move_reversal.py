from odoo import fields, models


class AccountMoveReversal(models.TransientModel):
    _inherit = "account.move.reversal"

    def reverse_moves(self, is_modify=False):
        if is_modify:
            self.move_ids._check_replaceable_on(
                self.date, fields.Date.context_today(self)
            )
        return super().reverse_moves(is_modify)
