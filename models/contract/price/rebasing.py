# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from contextlib import contextmanager

from odoo import api, fields, models
from odoo.tools import formatLang

from ....tools.periods import FOREVER
from ....tools.proration import annual_amount
from ...shared.own_context import get_own, own

BASIS_FIELDS = {"billing_interval", "billing_unit", "price_basis", "contract_type_id"}
YEAR_UNITS = ("month", "year")


class ServiceContract(models.Model):
    """What becomes of the prices when they pay for another time than before.

    A price that pays for a billing period, or for a month, would come to something else
    when the period, or the basis, changes. Unless somebody says that the prices are
    meant to stay, the yearly value does: nothing that is owed changes in silence, by
    whatever door the change comes. Prices that are written together with it are taken
    as they are.
    """

    _inherit = "service.contract"

    price_choice = fields.Selection(
        [("annual", "The Yearly Value Stays"), ("unit", "The Prices Stay")],
        string="What Stays",
        store=False,
        help="When the billing interval or what prices pay for changes: the yearly "
        "value stays and prices are converted (so it is by default); or prices stay, "
        "from the next day that is not invoiced on, and the yearly value changes.",
    )
    choice_annual = fields.Char(compute="_compute_choice")
    choice_unit = fields.Char(compute="_compute_choice")

    # === COMPUTE METHODS === #

    @api.depends(
        "contract_type_id",
        "billing_interval",
        "billing_unit",
        "price_basis",
        "line_ids.price_unit",
        "line_ids.quantity",
        "line_ids.discount",
        "line_ids.one_off",
    )
    @api.depends_context("lang")
    def _compute_choice(self):
        """Both results, while somebody changes what prices pay for in the form.

        Whoever chooses another type takes all its conditions, and is not asked.
        """
        for contract in self:
            origin = contract._origin
            asked = origin and origin.contract_type_id == contract.contract_type_id
            before = origin._get_price_interval() if asked else None
            after = contract._get_price_interval()
            total = sum(contract._get_priced_lines().mapped("amount"))
            contract.choice_annual = contract.choice_unit = False
            if before and before != after and total:
                contract.choice_annual = contract._describe_choice(
                    annual_amount(total, before)
                )
                contract.choice_unit = contract._describe_choice(
                    annual_amount(total, after)
                )

    def _describe_choice(self, yearly):
        """What all lines come to when they are worth ``yearly`` a year."""
        price, total = (
            formatLang(self.env, amount, currency_obj=self.currency_id)
            for amount in (yearly / self._get_price_interval().per_year, yearly)
        )
        return self.env._(
            "%(price)s %(per)s, %(total)s a year",
            price=price,
            per=self._get_price_per(),
            total=total,
        )

    # === HOOKS === #

    @contextmanager
    def _watch_change(self, vals):
        watched = self.browse()
        if BASIS_FIELDS & vals.keys() and not get_own(self.env, "service_rebasing"):
            watched = self
        before = {
            contract: (
                contract._get_price_interval(),
                {line: line.price_unit for line in contract._get_priced_lines()},
            )
            for contract in watched
        }
        entered = self._get_entered_prices(vals)
        with watched._log_changes(), super()._watch_change(vals):
            yield
            for contract, (interval, prices) in before.items():
                lines = contract.line_ids.filtered(
                    lambda line, prices=prices: (
                        line in prices
                        and line.id not in entered
                        and line.price_unit == prices[line]
                    )
                )
                if lines and contract._get_price_interval() != interval:
                    contract._convert_prices(
                        lines,
                        interval,
                        keep_prices=vals.get("price_choice") == "unit",
                        may_change_basis="price_basis" not in vals,
                    )

    @api.model
    def _get_entered_prices(self, vals):
        """Ids of the lines whose price is written by the commands in ``vals``."""
        return {
            command[1]
            for command in vals.get("line_ids") or ()
            if command[0] == fields.Command.UPDATE and "price_unit" in command[2]
        }

    # === BUSINESS METHODS === #

    def _get_priced_lines(self):
        """Lines whose price comes again."""
        return self.line_ids.filtered(
            lambda line: (
                not line.one_off and (line.price_unit or line.earlier_price_ids)
            )
        )

    def _convert_prices(self, lines, before, keep_prices, may_change_basis):
        """Convert the prices of ``lines`` from ``before`` to what they pay for now.

        :param keep_prices: the numbers stay, for what is not invoiced from today on
        :param may_change_basis: let them be yearly prices when a rounded instalment
            would lose cents in a year
        """
        self.ensure_one()
        today = self.company_id._get_service_today()
        kept = lines.browse()
        if keep_prices:
            kept = lines.filtered(lambda line: line._keeps_price_number(today))
        converted = lines - kept
        numbers = {
            line: line.price_unit
            for line in converted
            if keep_prices and (line._get_last_day() or FOREVER) >= today
        }
        if may_change_basis and not keep_prices and self._loses_cents(lines, before):
            self.with_context(**own(service_rebasing=True)).price_basis = "year"
        converted._scale_prices(before.per_year / self._get_price_interval().per_year)
        if numbers:
            converted.browse(line.id for line in numbers)._set_prices_from(
                today, numbers
            )

    def _loses_cents(self, lines, before):
        """Whether equal instalments of a year cannot come to what it was worth."""
        if self.price_basis != "period" or self.billing_unit not in YEAR_UNITS:
            return False
        per_year = self._get_price_interval().per_year
        return any(
            self.currency_id.compare_amounts(
                self.currency_id.round(yearly / per_year) * per_year, yearly
            )
            for yearly in (
                annual_amount(line._get_net_price(), before) for line in lines
            )
        )


class ServiceContractLine(models.Model):
    """Prices of a line that pay for another time than before."""

    _inherit = "service.contract.line"

    def _keeps_price_number(self, today):
        """Whether nothing is owed at the old price: it has not begun to count."""
        self.ensure_one()
        if self.state == "draft":
            return True
        return self.date_start >= today and not self.billed_until

    def _scale_prices(self, factor):
        """Multiply all prices of these lines, the earlier ones included."""
        for price in self.earlier_price_ids:
            price.price_unit *= factor
        for line in self:
            line.price_unit *= factor
