# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.tools import format_date

from ....tools.text_pattern import fill_pattern


class ServiceContractLine(models.Model):
    """What invoices and credit notes say of a contract line."""

    _inherit = "service.contract.line"

    def _get_invoice_line_name(self, period):
        return self._get_period_text(period.start, period.end)

    def _get_settlement_text(self, start, end):
        return self._get_period_text(start, end, "service_settlement_text")

    def _get_period_text(self, start, end, pattern="service_instalment_text"):
        """Description of the days from ``start`` to ``end``, for the customer.

        :param pattern: field of the company that says what it looks like
        """
        lang = self.contract_id.partner_invoice_id.lang
        line = self if lang == self.env.lang else self.with_context(lang=lang)
        contract, equipment = line.contract_id, line.equipment_id
        return fill_pattern(
            contract.company_id[pattern],
            {
                "line": line.name,
                "contract": contract.name,
                "start": line._format_day(start, lang),
                "end": line._format_day(end, lang),
                "equipment": equipment.display_name,
                "serial": equipment.serial_number,
                "order": contract.client_order_ref,
            },
        )

    def _format_day(self, day, lang):
        """``day`` as the customer writes it; kept, as many periods share their days."""
        known = self.env.cr.cache.setdefault("service_formatted_days", {})
        key = day, lang or self.env.lang
        if key not in known:
            known[key] = format_date(self.env, day, lang_code=lang)
        return known[key]
