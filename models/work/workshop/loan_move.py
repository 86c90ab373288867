from odoo import fields, models


class StockMove(models.Model):
    """Moves of loan units. A return that is made from them is one as well."""

    _inherit = "stock.move"

    service_loan_item_id = fields.Many2one(
        "service.intervention.item",
        string="Lent For",
        check_company=True,
        index="btree_not_null",
        ondelete="set null",
        help="Equipment in the workshop that this loan unit stands in for.",
    )
