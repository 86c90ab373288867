# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models

from ..shared.roles import READERS


class ProductTemplate(models.Model):
    """The meters that each piece of a product has."""

    _inherit = "product.template"

    service_meter_type_ids = fields.Many2many(
        "service.meter.type",
        string="Meters",
        groups=READERS,
        help="Each equipment of this product has these meters.",
    )

    def write(self, vals):
        result = super().write(vals)
        if vals.get("service_meter_type_ids"):
            # sudo: meters belong to the equipment of every company that has it
            self.env["service.equipment"].sudo().search(
                [("product_id.product_tmpl_id", "in", self.ids)]
            )._create_meters()
        return result
