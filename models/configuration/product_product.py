# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ProductProduct(models.Model):
    _inherit = "product.product"

    def _get_plain_name(self):
        """What it is called for customers: with its variant, without internal code."""
        return self.with_context(display_default_code=False).display_name or ""

    def _get_service_categories(self):
        """The product's category and those above it."""
        path = self.categ_id.parent_path or ""
        return self.env["product.category"].browse(
            int(category) for category in path.split("/") if category
        )
