# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceDiagnosisMixin(models.AbstractModel):
    """What was wrong, why, and what helped, in the company's own codes."""

    _name = "service.diagnosis.mixin"
    _description = "Service Diagnosis"

    symptom_id = fields.Many2one(
        "service.intervention.code",
        string="Symptom",
        domain="[('kind', '=', 'symptom')]",
        check_company=True,
        index="btree_not_null",
    )
    cause_id = fields.Many2one(
        "service.intervention.code",
        string="Cause",
        domain="[('kind', '=', 'cause')]",
        check_company=True,
        index="btree_not_null",
    )
    remedy_id = fields.Many2one(
        "service.intervention.code",
        string="Remedy",
        domain="[('kind', '=', 'remedy')]",
        check_company=True,
        index="btree_not_null",
    )
