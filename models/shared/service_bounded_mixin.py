# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models

from .asked import MAX_HOURS, Asked


class ServiceBoundedMixin(models.AbstractModel):
    """Dates and numbers that one can calculate with, from whatever door they come.

    One record from the year 9999 or of endless duration breaks every plan and every
    series that it is part of. Written values are looked at before anything is computed
    of them.
    """

    _name = "service.bounded.mixin"
    _description = "Bounded Dates and Numbers"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_bounds(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_bounds(vals)
        return super().write(vals)

    @api.model
    def _check_bounds(self, vals):
        """:raises UserError: when a date or number is out of reach"""
        asked = Asked(self.env)
        hours = self._get_fields_in_hours()
        for name, value in vals.items():
            field = self._fields.get(name)
            if not value or not field:
                continue
            if name in hours:
                asked.number(value, 0, MAX_HOURS)
            elif field.type in ("float", "integer", "monetary"):
                asked.number(value)
            elif field.type == "date":
                asked.day(value)
            elif field.type == "datetime":
                asked.moment(value)

    # === HOOKS === #

    @api.model
    def _get_fields_in_hours(self):
        """Fields that say how long something takes."""
        return set()
