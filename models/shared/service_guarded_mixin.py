# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.http import request
from odoo.tools import ormcache

from .own_context import get_own, own

MODULE = "service_management"


class ServiceGuardedMixin(models.AbstractModel):
    """Records of which the server decides a part, and not whoever writes them.

    A field that is read-only in the model is the server's: results, states, who did
    what and when. Nobody writes it through any door (form, list, import, API, default
    of the context); our own code does by way of :meth:`_by_server`. Whatever a record
    is part of must be visible to whoever puts it there, and its company stays.
    """

    _name = "service.guarded.mixin"
    _description = "Guarded Service Record"

    # === WHAT IS GUARDED === #

    @api.model
    @ormcache("self._name")
    def _get_server_fields(self):
        """Names of the fields that only our own code writes."""
        return frozenset(
            name
            for name, field in self._fields.items()
            if field.readonly
            and (field.store or not field.compute)
            and MODULE in field._modules
        )

    @api.model
    @ormcache("self._name")
    def _get_part_of_fields(self):
        """Names of the fields that say what a record is part of, and vanishes with."""
        return frozenset(
            name
            for name, field in self._fields.items()
            if field.type == "many2one"
            and field.store
            and field.ondelete == "cascade"
            and MODULE in field._modules
        )

    @api.model
    @ormcache("self._name")
    def _get_link_fields(self):
        """Names of the fields by which somebody chooses a record of ours."""
        return frozenset(
            name
            for name, field in self._fields.items()
            if field.type == "many2one"
            and field.store
            and not field.readonly
            and MODULE in field._modules
            and field.comodel_name.startswith("service.")
        )

    def _by_server(self):
        """These records, for our own code to write what only the server decides."""
        return self.with_context(**own(service_by_server=True))

    def _create_by_server(self, vals_list):
        """Create records with values that only the server decides."""
        return self._by_server().create(vals_list).with_env(self.env)

    def _set_state(self, state):
        self._by_server().write({"state": state})

    def _is_trusted(self):
        """Whether our own code writes, or a manager works on this server itself.

        A manager's scripts run without a request; what comes over the network is
        never trusted, whoever sends it.
        """
        if self.env.su or get_own(self.env, "service_by_server"):
            return True
        return not request and self.env.user.has_group(f"{MODULE}.group_manager")

    # === DEFAULTS === #

    @api.model
    def default_get(self, fields):
        """What only the server decides has the model's own default, nobody else's."""
        if get_own(self.env, "service_by_server"):
            return super().default_get(fields)
        guarded = self._get_server_fields().intersection(fields)
        values = super().default_get([name for name in fields if name not in guarded])
        return values | {
            name: self._get_model_default(name)
            for name in guarded
            if self._fields[name].default
        }

    def _get_model_default(self, name):
        field = self._fields[name]
        value = field.convert_to_cache(field.default(self), self, validate=False)
        return field.convert_to_write(field.convert_to_record(value, self), self)

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        self._check_links(vals_list)
        if not self._is_trusted():
            vals_list = [self._without_defaults(vals) for vals in vals_list]
            for vals in vals_list:
                self._refuse_server_fields(vals)
        return super().create(vals_list)

    def write(self, vals):
        if not self._is_trusted():
            vals = self._without_unchanged(vals)
            self._refuse_server_fields(vals)
        self._check_links([vals], self._get_link_fields() & vals.keys())
        wholes = self._get_part_of_fields() & vals.keys()
        moving = wholes or (self._has_own_company() and "company_id" in vals)
        if self.env.su or not moving:
            return super().write(vals)
        companies = self._get_companies_that_stay()
        result = super().write(vals)
        self._check_companies_stayed(companies)
        self._check_company()
        self.check_access("write")  # the rules hold for where it is now as well
        return result

    def copy(self, default=None):
        """Our own code copies what it has decided; ``default`` is checked before."""
        if not self._is_trusted():
            self._refuse_server_fields(default or {}, deep=True)
        return (
            super(ServiceGuardedMixin, self._by_server())
            .copy(default)
            .with_env(self.env)
        )

    # === CHECKS === #

    def _without_defaults(self, vals):
        """``vals`` without what the server would enter itself, as forms send it."""
        return {
            name: value
            for name, value in vals.items()
            if name not in self._get_server_fields()
            or (
                value != self._get_model_default(name)
                if self._fields[name].default
                else value
            )
        }

    def _without_unchanged(self, vals):
        """``vals`` without what stays as it is, as unchanged columns of an import."""
        return {
            name: value
            for name, value in vals.items()
            if name not in self._get_server_fields() or not self._is_value(name, value)
        }

    def _is_value(self, name, value):
        """Whether the field has that value in all of these records already."""
        field = self._fields[name]
        if field.type in ("one2many", "many2many"):
            return not value
        # sudo: compared only; nothing of it reaches the user
        return all(
            field.convert_to_record(
                field.convert_to_cache(value, record, validate=False), record
            )
            == record[name]
            for record in self.sudo()
        )

    @api.model
    def _refuse_server_fields(self, vals, deep=False):
        """Refuse values that are not the user's to give.

        :param deep: look also at what is to be created or written along
        :raises AccessError: naming the first such field
        """
        for name, value in vals.items():
            if name in self._get_server_fields():
                raise AccessError(
                    self.env._(
                        "“%(field)s” (%(model)s) follows from what is done and cannot "
                        "be entered. Use the buttons of the document instead.",
                        field=self._fields[name]._description_string(self.env),
                        model=self._description,
                    )
                )
            field = self._fields.get(name)
            if deep and field and field.type in ("one2many", "many2many"):
                self._refuse_server_fields_of(field.comodel_name, value)

    @api.model
    def _refuse_server_fields_of(self, model, commands):
        comodel = self.env[model]
        if not hasattr(comodel, "_refuse_server_fields"):
            return
        for command in commands or ():
            if isinstance(command, (list, tuple)) and isinstance(command[-1], dict):
                comodel._refuse_server_fields(command[-1], deep=True)

    @api.model
    def _check_links(self, vals_list, names=None):
        """Whoever does not see something attaches nothing to it and takes none of it.

        :param names: fields to look at, by default all of them
        :raises AccessError: when what is linked is hidden from the user
        """
        if self.env.su:
            return
        for name in self._get_link_fields() if names is None else names:
            ids = {vals[name] for vals in vals_list if vals.get(name)}
            if names is None and not all(name in vals for vals in vals_list):
                ids.add(self.default_get([name]).get(name))
            linked = self.env[self._fields[name].comodel_name]
            # what is no id at all is refused by the field itself
            chosen = linked.browse(one for one in ids if one and isinstance(one, int))
            if chosen:
                chosen.check_access("read")

    def _get_companies_that_stay(self):
        """Company of each of these records that cannot go to another one any more."""
        if not self._has_own_company():
            return {}
        return {
            record: record.company_id
            for record in self
            if record.company_id and record._has_content()
        }

    @api.model
    def _has_own_company(self):
        company = self._fields.get("company_id")
        return bool(company) and MODULE in company._modules

    def _has_content(self):
        """Whether there is something that belongs to the company of this record."""
        if self._fields["company_id"].related:
            return True
        # sudo: also what the user may not see
        record = self.sudo().with_context(active_test=False)
        return any(
            record[name]
            for name, field in self._fields.items()
            if field.type == "one2many"
            and not field.compute
            and MODULE in field._modules
        )

    @api.model
    def _check_companies_stayed(self, companies):
        for record, company in companies.items():
            if record.company_id and record.company_id != company:
                raise UserError(
                    self.env._(
                        "%(record)s belongs to %(company)s and cannot go to another "
                        "company. Create a new one there.",
                        record=record.display_name,
                        company=company.display_name,
                    )
                )
