# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models

from ....tools.adjustment import AdjustmentRule
from ....tools.interval import Interval
from ....tools.periods import next_occurrence


class ServiceContract(models.Model):
    """What was agreed about the adjustment of prices, and when it is due."""

    _inherit = "service.contract"

    adjustment_line_ids = fields.One2many(
        "service.price.adjustment.line", "contract_id", string="Adjustments"
    )
    next_adjustment_date = fields.Date(
        string="Next Adjustment",
        compute="_compute_next_adjustment_date",
        store=True,
        index="btree_not_null",
        help="Anniversary of the contract on which its prices are to be adjusted.",
    )

    @api.depends(
        "adjustment",
        "date_start",
        "date_end",
        "renewal",
        "adjustment_line_ids.taken_back",
        "adjustment_line_ids.adjustment_id.date_from",
        "line_ids.opening_billed_until",
    )
    def _compute_next_adjustment_date(self):
        for contract in self:
            date = contract._get_next_adjustment_date()
            ends = contract.date_end and contract.renewal == "none"
            if date and ends and date > contract.date_end:
                date = False
            contract.next_adjustment_date = date

    def _get_next_adjustment_date(self):
        """First anniversary after the start and after the latest adjustment.

        Prices of a contract that was taken over were adjusted before, as long as they
        were invoiced before.
        """
        self.ensure_one()
        if not self.date_start or self.adjustment in ("none", False):
            return False
        applied = self.adjustment_line_ids.filtered(lambda one: not one.taken_back)
        dates = [self.date_start, *applied.adjustment_id.mapped("date_from")]
        if opening := self._get_opening_day():
            dates.append(opening)
        return next_occurrence(self.date_start, Interval(1, "year"), max(dates))

    # === BUSINESS METHODS === #

    def _get_adjustment_rule(self, date):
        """What was agreed for an adjustment on ``date``.

        :return: None when nothing was, or nothing is published yet
        :rtype: AdjustmentRule | None
        """
        self.ensure_one()
        if self.adjustment == "percent":
            return AdjustmentRule(self.adjustment_percent)
        if self.adjustment == "index":
            value = self.adjustment_index_id._get_value_for(date)
            return value._get_rule(self.adjustment_share) if value else None
        return None

    def _on_term_appended(self, date_start):
        """Adjust the prices as agreed from the first day of the new term on."""
        super()._on_term_appended(date_start)
        agreed = self.filtered(lambda c: c._is_adjusted_by_term(date_start))
        rules = {
            contract: contract._get_adjustment_rule(date_start) for contract in agreed
        }
        changes = [
            change
            for change in agreed.line_ids._propose_price_changes(date_start, rules)
            if not change.obstacle
        ]
        self.env["service.price.adjustment"]._apply(
            {"date_from": date_start, "method": "contract"}, changes
        )
        self._log_missing_rules([c for c, rule in rules.items() if rule is None])

    def _is_adjusted_by_term(self, date_start):
        """Whether prices change with a new term: not more than once a year."""
        self.ensure_one()
        due = self.next_adjustment_date
        return bool(due) and (self.renewal_months >= 12 or due <= date_start)

    def _preview_term_prices(self, date_start):
        """Each line that goes on, its price, and its price from ``date_start`` on.

        What a new term that begins then does to the prices, before it is appended.
        """
        self.ensure_one()
        rule = None
        if self._is_adjusted_by_term(date_start):
            rule = self._get_adjustment_rule(date_start)
        for line in self.line_ids.filtered(
            lambda line: line._lasts_until(self.date_end)
        ):
            before = line._get_price_on(date_start)
            fixed = not rule or (line.price_since and line.price_since >= date_start)
            change = None if fixed else line._propose_price_change(date_start, rule)
            yield line, before, change.price_after if change else before

    def _lacks_adjustment_rule(self, date_start):
        """Whether prices are to change with that term, and by how much is not known."""
        self.ensure_one()
        return (
            self.adjustment == "index"
            and self._is_adjusted_by_term(date_start)
            and not self._get_adjustment_rule(date_start)
        )

    def _get_adjusting_renewal(self):
        """First day of the term with which the prices change by themselves, if any."""
        self.ensure_one()
        if not self.date_end or not self._renews_by_itself() or self.notice_date:
            return None
        start = self._get_next_start()
        return start if self._is_adjusted_by_term(start) else None

    @api.model
    def _log_missing_rules(self, contracts):
        """Say in the chatter of ``contracts`` that their index is not published yet."""
        self.browse([c.id for c in contracts])._message_log_batch(
            {
                contract.id: self.env._(
                    "The prices have not been adjusted: no variation of %s is entered "
                    "for the year before. Enter it and adjust the prices by hand.",
                    contract.adjustment_index_id.name,
                )
                for contract in contracts
            }
        )
