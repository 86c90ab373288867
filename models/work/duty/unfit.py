# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceIntervention(models.Model):
    """Jobs tell which of their machines must not be used."""

    _inherit = "service.intervention"

    is_duty_repair = fields.Boolean(
        readonly=True, copy=False, help="Proposed because a check was failed."
    )
    unfit_text = fields.Char(string="Not to Be Used", compute="_compute_unfit_text")

    @api.depends("item_ids.equipment_id.is_unfit")
    def _compute_unfit_text(self):
        for job in self:
            unfit = job.item_ids.equipment_id.filtered("is_unfit")
            job.unfit_text = ", ".join(unfit.mapped("display_name"))


class ServiceInterventionItem(models.Model):
    _inherit = "service.intervention.item"

    is_unfit = fields.Boolean(related="equipment_id.is_unfit")
