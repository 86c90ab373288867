# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ServiceInvoicingCriteria(models.AbstractModel):
    """Customers whose reference says so get no invoice while they are away."""

    _inherit = "service.invoicing.criteria"

    def _get_held_back_reasons(self):
        holiday = ("holiday", self.env._("Customer on Holiday"))
        return [*super()._get_held_back_reasons(), holiday]

    def _hold_holiday(self, groups):
        for group in groups:
            partner = group[0].partner
            if partner.ref == "HOLIDAY":
                message = self.env._("%s is away. Wait.", partner.display_name)
                yield group, message, partner
