# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What each room declares: models, their fields and methods, and XML ids."""

import ast
from collections import defaultdict
from datetime import datetime, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from .house import GROUND, House

RELATIONAL = {"Many2one", "One2many", "Many2many"}
BUILT_IN = {
    name
    for kind in (str, dict, list, set, datetime, timedelta, relativedelta)
    for name in dir(kind)
}


class Core(NamedTuple):
    """What Odoo itself declares.

    ``models`` gives for each model its names, with the comodel of relational fields.
    """

    models: dict

    @classmethod
    def from_registry(cls, registry, module):
        """What the models of ``registry`` would know without ``module``."""
        return cls(
            {name: cls._get_names(model, module) for name, model in registry.items()}
        )

    @staticmethod
    def _get_names(model, module):
        ours = f"odoo.addons.{module}."
        names = {
            name: None
            for base in model.__mro__
            if not getattr(base, "pool", None) and not base.__module__.startswith(ours)
            for name in vars(base)
        }
        for name, field in model._fields.items():
            if field.inherited or set(field._modules) <= {module}:
                names.pop(name, None)
            else:
                names[name] = field.comodel_name
        return names


class Declarations:
    """Says how high the room is that first declares a name."""

    def __init__(self, house: House, core: Core):
        self.core = core
        self.models = {}
        self.xml_ids = {}
        self.members = defaultdict(dict)  # by model and name: lowest rank
        self.parents = defaultdict(dict)  # by model and parent: lowest rank
        self.comodels = {}  # by model and name: model, or path of a related field
        self.field_names = {}  # lowest rank, whatever the model
        self.names = {}  # the same of fields, methods and attributes
        for names in core.models.values():
            for name in names:
                self.names[name] = self.field_names[name] = GROUND
        for name in BUILT_IN:
            self.names[name] = GROUND
        for source in house.get_python():
            self._add_module(
                source.tree, GROUND if source.rank is None else source.rank
            )
        for source in house.get_xml():
            for record in source.tree.iter("record", "template", "menuitem"):
                rank = GROUND if source.rank is None else source.rank
                _lower(self.xml_ids, record.get("id", "").split(".")[-1], rank)

    # === ANSWERS === #

    def find(self, model, name):
        """Rank of the room that first gives ``name`` to ``model``, if any does."""
        ranks = []
        if name in self.core.models.get(model, ()):
            return GROUND
        if name in self.members.get(model, ()):
            ranks.append(self.members[model][name])
        for parent, rank in self.parents.get(model, {}).items():
            found = self.find(parent, name)
            if found is not None:
                ranks.append(max(found, rank))
        return min(ranks, default=None)

    def guess(self, name):
        """Lowest rank of ``name`` on any model; a single word says too little."""
        return self.names.get(name) if "_" in name.strip("_") else None

    def guess_field(self, name):
        """The same of names of fields."""
        return self.field_names.get(name) if "_" in name.strip("_") else None

    @property
    def tables(self):
        return {name.replace(".", "_"): rank for name, rank in self.models.items()}

    def get_comodel(self, model, name):
        """Model that the field ``name`` of ``model`` points to, if that can be seen."""
        if comodel := self.core.models.get(model, {}).get(name):
            return comodel
        target = self.comodels.get((model, name))
        if isinstance(target, tuple):
            return self.follow(model, target)
        if target:
            return target
        for parent in self.parents.get(model, ()):
            if comodel := self.get_comodel(parent, name):
                return comodel
        return None

    def follow(self, model, path):
        """Model at the end of a ``path`` of fields that starts at ``model``."""
        for name in path:
            model = model and self.get_comodel(model, name)
        return model

    # === READING === #

    def _add_module(self, tree, rank):
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                model = get_model(node)
                if model:
                    self._add_model(node, model, rank)
                else:
                    self._add_plain(node, rank)

    def _add_plain(self, node, rank):
        """Attributes of what is no model, such as a named tuple."""
        for statement in ast.walk(node):
            for name in _get_assigned(statement):
                _lower(self.names, name, rank)
            if isinstance(statement, ast.FunctionDef):
                _lower(self.names, statement.name, rank)

    def _add_model(self, node, model, rank):
        if get_attribute(node, "_name") and model not in get_parents(node):
            _lower(self.models, model, rank)
        for parent in get_parents(node):
            if parent != model:
                _lower(self.parents[model], parent, rank)
        for statement in node.body:
            if isinstance(statement, ast.FunctionDef):
                self._add_member(model, statement.name, rank)
            for name in _get_assigned(statement):
                self._add_member(model, name, rank)
                if field := get_field(statement):
                    _lower(self.field_names, name, rank)
                    self._add_comodel(model, name, field)

    def _add_member(self, model, name, rank):
        _lower(self.members[model], name, rank)
        _lower(self.names, name, rank)

    def _add_comodel(self, model, name, field):
        if field.func.attr not in RELATIONAL:
            return
        if comodel := get_comodel(field):
            self.comodels[model, name] = comodel
        elif related := get_keyword(field, "related"):
            self.comodels.setdefault((model, name), tuple(related.split(".")))


def get_model(node):
    """Model that a class declares or extends."""
    return get_attribute(node, "_name") or next(iter(get_parents(node)), None)


def get_parents(node):
    value = get_attribute(node, "_inherit") or []
    inherits = get_attribute(node, "_inherits") or {}
    return [*([value] if isinstance(value, str) else value), *inherits]


def get_attribute(node, name):
    for statement in node.body:
        if name in _get_assigned(statement):
            return ast.literal_eval(statement.value)
    return None


def get_field(statement):
    """The call that makes a field, of the statement that assigns it."""
    value = getattr(statement, "value", None)
    if (
        isinstance(value, ast.Call)
        and isinstance(value.func, ast.Attribute)
        and isinstance(value.func.value, ast.Name)
        and value.func.value.id == "fields"
    ):
        return value
    return None


def get_comodel(field):
    if field.args and isinstance(field.args[0], ast.Constant):
        return field.args[0].value
    return get_keyword(field, "comodel_name")


def get_keyword(call, name):
    for keyword in call.keywords:
        if keyword.arg == name and isinstance(keyword.value, ast.Constant):
            return keyword.value.value
    return None


def _get_assigned(statement):
    if isinstance(statement, ast.Assign):
        return [t.id for t in statement.targets if isinstance(t, ast.Name)]
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
        return [statement.target.id]
    return []


def _lower(ranks, name, rank):
    ranks[name] = min(rank, ranks.get(name, rank))
