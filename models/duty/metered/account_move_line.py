# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class AccountMoveLine(models.Model):
    """An invoice line that bills use: how much of it, and on what terms.

    What was billed stays as it was agreed then; see ``BilledUse``.
    """

    _inherit = "account.move.line"

    service_use = fields.Json(
        string="Billed Use",
        copy=False,
        readonly=True,
        help="Units by meter, terms and amount of the use that this line bills.",
    )

    def _prepare_service_credit_vals(self):
        vals = super()._prepare_service_credit_vals()
        return {**vals, "service_use": self.service_use} if self.service_use else vals
