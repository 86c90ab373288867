from odoo import api, fields, models
from odoo.fields import Domain


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

    def _is_for(self, equipment):
        """Whether the line promises something for ``equipment``, possibly empty."""
        self.ensure_one()
        if self.equipment_id:
            return self.equipment_id == equipment
        if self.category_id:
            # sudo: products need not be visible to who works on them
            own = equipment.sudo().product_id.categ_id.parent_path or ""
            return own.startswith(self.category_id.sudo().parent_path)
        return True

    def _holds_on(self, date):
        self.ensure_one()
        return self.date_start <= date and (not self.date_end or date <= self.date_end)

    @api.model
    def _get_promise_domain(self, date):
        """Lines that promise anything on ``date``, if their contracts do."""
        return Domain("date_start", "<=", date) & (
            Domain("date_end", "=", False) | Domain("date_end", ">=", date)
        )
