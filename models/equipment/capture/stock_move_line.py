# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

CAPTURED = ("lot_id", "quantity", "product_uom_id", "location_id", "location_dest_id")


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.move_id._correct_installed_base()
        return lines

    def write(self, vals):
        result = super().write(vals)
        if any(name in vals for name in CAPTURED):
            self.move_id._correct_installed_base()
        return result
