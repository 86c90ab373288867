from odoo import fields, models


class ProductProduct(models.Model):
    _inherit = "product.product"

    service_equipment_count = fields.Integer(
        string="Installed", compute="_compute_service_equipment_count"
    )

    def _compute_service_equipment_count(self):
        counts = self.env["service.equipment"]._count_by("product_id", self)
        for product in self:
            product.service_equipment_count = counts.get(product, 0)

    def action_view_service_equipment(self):
        return self.env["service.equipment"]._action_view(
            [("product_id", "in", self.ids)], default_product_id=self[:1].id
        )

    def _get_service_categories(self):
        """The product's category and those above it."""
        path = self.categ_id.parent_path or ""
        return self.env["product.category"].browse(
            int(category) for category in path.split("/") if category
        )
