from odoo import fields, models


class StockLot(models.Model):
    _inherit = "stock.lot"

    service_equipment_ids = fields.One2many(
        "service.equipment", "lot_id", string="Installed Base"
    )
