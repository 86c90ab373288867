# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models


class ServiceIntervention(models.Model):
    """The least that the work of a job is charged with."""

    _inherit = "service.intervention"

    def action_done(self):
        result = super().action_done()
        self._charge_minimum()
        return result

    def action_reopen(self, reason):
        result = super().action_reopen(reason)
        self.charge_ids.filtered("is_minimum").unlink()
        return result

    def _charge_minimum(self):
        """Add what is missing to the minimum as a fee, covered as the work is."""
        self.env["service.charge"]._create_by_server(
            [
                vals
                for intervention in self
                for vals in intervention._prepare_minimum_vals()
            ]
        )

    def _prepare_minimum_vals(self):
        self.ensure_one()
        work = self.activity_ids.filtered(lambda a: a.state == "done" and a.product_id)
        gross = sum(a.hours * a.price_unit for a in work) + sum(
            charge.quantity * charge.price_unit for charge in work.surcharge_ids
        )
        company = self.company_id
        minimum = company.currency_id._convert(
            company.service_minimum_fee,
            self.currency_id,
            company,
            self._get_service_date(),
        )
        missing = self.currency_id.round(minimum - gross)
        if not gross or missing <= 0:
            return []
        return [
            {
                "intervention_id": self.id,
                "kind": "fee",
                "is_minimum": True,
                "product_id": work[0].product_id.id,
                "name": self.env._("Minimum fee"),
                "quantity": 1.0,
                "price_unit": missing,
            }
        ]
