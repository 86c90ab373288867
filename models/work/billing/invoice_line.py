# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import fields, models
from odoo.tools import format_date

from ....tools.text_pattern import fill_pattern


class ServiceBillableMixin(models.AbstractModel):
    """The invoice line that bills a piece of work."""

    _inherit = "service.billable.mixin"

    # === BUSINESS METHODS === #

    def _prepare_invoice_line_vals(self):
        """Values of the invoice line that bills this record."""
        self.ensure_one()
        return {
            "name": self._get_invoice_line_name(),
            "product_id": self.product_id.id,
            "product_uom_id": self.product_id.uom_id.id,
            "quantity": self[self._quantity_field],
            "price_unit": self.price_unit,
            "discount": self.coverage,
            "tax_ids": [fields.Command.set(self.tax_ids.ids)],
            "service_intervention_id": self.intervention_id.id,
            **self.intervention_id._prepare_analytic_vals(),
        }

    def _get_invoice_line_name(self):
        """What the invoice says of this record, for the customer."""
        lang = self.intervention_id._get_invoice_partner().lang
        record = self.with_context(lang=lang)
        job, equipment = record.intervention_id, record.item_id.equipment_id
        contract = job.contract_id
        return fill_pattern(
            record.company_id.service_work_text,
            {
                "work": record.display_name,
                "equipment": equipment.display_name,
                "serial": equipment.serial_number,
                "job": job.name,
                "date": format_date(record.env, record._get_service_date()),
                "contract": contract.name,
                "order": contract.client_order_ref,
            },
        )
