# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from decimal import Decimal

from odoo import api, models
from odoo.tools import formatLang

from ....tools.interval import ONE_DAY

LEAST_DECIMALS, MOST_DECIMALS = 2, 6  # of a price of one unit


class ServiceContractLine(models.Model):
    """What invoices and screens say of use."""

    _inherit = "service.contract.line"

    # === SCREENS === #

    @api.depends("is_metered", "meter_ids.uom_id")
    @api.depends_context("lang")
    def _compute_price_per(self):
        metered = self.filtered("is_metered")
        words = self._get_unit_words()
        for line in metered:
            unit = line.meter_ids.uom_id[:1]._origin
            line.price_per = words.get(unit) or self.env._("per %s", unit.name)
        super(ServiceContractLine, self - metered)._compute_price_per()

    @api.model
    def _get_unit_words(self):
        """Units whose name stands for many of them, and what one is called."""
        unit, hour = (
            self.env.ref(f"uom.{name}", raise_if_not_found=False)
            for name in ("product_uom_unit", "product_uom_hour")
        )
        return {
            unit: self.env._("per unit"),
            hour: self.env._("per hour"),
            self.env["uom.uom"]: self.env._("per unit"),
        }

    @api.depends("is_metered")
    def _compute_amount_text(self):
        """A price of one unit has more decimals than an amount."""
        metered = self.filtered("is_metered")
        for line in metered:
            line.amount_text = (
                f"{line._format_unit_price(line._get_net_price())} {line.price_per}"
            )
        super(ServiceContractLine, self - metered)._compute_amount_text()

    def _format_unit_price(self, price):
        exponent = Decimal(repr(round(price, MOST_DECIMALS))).normalize().as_tuple()
        decimals = min(max(-exponent.exponent, LEAST_DECIMALS), MOST_DECIMALS)
        number = formatLang(self.env, price, digits=decimals)
        symbol = self.currency_id.symbol or ""
        if self.currency_id.position == "before":
            return f"{symbol} {number}"
        return f"{number} {symbol}"

    # === INVOICES === #

    def _get_use_text(self, use):
        """Readings, days, use, what is included and what is charged; for the customer.

        One line for each meter, and one for all of them.
        """
        self.ensure_one()
        lang = self.contract_id.partner_invoice_id.lang
        line = self if lang == self.env.lang else self.with_context(lang=lang)
        if use.correction:
            return "\n".join([line.name, line._describe_settled(use)])
        texts = [self._get_invoice_line_name(use.period)]
        texts += line._describe_readings(use)
        texts.append(line._describe_price(use))
        if any(use.settled):
            texts.append(line._describe_settled(use))
        return "\n".join(texts)

    def _describe_readings(self, use):
        """What each meter showed before and at the end of the period."""
        first, last = use.period.start - ONE_DAY, use.period.end
        lang = self.env.lang
        meters = self.meter_ids.sudo()  # sudo: what is invoiced is told to the customer
        counters = meters._get_counters()
        for meter in meters:
            counter = counters[meter.id]
            used = meter._format_value(use.units[meter.id])
            if not counter.points:
                yield f"{meter.full_name}: {used}"
                continue
            begun = max(first, counter.points[0].day)
            yield self.env._(
                "%(meter)s: %(before)s (%(first)s) → %(after)s (%(last)s), used "
                "%(used)s",
                meter=meter.full_name,
                before=meter._format_value(counter.shows(begun)),
                first=self._format_day(begun, lang),
                after=meter._format_value(counter.shows(last)),
                last=self._format_day(last, lang),
                used=used,
            )

    def _describe_price(self, use):
        meter = self.meter_ids[:1]
        text = self.env._(
            "Used %(used)s, included %(included)s, charged %(charged)s",
            used=meter._format_value(sum(use.units.values())),
            included=meter._format_value(use.price.included),
            charged=meter._format_value(use.price.charged),
        )
        if use.estimated:
            text = self.env._("%s (estimated, settled after the next reading)", text)
        return text

    def _describe_settled(self, use):
        currency = self.contract_id.currency_id
        return self.env._(
            "Settlement of what was invoiced before: %(units)s units, %(amount)s",
            units=self.meter_ids[:1]._format_value(use.settled.units),
            amount=formatLang(self.env, use.settled.amount, currency_obj=currency),
        )
