# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from dateutil.relativedelta import relativedelta

from odoo import api, fields, models


class ServicePriceIndex(models.Model):
    """A published index of prices, with the variation of each month.

    Kept by the user, who enters what the statistical office publishes.
    """

    _name = "service.price.index"
    _description = "Price Index"
    _inherit = ["service.guarded.mixin"]
    _order = "sequence, name, id"

    name = fields.Char(required=True, help="As the customer is told, e.g. ISTAT FOI.")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: every company can use it."
    )
    value_ids = fields.One2many(
        "service.price.index.value", "index_id", string="Months", copy=True
    )
    last_value_id = fields.Many2one(
        "service.price.index.value", string="Latest", compute="_compute_last_value_id"
    )
    note = fields.Html(string="Information Sheet")

    _name_unique = models.UniqueIndex(
        "(name, COALESCE(company_id, 0))",
        "There is a price index of this name already.",
    )

    # === COMPUTE METHODS === #

    @api.depends("value_ids.date")
    def _compute_last_value_id(self):
        for index in self:
            index.last_value_id = index.value_ids.sorted("date")[-1:]

    def copy_data(self, default=None):
        return [
            {**vals, "name": self.env._("%s (copy)", index.name)}
            if "name" not in (default or {})
            else vals
            for index, vals in zip(self, super().copy_data(default), strict=True)
        ]

    # === BUSINESS METHODS === #

    def _get_value_for(self, date):
        """The latest variation published for a month before that of ``date``.

        None is returned empty, as is one that is more than a year old.
        """
        self.ensure_one()
        month = date.replace(day=1)
        return self.value_ids.filtered(
            lambda value: month - relativedelta(years=1) <= value.date < month
        ).sorted("date")[-1:]
