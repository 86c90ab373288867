from typing import NamedTuple

from odoo import fields, models
from odoo.tools import format_date

from ..tools.periods import Period, iter_periods, subtract
from ..tools.proration import period_amount


class Instalment(NamedTuple):
    """One period of a contract line that is still to be invoiced."""

    line: models.Model
    period: Period
    amount: float


class ServiceContractLine(models.Model):
    """What a contract line owes: periods, amounts and invoice lines."""

    _inherit = "service.contract.line"

    def _get_net_price(self):
        """Price per period, month or year of the whole line, after discount."""
        self.ensure_one()
        return self.price_unit * self.quantity * (1 - self.discount / 100)

    def _get_billed_intervals(self):
        """Intervals on live invoice lines, by id of contract line."""
        return {
            line.id: list(zip(starts, ends, strict=True))
            for line, starts, ends in self.env["account.move.line"]
            .sudo()  # sudo: contract managers need no accounting rights to see this
            ._read_group(
                [
                    ("service_contract_line_id", "in", self._origin.ids),
                    ("service_live", "=", True),
                ],
                ["service_contract_line_id"],
                ["service_period_start:array_agg", "service_period_end:array_agg"],
            )
        }

    def _iter_open_periods(self, taken):
        """Yield the periods, or parts of them, that ``taken`` leaves to be invoiced.

        Oldest first, without end when the line has none. Nothing is owed by contracts
        that are not in force or by lines without a price.
        """
        self.ensure_one()
        contract = self.contract_id
        if contract.state in ("draft", "cancelled", False) or not self.date_start:
            return
        months = contract._get_billing_months()
        if months < 1 or self.currency_id.is_zero(self._get_net_price()):
            return
        end = self._get_last_day()
        if end and end < self.date_start:
            return
        for period in iter_periods(
            self.date_start,
            end,
            months,
            contract.billing_alignment,
            since=self.billed_until or None,
        ):
            suspended = contract.date_suspended
            if suspended and self._get_due_date(period) >= suspended:
                return
            yield from subtract(period, taken)

    def _get_last_day(self):
        """Own end or that of the contract, whichever is earlier; None without end."""
        ends = filter(None, (self.date_end, self.contract_id.date_end))
        return min(ends, default=None)

    def _get_due_date(self, period):
        """First day of the period when billed in advance, else its last day."""
        advance = self.contract_id.billing_timing == "advance"
        return period.start if advance else period.end

    def _get_due_instalments(self, date_to):
        """Instalments that have fallen due, oldest first for each line.

        :param date_to: last due date that counts, included
        :rtype: list[Instalment]
        """
        billed = self._get_billed_intervals()
        instalments = []
        for line in self:
            for period in line._iter_open_periods(billed.get(line.id, [])):
                if line._get_due_date(period) > date_to:
                    break
                instalments.append(
                    Instalment(line, period, line._get_period_amount(period))
                )
        return instalments

    def _get_period_amount(self, period):
        contract = self.contract_id
        return period_amount(
            self._get_net_price(),
            contract.price_basis,
            contract._get_billing_months(),
            period,
            contract.currency_id.round,
        )

    def _prepare_invoice_line_vals(self, instalment):
        """Values of the invoice line that bills ``instalment``."""
        self.ensure_one()
        period = instalment.period
        contract = self.contract_id
        return {
            "name": self._get_invoice_line_name(period),
            "product_id": self.product_id.id,
            "product_uom_id": self.product_id.uom_id.id,
            "tax_ids": [fields.Command.set(self.tax_ids.ids)],
            "service_contract_line_id": self.id,
            "service_period_start": period.start,
            "service_period_end": period.end,
            **self._get_invoice_line_price(instalment.amount, contract.currency_id),
        }

    def _get_invoice_line_name(self, period):
        lang = self.contract_id.partner_invoice_id.lang
        env = self.with_context(lang=lang).env
        start = format_date(env, period.start, lang_code=lang)
        end = format_date(env, period.end, lang_code=lang)
        return f"{self.name}\n{self.contract_id.name} · {start} – {end}"

    def _get_invoice_line_price(self, amount, currency):
        """Quantity, price and discount that come to exactly ``amount``.

        The line's own quantity and discount when they do, else one at the amount.
        """
        factor = self.quantity * (1 - self.discount / 100)
        digits = self.env["decimal.precision"].precision_get("Product Price")
        price = round(amount / factor, digits) if factor else 0.0
        if currency.compare_amounts(price * factor, amount) == 0:
            return {
                "quantity": self.quantity,
                "price_unit": price,
                "discount": self.discount,
            }
        return {"quantity": 1.0, "price_unit": amount, "discount": 0.0}
