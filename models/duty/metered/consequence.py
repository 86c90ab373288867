# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date, formatLang

from ....tools.usage import Counter, add_up


class ServiceMeterReading(models.Model):
    """What a correction does to use that is invoiced already, before it is saved."""

    _inherit = "service.meter.reading"

    consequence = fields.Text(
        string="What Follows",
        compute="_compute_consequence",
        help="Use that is invoiced already and turns out otherwise.",
    )

    @api.depends("date", "is_reset", "meter_id", "source", "value", "value_before")
    def _compute_consequence(self):
        for reading in self:
            reading.consequence = reading._describe_consequence()

    def _describe_consequence(self):
        """One line for each contract line that has billed use of another quantity."""
        self.ensure_one()
        # sudo: what is invoiced of the meter matters, whoever may see the contract
        lines = self.meter_id._origin.sudo().contract_line_ids.filtered("billed_until")
        if not lines or not self.date:
            return False
        counter = self._get_counter_with()
        texts = [
            line._describe_difference(found)
            for line, found in lines._get_differences(
                {self.meter_id._origin.id: counter}
            ).items()
            if any(found)
        ]
        return "\n".join(texts) or False

    def _get_counter_with(self):
        """The counter of the meter if this reading counted as it is now."""
        self.ensure_one()
        meter = self.meter_id._origin.sudo()  # sudo: as above
        present = meter._get_counters()[meter.id]
        days = {self.date, self._origin.date}
        others = [one for one in meter._get_counting() if one.day not in days]
        points = add_up([*others, self._as_reading()], meter.digits)
        return Counter(points, present.decimals, present.last_day)


class ServiceMeter(models.Model):
    """The contract lines that bill the use of a meter."""

    _inherit = "service.meter"

    contract_line_ids = fields.Many2many(
        "service.contract.line",
        "service_contract_line_meter_rel",
        "meter_id",
        "line_id",
        string="Contract Lines",
        readonly=True,
        copy=False,
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_billed(self):
        # sudo: what is billed counts, whoever may see the contract
        for meter in self.sudo():
            if meter.contract_line_ids:
                raise UserError(
                    self.env._(
                        "The use of %(meter)s is billed by %(line)s. Archive it "
                        "instead.",
                        meter=meter.display_name,
                        line=meter.contract_line_ids[0].display_name,
                    )
                )


class ServiceContractLine(models.Model):
    _inherit = "service.contract.line"

    def _describe_difference(self, difference):
        self.ensure_one()
        return self.env._(
            "%(line)s is invoiced until %(date)s. The next invoice settles the "
            "difference: %(units)s units, %(amount)s.",
            line=self.display_name.splitlines()[0],
            date=format_date(self.env, self.billed_until),
            units=self.meter_ids[:1]._format_value(difference.units),
            amount=formatLang(
                self.env, difference.amount, currency_obj=self.currency_id
            ),
        )
