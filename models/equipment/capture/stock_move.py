# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ....tools.local_time import local_day


class StockMove(models.Model):
    _inherit = "stock.move"

    def write(self, vals):
        changed = self.browse()
        if vals.get("date"):
            moment = fields.Datetime.to_datetime(vals["date"])
            changed = self.filtered(
                lambda move: (
                    move.state == "done"
                    and move._get_local_day(move.date) != move._get_local_day(moment)
                )
            )
        result = super().write(vals)
        changed._correct_installed_base()
        return result

    def _get_local_day(self, moment):
        return local_day(moment, self.company_id._get_service_zone())

    def _action_done(self, cancel_backorder=False):
        moves = super()._action_done(cancel_backorder=cancel_backorder)
        # sudo: whoever ships goods need not have rights on the installed base
        self.env["service.equipment"].sudo()._capture_safely(moves.sudo())
        return moves

    def _correct_installed_base(self):
        """What was shipped is corrected: those that are done tell it anew."""
        done = self.filtered(lambda move: move.state == "done")
        if done:
            # sudo: as above
            self.env["service.equipment"].sudo()._correct_safely(done.sudo())
