# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models


class ServiceContractConditionsMixin(models.AbstractModel):
    """A contract that goes on by itself for one more term, and then ends."""

    _inherit = "service.contract.conditions.mixin"

    renewal = fields.Selection(
        selection_add=[("once", "Once")],
        ondelete={"once": lambda contracts: contracts.write({"renewal": "none"})},
    )


class ServiceContract(models.Model):
    _inherit = "service.contract"

    def _get_tacit_renewals(self):
        return [*super()._get_tacit_renewals(), "once"]

    def _on_term_appended(self, date_start):
        super()._on_term_appended(date_start)
        self.filtered(lambda contract: contract.renewal == "once").renewal = "none"
