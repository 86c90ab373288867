# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import models
from odoo.fields import Command

from ....tools.interval import ONE_DAY


class ServiceEquipment(models.Model):
    """Machines that come and go: use goes on with the one that takes the place."""

    _inherit = "service.equipment"

    def _prepare_passed_line(self, line, new, date):
        vals = super()._prepare_passed_line(line, new, date)
        if line.is_metered:
            vals["meter_ids"] = [Command.set(self._swap_meters(line, new).ids)]
        return vals

    def _pass_promises(self, new, date):
        """The new machine takes the place in the pools of the old one as well."""
        pools = self._get_pools(self, date)
        super()._pass_promises(new, date)
        for line in pools:
            line._go_on_with(self._swap_meters(line, new), date)

    def _end_promises(self, date):
        """What leaves the customer is in none of its pools any more."""
        super()._end_promises(date)
        family = self._get_family()
        for line in self._get_pools(family, date):
            line._go_on_with(line.meter_ids - family._get_all_meters(), date)

    def _get_all_meters(self):
        # sudo: meters come with the equipment; archived ones are billed, too
        return self.sudo().with_context(active_test=False).meter_ids

    def _get_pools(self, equipment, date):
        """Lines that bill the use of ``equipment`` and are not for it alone."""
        # sudo: who moves equipment need not manage the contracts on it
        lines = (
            self.env["service.contract.line"]
            .sudo()
            .search(
                [
                    ("meter_ids", "in", equipment._get_all_meters().ids),
                    ("state", "not in", ("closed", "cancelled")),
                ]
            )
        )
        return lines.filtered(
            lambda line: (
                line.equipment_id not in equipment
                and (not line.date_end or line.date_end >= date)
            )
        )

    def _swap_meters(self, line, new):
        """Meters of ``line``, with those of ``new`` instead of these.

        Each by the one of the same type, or else of the same name; one that ``new``
        does not have yet it gets.
        """
        old = line.meter_ids.filtered(lambda meter: meter.equipment_id == self)
        taking = old.browse().union(*(new._get_meter_like(meter) for meter in old))
        return line.meter_ids - old | taking

    def _get_meter_like(self, meter):
        """The meter of this equipment that counts what ``meter`` does."""
        self.ensure_one()
        # sudo: meters come with the equipment, whoever replaces it
        mine = self.sudo().meter_ids
        same = mine.filtered(lambda one: one.type_id and one.type_id == meter.type_id)
        same = same or mine.filtered(lambda one: one.name == meter.name)
        return same[:1] or meter.sudo().copy({"equipment_id": self.id})


class ServiceContractLine(models.Model):
    _inherit = "service.contract.line"

    def _go_on_with(self, meters, date):
        """Bill the use of ``meters`` from ``date`` on, and of the present ones before.

        A line in force ends the day before and goes on as a copy, if any is left.
        """
        self.ensure_one()
        if self.state == "draft" or self.date_start >= date:
            self.meter_ids = meters or self.meter_ids  # else it was a price for time
            return
        vals = {
            "date_start": date,
            "date_end": self.date_end,
            "meter_ids": [Command.set(meters.ids)],
        }
        self._end_on(date - ONE_DAY)
        if meters:
            self.copy({**vals, "contract_id": self.contract_id.id})
