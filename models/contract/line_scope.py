# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models


class ServiceContractLine(models.Model):
    """What a line promises something for.

    One equipment, the customer's equipment of a product category, or everything of
    the customer.
    """

    _inherit = "service.contract.line"

    category_id = fields.Many2one(
        "product.category",
        string="Category",
        index="btree_not_null",
        ondelete="restrict",
        help="The promise is for the customer's equipment of this product category, "
        "those below it included.",
    )

    _check_scope = models.Constraint(
        "CHECK(equipment_id IS NULL OR category_id IS NULL)",
        "A contract line is for one equipment or for a category, not for both. Empty "
        "one of them.",
    )

    @api.depends("product_id", "equipment_id", "category_id")
    def _compute_name(self):
        super()._compute_name()

    def _get_scope_name(self):
        return self.equipment_id.display_name or self.category_id.display_name
