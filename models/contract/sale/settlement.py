# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models

from ....tools.periods import days_between, subtract_intervals


class ServiceContractSettlement(models.Model):
    _inherit = "service.contract.settlement"

    def _get_key(self):
        """One invoice line of an order may bill several contract lines."""
        key = super()._get_key()
        # sudo: contract managers need no rights on sales to settle
        return (*key, self.line_id.id) if self.sudo().line_id.sale_line_id else key


class ServiceContractLine(models.Model):
    """What the order has invoiced of a contract line and is not owed any more."""

    _inherit = "service.contract.line"

    def _get_overbilled(self, until=None):
        wanted = {
            (*key, vals["line_id"]) if self._is_sold(vals["line_id"]) else key: vals
            for key, vals in super()._get_overbilled(until).items()
        }
        for line in self:
            invoice_line = line._get_order_invoice_line()
            unowed = line._get_unowed_of_order(until) if invoice_line else ()
            for start, end in unowed:
                vals = line._prepare_order_settlement(invoice_line, start, end)
                wanted[invoice_line.id, start, end, line.id] = vals
        return wanted

    def _is_sold(self, line_id):
        # sudo: as above
        return bool(self.browse(line_id).sudo().sale_line_id)

    def _get_order_invoice_line(self):
        """The latest invoice line of the order that bills this line, if any."""
        self.ensure_one()
        # sudo: contract managers need no accounting rights to settle
        sale_line = self.sudo().sale_line_id
        if sale_line.service_contract_billing != "order" or sale_line.qty_invoiced <= 0:
            return sale_line.invoice_lines.browse()
        return sale_line.invoice_lines.filtered(
            lambda line: (
                line.move_id.move_type == "out_invoice"
                and line.parent_state == "posted"
            )
        ).sorted("id")[-1:]

    def _get_unowed_of_order(self, until=None):
        """Days that the order bills and that are neither owed nor settled."""
        settled = [
            (settlement.date_from, settlement.date_to)
            for settlement in self._get_order_settlements()
            if settlement.state != "proposed"
        ]
        owed = self._get_owed_intervals(until)
        return subtract_intervals([self._get_order_interval()], [*settled, *owed])

    def _get_order_settlements(self):
        # sudo: contract managers need no rights on sales and invoices to settle
        return self.settlement_ids.filtered(
            lambda settlement: settlement.sudo().invoice_line_id.sale_line_ids
        )

    def _prepare_order_settlement(self, invoice_line, start, end):
        """Values of the settlement of ``start`` to ``end``: their share, by days."""
        share = days_between(start, end) / days_between(*self._get_order_interval())
        price = self._get_net_price(self.date_start)
        return {
            "line_id": self.id,
            "invoice_line_id": invoice_line.id,
            "date_from": start,
            "date_to": end,
            "amount": self.currency_id.round(price * share),
        }
