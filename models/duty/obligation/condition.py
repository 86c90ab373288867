# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

MACHINE_FIELDS = {"manufacture_date"}


class ServiceConditionMixin(models.AbstractModel):
    """What duties add to what a condition on machines may ask for."""

    _inherit = "service.condition.mixin"

    @api.model
    def _get_condition_fields(self, model):
        names = super()._get_condition_fields(model)
        return names | MACHINE_FIELDS if model._name == "service.equipment" else names
