# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

CODE_KINDS = [
    ("symptom", "Symptom"),
    ("cause", "Cause"),
    ("remedy", "Remedy"),
    ("cancel", "Reason to Cancel"),
]


class ServiceInterventionCode(models.Model):
    """The company's own words for faults, so that they can be counted."""

    _name = "service.intervention.code"
    _description = "Symptom, Cause or Remedy"
    _inherit = ["service.guarded.mixin"]
    _order = "kind, sequence, name, id"
    _rec_names_search = ["code", "name"]

    name = fields.Char(required=True, translate=True)
    code = fields.Char(help="Short form, found when somebody types it.")
    kind = fields.Selection(CODE_KINDS, required=True, default="symptom", index=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: every company can use it."
    )

    _name_unique = models.UniqueIndex(
        "(kind, name, COALESCE(company_id, 0)) WHERE active",
        "There is already a code of this kind and name.",
    )

    @api.depends("code", "name")
    def _compute_display_name(self):
        for record in self:
            record.display_name = " · ".join(filter(None, (record.code, record.name)))
