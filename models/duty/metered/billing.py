# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import float_round

from ....tools.proration import annual_amount
from ...contract.billing.instalment import Instalment


class ServiceContractLine(models.Model):
    """How use is billed: in arrears, beside whatever else is due."""

    _inherit = "service.contract.line"

    # === WHEN === #

    def _get_issue_day(self, start, end):
        """Use is known at the end of its period, and not ahead."""
        return end if self.is_metered else super()._get_issue_day(start, end)

    @api.depends(
        "meter_ids.begin_date",
        "meter_ids.begin_value",
        "meter_ids.reading_ids.date",
        "meter_ids.reading_ids.is_reset",
        "meter_ids.reading_ids.state",
        "meter_ids.reading_ids.value",
        "meter_ids.reading_ids.value_before",
        "minimum_fee",
        "tier_ids.price_unit",
    )
    def _compute_billing(self):
        """A line that is over is due once more when its use turns out otherwise."""
        super()._compute_billing()
        over = self.filtered(
            lambda line: (
                line.is_metered and line.billed_until and not line.next_invoice_date
            )
        )
        uses = over._get_uses(dict.fromkeys(over, ())) if over else {}
        for line, found in uses.items():
            if found and line._is_billable():
                line.next_invoice_date = found[0].period.end

    # === HOW MUCH === #

    def _make_instalments(self, due):
        metered = self.filtered("is_metered")
        if not metered:
            return super()._make_instalments(due)
        periods = {line: [period for period, _day in due[line]] for line in metered}
        uses = metered._get_uses(periods)
        return [
            instalment
            for line in self
            for instalment in (
                line._make_use_instalments(due[line], uses[line])
                if line in uses
                else super(ServiceContractLine, line)._make_instalments(due)
            )
        ]

    def _make_use_instalments(self, due, uses):
        self.ensure_one()
        days = {period.start: day for period, day in due}
        return [
            Instalment(
                self,
                use.period,
                days.get(use.period.start, use.period.end),
                use.amount,
                use,
            )
            for use in uses
            if self._is_billable()
        ]

    def _get_period_amount(self, period):
        """Of use by itself, as far as it is known, else as it is to be expected."""
        if not self.is_metered:
            return super()._get_period_amount(period)
        [use] = self._get_line_uses([period], [], self.meter_ids._get_counters())
        return use.price.amount

    def _filter_by_days(self):
        """Use is settled by what was used, not by days."""
        lines = super()._filter_by_days()
        return lines.filtered(lambda line: not line.is_metered)

    @api.depends("is_metered", "minimum_fee")
    def _compute_annual_value(self):
        """Of use only the minimum is certain."""
        metered = self.filtered("is_metered")
        for line in metered:
            interval = line.contract_id._get_billing_interval()
            line.annual_value = annual_amount(line.minimum_fee, interval)
        super(ServiceContractLine, self - metered)._compute_annual_value()

    # === THE INVOICE LINE === #

    def _prepare_invoice_line_vals(self, instalment):
        vals = super()._prepare_invoice_line_vals(instalment)
        use = instalment.details
        if not use:
            return vals
        vals |= {
            "name": self._get_use_text(use),
            "service_use": use.billed.to_json(),
            **self._get_use_price(use),
        }
        if use.correction:
            vals |= {"service_period_start": False, "service_period_end": False}
        return vals

    def _get_use_price(self, use):
        """Units and their price where that comes to the amount, else one of it."""
        price = float(use.terms.tiers[0][1])
        digits = self.env["decimal.precision"].precision_get("Product Unit")
        units = float_round(float(use.price.charged), precision_digits=digits)
        currency = self.contract_id.currency_id
        if units > 0 and currency.compare_amounts(units * price, use.amount) == 0:
            return {"quantity": units, "price_unit": price, "discount": 0.0}
        return {"quantity": 1.0, "price_unit": use.amount, "discount": 0.0}

    def _schedule_invoice_line(self, invoice_line):
        """What corrects a line that is over has no days: it is shown at its end."""
        row = super()._schedule_invoice_line(invoice_line)
        if row.date_start:
            return row
        end = self._get_billing_end() or row.due_date
        return row._replace(date_start=end, date_end=end)
