# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ..billing.schedule import ScheduledInstalment


class ServiceContractLine(models.Model):
    """What the order invoices of a contract line, in its schedule."""

    _inherit = "service.contract.line"

    def _schedule_invoiced(self, invoice_lines):
        rows = super()._schedule_invoiced(invoice_lines)
        # sudo: contract managers need no rights on sales to see this
        sale_line = self.sudo().sale_line_id
        if sale_line and sale_line._is_first_period_invoiced():
            rows.append(self._schedule_order(sale_line.order_id))
        return rows

    def _schedule_order(self, order):
        """The first instalment, which the price of ``order`` pays for."""
        invoice_line = self._get_order_invoice_line()
        start, end = self._get_order_interval()
        return ScheduledInstalment(
            line=self,
            date_start=start,
            date_end=end,
            due_date=invoice_line.move_id.invoice_date or order._get_service_start(),
            amount=self.currency_id.round(self._get_net_price(start)),
            state="invoiced" if invoice_line else "order",
            invoice_line=invoice_line,
            order=order,
        )
