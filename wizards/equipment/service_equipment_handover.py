# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceEquipmentHandover(models.TransientModel):
    """Gives equipment to another customer."""

    _name = "service.equipment.handover"
    _inherit = "service.equipment.step"
    _description = "Hand Over Equipment"

    partner_id = fields.Many2one("res.partner", string="New Customer", required=True)
    site_id = fields.Many2one(
        "res.partner",
        string="New Site",
        compute="_compute_site_id",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('id', 'child_of', partner_id)]",
    )
    position = fields.Char(string="New Position")

    @api.depends("partner_id")
    def _compute_site_id(self):
        for step in self:
            step.site_id = step.partner_id

    def _apply(self):
        self.equipment_ids._hand_over(
            self.partner_id,
            self.site_id or self.partner_id,
            self.position,
            self.date,
            self.reason,
        )
