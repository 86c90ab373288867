# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.tools.sql import column_exists, create_column, table_exists


class ServiceContractLine(models.Model):
    """The price of the price list, until somebody enters another one."""

    _inherit = "service.contract.line"

    price_proposed = fields.Float(
        compute="_compute_price_unit",
        store=True,
        precompute=True,
        help="Of the price list. While it is the line's price, that follows it.",
    )

    def _auto_init(self):
        """Add ``price_proposed`` empty: an update keeps the prices that are there."""
        cr, table = self.env.cr, self._table
        if table_exists(cr, table) and not column_exists(cr, table, "price_proposed"):
            create_column(cr, table, "price_proposed", "float8")
        return super()._auto_init()

    @api.depends(
        "product_id",
        "quantity",
        "date_start",
        "contract_id.pricelist_id",
        "contract_id.currency_id",
    )
    def _compute_price_unit(self):
        for line in self:
            proposed = line._get_proposed_price()
            follows = line._follows_price_list()
            line.price_unit = proposed if follows else line.price_unit
            line.price_proposed = proposed

    @api.model
    def _get_following_fields(self):
        """The price remembers what was proposed."""
        return super()._get_following_fields() | {"price_unit"}

    def _follows_price_list(self):
        """Whether nobody has entered or agreed another price.

        Once the contract is in force, its prices change only where somebody does.
        """
        self.ensure_one()
        agreed = self._origin and self.contract_id.state != "draft"
        return not agreed and self.price_unit == self.price_proposed

    def _get_proposed_price(self):
        """Price of the price list on the first day of the line."""
        self.ensure_one()
        contract = self.contract_id
        if not self.product_id:
            return 0.0
        return contract.pricelist_id._get_product_price(
            self.product_id.with_company(contract.company_id),
            self.quantity or 1.0,
            currency=contract.currency_id,
            date=self.date_start or contract.date_start,
        )
