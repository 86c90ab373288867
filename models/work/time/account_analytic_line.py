from odoo import fields, models


class AccountAnalyticLine(models.Model):
    _inherit = "account.analytic.line"

    service_activity_id = fields.Many2one(
        "service.activity",
        string="Operation",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="Operation that these hours were worked on.",
    )
