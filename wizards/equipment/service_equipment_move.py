# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError


class ServiceEquipmentMove(models.TransientModel):
    """Moves equipment to another address, or another place, of its customer."""

    _name = "service.equipment.move"
    _inherit = "service.equipment.step"
    _description = "Move Equipment"

    partner_id = fields.Many2one(
        "res.partner", string="Customer", compute="_compute_partner_id"
    )
    site_id = fields.Many2one(
        "res.partner",
        string="New Site",
        required=True,
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
        domain="[('id', 'child_of', partner_id)]",
    )
    position = fields.Char(
        string="New Position",
        compute="_compute_place",
        store=True,
        readonly=False,
        precompute=True,
    )

    @api.depends("equipment_ids")
    def _compute_partner_id(self):
        for step in self:
            step.partner_id = step.equipment_ids.partner_id.commercial_partner_id[:1]

    @api.depends("equipment_ids")
    def _compute_place(self):
        for step in self:
            step.site_id = step.site_id or step.equipment_ids.site_id[:1]
            step.position = step.position or step.equipment_ids[:1].position

    def _apply(self):
        customers = self.equipment_ids.partner_id.commercial_partner_id
        if len(customers) > 1:
            raise UserError(
                self.env._(
                    "The equipment belongs to several customers (%s). Move the "
                    "equipment of one customer at a time, or hand it over.",
                    ", ".join(customers.mapped("display_name")),
                )
            )
        self.equipment_ids._relocate(
            self.site_id, self.position, self.date, self.reason
        )
