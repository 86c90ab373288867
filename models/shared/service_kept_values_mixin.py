# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from collections import defaultdict
from contextlib import contextmanager

from odoo import api, models
from odoo.api import NewId


class ServiceKeptValuesMixin(models.AbstractModel):
    """What a person set stays: a default is proposed only while a value is untouched.

    A *proposal* is a stored computed field that people can change. When what it is
    computed from changes, on this record or on another one, it follows as long as it
    holds what would be proposed now. Any other value was set by somebody and is kept,
    whatever door the change comes by: a form, a list, an import or a program. Writing
    a value that is already there changes nothing else at all.

    Fields with an inverse say themselves when they follow; so may others, by
    :meth:`_get_following_fields`.
    """

    _name = "service.kept.values.mixin"
    _description = "Values That Stay as Somebody Set Them"

    # === HOOKS === #

    @api.model
    def _get_following_fields(self):
        """Names of fields that follow what they are computed from in any case."""
        return set()

    def _is_settled(self, name):
        """Whether nothing is proposed any more for the field ``name``."""
        self.ensure_one()
        return False

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        with self._keeping(self._get_kept_by_parents(vals_list)):
            return super().create(vals_list)

    def write(self, vals):
        with self._keeping(self._get_kept(vals)):
            return super().write(vals)

    def unlink(self):
        links = [field.name for field in self._get_links_to_parents()]
        with self._keeping(self._get_kept_values(links)):
            return super().unlink()

    def onchange(self, values, field_names, fields_spec):
        in_form = {
            field: records.browse(map(NewId, records._ids))
            for field, records in self._get_kept_values(field_names).items()
        }
        with self._keeping(in_form):
            return super().onchange(values, field_names, fields_spec)

    # === BUSINESS METHODS === #

    @contextmanager
    def _keeping(self, kept):
        """Propose nothing for the records in ``kept``, by field, within the block."""
        with self.env.protecting([([field], kept[field]) for field in kept]):
            yield

    def _get_kept(self, vals):
        """Records, by field, whose value must survive that ``vals`` are written."""
        changed = [name for name in vals if self._changes(name, vals[name])]
        kept = self._get_kept_values(changed)
        unchanged = vals.keys() - changed
        if unchanged:
            depending = self._get_depending(changed, self._can_be_changed)
            for field, records in self._get_depending(
                unchanged, self._can_be_changed
            ).items():
                nobody = records.browse()
                others = records - depending.get(field, nobody)
                kept[field] = kept.get(field, nobody) | others
        return kept

    def _changes(self, name, value):
        """Whether the field ``name`` would get another ``value`` on any record."""
        field = self._fields.get(name)
        if not field or field.type in ("one2many", "many2many", "binary"):
            return True
        return any(
            field.convert_to_record(field.convert_to_cache(value, record), record)
            != record[name]
            for record in self.sudo()  # sudo: compared only
        )

    def _get_kept_by_parents(self, vals_list):
        """Records, by field, whose value must survive that these are added to them."""
        kept = {}
        for field in self._get_links_to_parents():
            ids = {vals[field.name] for vals in vals_list if vals.get(field.name)}
            parents = self.env[field.comodel_name].browse(ids)
            for inverse in self.pool.field_inverses[field]:
                for proposal, records in parents._get_kept_values(
                    [inverse.name]
                ).items():
                    kept[proposal] = kept.get(proposal, records.browse()) | records
        return kept

    @api.model
    def _get_links_to_parents(self):
        """Links to records that know these, and may propose something by them."""
        return [
            field
            for field in self._fields.values()
            if field.type == "many2one"
            and self.pool.field_inverses[field]
            and hasattr(self.env[field.comodel_name], "_get_kept_values")
        ]

    def _get_kept_values(self, names):
        """Records, by field, with a value of their own that depends on ``names``.

        :rtype: dict[Field, models.Model]
        """
        depending = self._get_depending(names, self._is_proposal)
        return {
            field: records._filter_kept(field) for field, records in depending.items()
        }

    def _get_depending(self, names, select):
        """Records, by field, that are computed anew when ``names`` change here.

        :param select: which fields count
        """
        changed = [self._fields[name] for name in names if name in self._fields]
        tree = self.pool.get_trigger_tree(changed, select=select)
        depending = defaultdict(set)
        # sudo: what follows may be hidden from whoever changes it
        source = self.filtered("id").sudo().with_context(active_test=False)
        for field, records, _create in source._modified_triggers(tree):
            depending[field].update(records.filtered("id")._ids)
        return {
            field: source.env[field.model_name].browse(ids)
            for field, ids in depending.items()
        }

    def _can_be_changed(self, field):
        """Whether ``field`` is computed and people may enter another value."""
        return bool(
            field.compute
            and field.store
            and not field.readonly
            and hasattr(self.env[field.model_name], "_get_kept_values")
        )

    def _is_proposal(self, field):
        return (
            self._can_be_changed(field)
            and not field.inverse
            and field.name not in self.env[field.model_name]._get_following_fields()
        )

    def _filter_kept(self, field):
        """Those that hold something else than would be proposed for ``field`` now.

        Fields that are computed together are one proposal.
        """
        settled = self.filtered(lambda record: record._is_settled(field.name))
        open_records = self - settled
        together = self.pool.field_computed[field]
        copies = open_records.browse(map(NewId, open_records._ids))
        with self.env.protecting(together, copies):
            copies._compute_field_value(field)
        own = [
            record.id
            for record, copy in zip(open_records, copies, strict=True)
            if any(
                record._has_own_value(one, copy)
                for one in together
                if self._is_proposal(one)
            )
        ]
        copies.invalidate_recordset(flush=False)
        return settled | self.browse(own)

    def _has_own_value(self, field, copy):
        """Whether the value of ``field`` is not the one proposed on ``copy``."""
        mine, proposed = self[field.name], copy[field.name]
        if field.relational:
            return mine != proposed._origin
        return (mine or False) != (proposed or False)
