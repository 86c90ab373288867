from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _action_done(self, cancel_backorder=False):
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        # sudo: whoever ships goods need not have rights on the installed base
        self.env["service.equipment"].sudo()._capture_safely(moves.sudo())
        return moves
