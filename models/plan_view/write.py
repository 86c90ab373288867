# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_datetime

from ..shared.asked import MAX_CHANGES, Asked


class Base(models.AbstractModel):
    """Moves on the planning view: one call and one transaction for any number."""

    _inherit = "base"

    @api.model
    def service_gantt_write(self, changes, options, confirmed=False):
        """Save what was moved, resized, planned or taken back.

        :param changes: a dictionary for each record: its ``id``, and by field the
            value ``old`` that was shown and the ``new`` one
        :param options: what the view says
        :param confirmed: save also what brings conflicts
        :return: ``saved``, the ``records`` as they are now, new ``conflicts``, and what
            ``followed``: changes that undoing has to take back beside ``changes``
        :raises UserError: when one of them has been changed in the meantime
        """
        self._check_asked_inside("write")
        plan = self._service_gantt_plan(options)
        changes = self._service_gantt_changes(changes)
        records = self._service_gantt_lock(changes)
        records._service_gantt_check_movable()
        records._service_gantt_check_old(changes)
        return records._service_gantt_try(
            lambda: records._service_gantt_apply(plan, changes),
            plan,
            changes,
            options,
            confirmed,
        )

    def _service_gantt_try(self, change, plan, changes, options, confirmed):
        """Do ``change``; take it back when it brings conflicts nobody has confirmed.

        :param change: does it and returns the records that were changed
        """
        known = self._service_gantt_conflicts()
        before = self._service_gantt_followers()
        with self.env.cr.savepoint() as savepoint:
            with Asked(self.env).understood():
                records = change()
                records._service_gantt_moved(changes)
                self.env.flush_all()
            names = {one.id: one.display_name for one in records}
            conflicts = [
                {"id": record_id, "name": names[record_id], "kind": kind, "text": text}
                for record_id, texts in records._service_gantt_conflicts().items()
                for kind, text in texts
                if (kind, text) not in known.get(record_id, ())
            ]
            if conflicts and not confirmed:
                savepoint.rollback()
                return {"saved": False, "conflicts": conflicts}
        records._service_gantt_notify()
        shown = records._service_gantt_shown_names(changes, options)
        return {
            "saved": True,
            "records": records._service_gantt_values(plan, shown),
            "conflicts": conflicts,
            "ids": records.ids,
            "followed": self._service_gantt_followed(before, changes),
        }

    def _service_gantt_followers(self):
        """Values, by id, of what changes by itself when a record is moved."""
        columns = {
            name: self._service_gantt_column(name)
            for name in self._service_gantt_following()
        }
        return {
            one: dict(zip(columns, values, strict=True))
            for one, *values in zip(self._ids, *columns.values(), strict=True)
        }

    def _service_gantt_followed(self, before, changes):
        """What ``changes`` have brought along, so that undoing takes it back, too."""
        asked = {change["id"]: change["new"] for change in changes}
        after = self._service_gantt_followers()
        followed = []
        for one, values in after.items():
            names = [
                name
                for name, value in values.items()
                if value != before[one][name] and name not in asked.get(one, ())
            ]
            if names:
                old = {name: before[one][name] for name in names}
                new = {name: values[name] for name in names}
                followed.append({"id": one, "old": old, "new": new})
        return followed

    # === CHECKS === #

    @api.model
    def _service_gantt_changes(self, changes):
        """``changes`` as they came, each with an id and its two sets of values."""
        asked = Asked(self.env)
        checked = []
        for change in map(asked.mapping, asked.sequence(changes, MAX_CHANGES)):
            old, new = (asked.mapping(change.get(name)) for name in ("old", "new"))
            self._service_gantt_check_fields((*old, *new))
            (record_id,) = asked.ids([change.get("id")])
            checked.append({"id": record_id, "old": old, "new": new})
        return checked

    @api.model
    def _service_gantt_lock(self, changes):
        """The records of ``changes``, locked until they are saved."""
        records = self.browse(dict.fromkeys(change["id"] for change in changes))
        if records - records.exists():
            raise UserError(
                self.env._(
                    "What you moved has been deleted by somebody else. Look at the "
                    "refreshed plan and try again."
                )
            )
        records.check_access("write")
        if len(records.try_lock_for_update(allow_referencing=True)) < len(records):
            raise UserError(
                self.env._(
                    "Somebody else is saving the same right now. Look at the "
                    "refreshed plan and try again."
                )
            )
        records.invalidate_recordset()
        return records

    def _service_gantt_check_movable(self):
        readonly = self._service_gantt_readonly()
        for record in self:
            if record.id in readonly:
                raise UserError(
                    self.env._("“%s” cannot be moved any more.", record.display_name)
                )

    def _service_gantt_check_old(self, changes):
        """Refuse to move what is not any more where it was shown."""
        for change in changes:
            record = self.browse(change["id"])
            for name, shown in change["old"].items():
                if record._service_gantt_current(name) != self._service_gantt_shown(
                    name, shown
                ):
                    raise UserError(record._service_gantt_too_late())

    def _service_gantt_current(self, name):
        (value,) = self._service_gantt_column(name)
        return self._service_gantt_shown(name, value)

    @api.model
    def _service_gantt_shown(self, name, value):
        """A value in the form in which two of them can be compared."""
        kind = self._fields[name].type
        if kind == "many2one" and isinstance(value, list):
            return value[0] if value else False
        if kind in ("one2many", "many2many"):
            return sorted(Asked(self.env).ids(value or ()))
        if kind == "datetime" and value:
            return Asked(self.env).moment(value)
        return value or False

    def _service_gantt_too_late(self):
        # sudo: the name of a colleague is no secret
        return self.env._(
            "“%(name)s” has just been changed by %(user)s, on %(date)s. Look at the "
            "refreshed plan and try again.",
            name=self.display_name,
            user=self.sudo().write_uid.name,
            date=format_datetime(self.env, self.write_date, dt_format="short"),
        )

    # === WRITE === #

    def _service_gantt_apply(self, plan, changes):
        """Write ``changes``, equal ones together.

        :return: the records that were changed
        """
        together = defaultdict(list)
        values = {}
        for change in changes:
            record = self.browse(change["id"])
            vals = record._service_gantt_prepare(plan, change["new"])
            key = repr(sorted(vals.items()))
            values[key] = vals
            together[key].append(record.id)
        # whoever is archived is replaced, too
        records = self.with_context(active_test=False)
        for key, ids in together.items():
            records.browse(ids)._service_gantt_save(values[key])
        return self

    def _service_gantt_save(self, vals):
        """Hook: write ``vals``, which the view may write."""
        self.write(vals)

    def _service_gantt_prepare(self, plan, new):
        """Values to write for what was moved to ``new``.

        :raises UserError: when it would end before it starts
        """
        vals = {
            name: self._service_gantt_to_write(name, value)
            for name, value in new.items()
        }
        start = vals.get(plan.date_start, self[plan.date_start])
        stop = vals.get(plan.date_stop)
        if plan.date_stop in vals and start and stop and start >= stop:
            raise UserError(
                self.env._("“%s” must end after it starts.", self.display_name)
            )
        return vals

    @api.model
    def _service_gantt_to_write(self, name, value):
        asked = Asked(self.env)
        kind = self._fields[name].type
        if kind in ("one2many", "many2many"):
            return [Command.set(asked.ids(value or []))]
        if not value:
            return value
        if kind == "many2one":
            return asked.ids(value[:1] if isinstance(value, list) else [value])[0]
        if kind == "datetime":
            return asked.moment(value)
        if kind == "date":
            return asked.day(value)
        return value

    # === HOOKS === #

    def _service_gantt_moved(self, changes):
        """What follows from being moved, such as another state."""

    @api.model
    def _service_gantt_following(self):
        """Fields that :meth:`_service_gantt_moved` changes."""
        return []

    def _service_gantt_shown_names(self, changes, options):
        """Fields to read again after a change."""
        names = {name for change in changes for name in change.get("new") or ()}
        return [*names, *(options.get("fields") or ())]

    def _service_gantt_notify(self):
        """Let others who look at the plan know that it has changed."""
