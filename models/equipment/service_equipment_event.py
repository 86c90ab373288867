# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceEquipmentEvent(models.Model):
    """Dated fact in the life of an equipment. Written by the system, never edited."""

    _name = "service.equipment.event"
    _description = "Service Equipment Event"
    _inherit = ["service.guarded.mixin"]
    _order = "date desc, id desc"

    equipment_id = fields.Many2one(
        "service.equipment", required=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(
        related="equipment_id.company_id", store=True, index=True
    )
    date = fields.Date(required=True, default=lambda self: self._get_company_today())
    kind = fields.Selection(
        [
            ("delivered", "Delivered"),
            ("registered", "Registered"),
            ("returned", "Returned"),
            ("moved", "Moved"),
            ("handed_over", "Handed Over"),
            ("warranty", "Warranty Changed"),
            ("replaced", "Replaced"),
            ("retired", "Retired"),
        ],
        required=True,
    )
    partner_id = fields.Many2one("res.partner", string="Customer")
    site_id = fields.Many2one("res.partner", string="Site")
    move_id = fields.Many2one(
        "stock.move", string="Stock Move", index="btree_not_null", ondelete="set null"
    )
    picking_id = fields.Many2one(related="move_id.picking_id")
    user_id = fields.Many2one(
        "res.users", default=lambda self: self.env.user, readonly=True
    )
    note = fields.Char()
