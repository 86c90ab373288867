# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.tools import format_date


class ServiceInvoicingCriteria(models.AbstractModel):
    """Use that is due: it waits for its readings, and may give something back."""

    _inherit = "service.invoicing.criteria"

    # === A READING IS MISSING === #

    @api.model
    def _get_held_back_reasons(self):
        return [
            *super()._get_held_back_reasons(),
            ("reading", self.env._("No Reading")),
        ]

    def _hold_reading(self, groups):
        """Only the use waits: what else is due of its contract does not."""
        for group in groups:
            waiting = [item for item in group if item.details and item.details.missing]
            if waiting:
                meters = waiting[0].details.missing
                yield waiting, self._get_missing_text(waiting[0].details), meters[0]

    def _get_missing_text(self, use):
        """What to enter of the first meter that is missing a reading."""
        meter = use.missing[0]
        counter = meter._get_counters()[meter.id]
        begin = use.line._get_first_day_of(meter)
        names = {
            "contract": use.line.contract_id.display_name,
            "meter": meter.display_name,
        }
        if counter.begins_after(begin):
            day = format_date(self.env, begin)
            return self.env._(
                "%(contract)s: enter what %(meter)s showed on %(date)s or before, when "
                "it began to count.",
                date=day,
                **names,
            )
        if counter.last_day:
            day = format_date(self.env, counter.last_day)
            return self.env._(
                "%(contract)s: enter what %(meter)s showed at last, on %(date)s.",
                date=day,
                **names,
            )
        day = format_date(self.env, use.period.end)
        return self.env._(
            "%(contract)s: enter what %(meter)s showed on %(date)s or later.",
            date=day,
            **names,
        )

    def _hold_zero(self, groups):
        """Use within what is included is told to the customer all the same."""
        return super()._hold_zero(
            [group for group in groups if not any(item.details for item in group)]
        )

    # === MORE IS GIVEN BACK THAN DUE === #

    def _prepare_invoice_vals(self, items):
        """Where use settles more than is due, the customer gets a credit note."""
        vals = super()._prepare_invoice_vals(items)
        if sum(item.amount for item in items) < 0 and any(
            item.details for item in items
        ):
            vals["move_type"] = "out_refund"
            for _command, _id, line in vals["invoice_line_ids"]:
                if "price_unit" in line:
                    line["price_unit"] = -line["price_unit"]
        return vals
