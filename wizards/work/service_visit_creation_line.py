# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceVisitCreationLine(models.TransientModel):
    """One job of the preview."""

    _name = "service.visit.creation.line"
    _description = "Create Visits Preview Line"
    _order = "day, contract_id, id"

    wizard_id = fields.Many2one(
        "service.visit.creation", required=True, ondelete="cascade", index=True
    )
    day = fields.Date()
    contract_id = fields.Many2one("service.contract")
    partner_id = fields.Many2one(related="contract_id.partner_id")
    site_id = fields.Many2one("res.partner")
    equipment_ids = fields.Many2many("service.equipment", string="Visited Equipment")
    equipment = fields.Char(compute="_compute_equipment")

    @api.depends("equipment_ids")
    def _compute_equipment(self):
        for line in self:
            line.equipment = ", ".join(line.equipment_ids.mapped("display_name"))
