# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceEquipmentHistoryLine(models.TransientModel):
    """One line of the preview: goods that moved, and what that would change."""

    _name = "service.equipment.history.line"
    _description = "Import from Deliveries Preview Line"

    wizard_id = fields.Many2one(
        "service.equipment.history", required=True, ondelete="cascade", index=True
    )
    date = fields.Date()
    document = fields.Char(string="Delivery")
    kind = fields.Selection(
        [("delivered", "Delivered"), ("returned", "Returned")], string="Movement"
    )
    partner_id = fields.Many2one("res.partner", string="Customer")
    product_id = fields.Many2one("product.product", string="Product")
    lot_id = fields.Many2one("stock.lot", string="Lot/Serial")
    quantity = fields.Float(digits="Product Unit")
    status = fields.Selection(
        [
            ("new", "To Be Registered"),
            ("update", "To Be Updated"),
            ("there", "Already There"),
        ]
    )
