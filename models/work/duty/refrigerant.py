# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

SIGNED_FIELDS = {
    "refrigerant_work",
    "refrigerant_added",
    "refrigerant_recovered",
    "refrigerant_origin",
}


class ServiceInterventionItem(models.Model):
    """The refrigerant that a job has added to a machine, or taken out."""

    _inherit = "service.intervention.item"

    refrigerant_id = fields.Many2one(related="equipment_id.refrigerant_id")
    refrigerant_work = fields.Selection(
        [
            ("installation", "Installation"),
            ("leak_check", "Leak Check"),
            ("maintenance", "Maintenance"),
            ("repair", "Repair"),
            ("decommissioning", "Decommissioning"),
        ],
        string="F-Gas Work",
        help="What was done to the refrigerant circuit; it goes into the register.",
    )
    refrigerant_added = fields.Float(
        string="Added (kg)", digits=(12, 3), help="Refrigerant, in kilograms."
    )
    refrigerant_recovered = fields.Float(
        string="Recovered (kg)", digits=(12, 3), help="Refrigerant, in kilograms."
    )
    refrigerant_origin = fields.Selection(
        [("new", "New"), ("recycled", "Recycled"), ("reclaimed", "Reclaimed")],
        string="Added Gas Is",
        default="new",
    )

    _check_refrigerant = models.Constraint(
        "CHECK(refrigerant_added >= 0 AND refrigerant_recovered >= 0)",
        "What was added or recovered cannot be negative.",
    )

    def write(self, vals):
        if SIGNED_FIELDS & vals.keys():
            self.intervention_id._check_not_signed()
        return super().write(vals)


class ServiceIntervention(models.Model):
    _inherit = "service.intervention"

    has_refrigerant = fields.Boolean(compute="_compute_has_refrigerant")

    @api.depends("item_ids.equipment_id.refrigerant_id")
    def _compute_has_refrigerant(self):
        for job in self:
            job.has_refrigerant = bool(job.item_ids.equipment_id.refrigerant_id)
