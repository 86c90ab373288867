# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ProductProduct(models.Model):
    """How much of a product is installed."""

    _inherit = "product.product"

    service_equipment_count = fields.Integer(
        string="Installed", compute="_compute_service_equipment_count"
    )

    def _compute_service_equipment_count(self):
        counts = self.env["service.equipment"]._count_by("product_id", self)
        for product in self:
            product.service_equipment_count = counts.get(product, 0)

    def action_view_service_equipment(self):
        self._check_asked()
        return self.env["service.equipment"]._action_view(
            [("product_id", "in", self.ids)], default_product_id=self[:1].id
        )


class ProductTemplate(models.Model):
    """The same of all its variants."""

    _inherit = "product.template"

    service_equipment_count = fields.Integer(
        string="Installed", compute="_compute_service_equipment_count"
    )

    def _compute_service_equipment_count(self):
        for template in self:
            template.service_equipment_count = sum(
                template.product_variant_ids.mapped("service_equipment_count")
            )

    def action_view_service_equipment(self):
        self._check_asked()
        return self.product_variant_ids.action_view_service_equipment()
