from odoo import fields, models


class AccountMove(models.Model):
    _inherit = "account.move"

    service_run_ids = fields.Many2many(
        "service.invoicing.run",
        "account_move_service_invoicing_run_rel",
        "account_move_id",
        "service_invoicing_run_id",
        string="Invoicing Run",
        readonly=True,
        copy=False,
    )
