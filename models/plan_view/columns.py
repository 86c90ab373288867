# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from datetime import date, datetime

from odoo import api, models
from odoo.fields import Date, Datetime


class Base(models.AbstractModel):
    """Values of many records at once, column by column, for the planning view."""

    _inherit = "base"

    def _service_gantt_raw(self, name):
        """Values of one field as the ORM keeps them: ids, moments, None.

        With tens of thousands of records this takes a tenth of the time that reading
        the field of each of them does.
        """
        field = self._fields[name]
        if field.store:
            self._recompute_recordset([name])
        cache = field._get_cache(self.env)
        missing = [record_id for record_id in self._ids if record_id not in cache]
        if missing and field.store and all(missing):
            self.browse(missing).fetch([name])
        for record in self.browse(missing):
            if record._ids[0] not in cache:
                record.mapped(name)
        return [cache[record_id] for record_id in self._ids]

    def _service_gantt_column(self, name):
        """Values of one field as they travel to the browser."""
        field = self._fields[name]
        column = self._service_gantt_raw(name)
        if field.type == "many2one":
            labels = self._service_gantt_labels(field, set(filter(None, column)))
            pairs = {one: [one, label] for one, label in labels.items()}
            return [pairs[value] if value else False for value in column]
        if field.type in ("one2many", "many2many"):
            return [list(value or ()) for value in column]
        if field.type in ("date", "datetime"):
            return [str(value) if value else False for value in column]
        return [False if value is None else value for value in column]

    @api.model
    def _service_gantt_plain(self, value):
        if isinstance(value, datetime):
            return Datetime.to_string(value)
        if isinstance(value, date):
            return Date.to_string(value)
        return value

    @api.model
    def _service_gantt_labels(self, field, ids):
        """Names of related records, by id."""
        # sudo: whoever may see a record may know the name of what it belongs to
        related = self.env[field.comodel_name].sudo().browse(ids)
        stored = related._fields.get("complete_name")
        name = "complete_name" if stored and stored.store else "display_name"
        related.fetch([one for one in (name, "color") if one in related._fields])
        return {one.id: one[name] or one.display_name for one in related}

    def _service_gantt_warm_labels(self, names):
        """Read the names of what several fields refer to, each model once."""
        related = {}
        for name in names:
            field = self._fields[name]
            if field.type == "many2one":
                found = filter(None, self._service_gantt_raw(name))
                related.setdefault(field.comodel_name, (field, set()))[1].update(found)
        for field, ids in related.values():
            self._service_gantt_labels(field, ids)
