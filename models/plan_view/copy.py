# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import UserError

from ..shared.asked import MAX_CHANGES, Asked


class Base(models.AbstractModel):
    """Copies and halves of what is planned."""

    _inherit = "base"

    @api.model
    def service_gantt_copy(self, changes, options, confirmed=False):
        """Copy records to other rows and times.

        :param changes: a dictionary for each copy: the ``id`` that is copied, and the
            ``new`` values by field
        :return: as :meth:`service_gantt_write`, with the ``ids`` of the copies
        """
        self._check_asked_inside("create")
        plan = self._service_gantt_plan(options)
        changes = self._service_gantt_changes(changes)
        originals = self.browse(dict.fromkeys(change["id"] for change in changes))
        originals.check_access("read")

        def copy():
            copies = self.browse()
            for change in changes:
                original = self.browse(change["id"])
                vals = original._service_gantt_prepare(plan, change["new"])
                copies |= original._service_gantt_duplicate(vals)
            return copies

        return self.browse()._service_gantt_try(copy, plan, changes, options, confirmed)

    @api.model
    def service_gantt_split(self, record_id, at, options):
        """Make two of one: the second begins when the first now ends.

        :param at: when, in UTC
        :return: as :meth:`service_gantt_write`; ``ids`` are those that are new
        """
        self._check_asked_inside("create")
        plan = self._service_gantt_plan(options)
        asked = Asked(self.env)
        record = self._service_gantt_lock([{"id": asked.ids([record_id])[0]}])
        record._service_gantt_check_movable()
        moment = asked.moment(at)
        start, stop = record[plan.date_start], record[plan.date_stop]
        if not start or not stop or not start < moment < stop:
            raise UserError(
                self.env._(
                    "“%s” can only be split between its start and its end.",
                    record.display_name,
                )
            )
        rest = record._service_gantt_split_off(plan, moment)
        result = (record | rest)._service_gantt_try(
            lambda: record | rest, plan, [], options, confirmed=True
        )
        return {**result, "ids": rest.ids}

    @api.model
    def service_gantt_remove(self, record_ids):
        """Delete records, or take copies and halves back."""
        self._check_asked_inside("unlink")
        records = self.browse(Asked(self.env).ids(record_ids, MAX_CHANGES)).exists()
        records.check_access("unlink")
        records._service_gantt_notify()
        records._service_gantt_take_back()
        return True

    # === HOOKS === #

    def _service_gantt_duplicate(self, vals):
        """A copy with other ``vals``."""
        return self.copy(vals)

    def _service_gantt_split_off(self, plan, moment):
        """The part of this record from ``moment`` on, as a record of its own."""
        rest = self._service_gantt_duplicate(
            {plan.date_start: moment, plan.date_stop: self[plan.date_stop]}
        )
        self.write({plan.date_stop: moment})
        return rest

    def _service_gantt_take_back(self):
        self.unlink()
