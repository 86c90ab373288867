# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from random import randint

from odoo import fields, models


class ServiceEquipmentTag(models.Model):
    """The company's own way of sorting its installed base."""

    _name = "service.equipment.tag"
    _description = "Service Equipment Tag"
    _inherit = ["service.guarded.mixin"]
    _order = "name"
    _condition_fields = frozenset({"name"})

    name = fields.Char(required=True, translate=True)
    color = fields.Integer(default=lambda self: randint(1, 11))

    _name_unique = models.UniqueIndex(
        "(name)", "There is already an equipment tag of this name."
    )
