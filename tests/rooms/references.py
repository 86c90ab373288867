# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a module refers to, as far as that can be seen without running it."""

import ast
import re

from .declarations import get_comodel, get_field, get_keyword, get_model
from .house import GROUND

PATH = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)*")
WORD = re.compile(r"service_\w+")
XML_ID = re.compile(r"service_management\.(\w+)")
# Methods of records that give records of the same model.
SAME = {
    "browse",
    "concat",
    "copy",
    "create",
    "exists",
    "filtered",
    "filtered_domain",
    "lock_for_update",
    "new",
    "search",
    "search_fetch",
    "sorted",
    "sudo",
    "try_lock_for_update",
    "union",
    "with_company",
    "with_context",
    "with_env",
    "with_prefetch",
    "with_user",
    "_filtered_access",
}
BY_RECORD = {"filtered", "grouped", "mapped", "sorted"}


class References(ast.NodeVisitor):
    """Names that a module reads, with the rank of the room that declares them.

    ``found`` holds the line, the name and the rank of each.
    """

    def __init__(self, source, house, declarations):
        self.source = source
        self.house = house
        self.known = declarations
        self.found = []
        self.model = None
        self.scopes = [{}]
        self.docstrings = set()
        self.visit(source.tree)

    def _note(self, node, name, rank):
        if rank is not None and rank != GROUND:
            self.found.append((node.lineno, name, rank))

    # === IMPORTS === #

    def visit_ImportFrom(self, node):
        if not node.level:
            return
        folder = self.source.path.parents[node.level - 1]
        target = folder.joinpath(*(node.module or "").split("."))
        for alias in node.names:
            path = target / alias.name
            if not path.is_dir() and not path.with_suffix(".py").exists():
                path = target
            self._note(node, f"import {path.name}", self.house.get_rank(path))

    # === CLASSES AND FUNCTIONS === #

    def visit_ClassDef(self, node):
        outer, self.model = self.model, get_model(node)
        self._skip_docstring(node)
        self.generic_visit(node)
        self.model = outer

    def visit_FunctionDef(self, node):
        self._skip_docstring(node)
        self._visit_decorators(node)
        first = node.args.args[0].arg if node.args.args else None
        self._visit_scope({first: self.model} if first in ("self", "cls") else {}, node)

    def _visit_decorators(self, node):
        for decorator in node.decorator_list:
            for path in _get_strings(decorator):
                self._note_path(path, self.model, path.value)

    def _visit_scope(self, scope, node):
        self.scopes.append({**self.scopes[-1], **scope})
        for name, value in ast.iter_fields(node):
            if name != "decorator_list":
                self._visit_value(value)
        self.scopes.pop()

    def _visit_value(self, value):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST):
                self.visit(child)

    def _skip_docstring(self, node):
        first = node.body[0]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            self.docstrings.add(first.value)

    def visit_Module(self, node):
        if node.body:
            self._skip_docstring(node)
        self.generic_visit(node)

    # === WHAT A VARIABLE HOLDS === #

    def visit_Assign(self, node):
        field = get_field(node)
        if field and self.model:
            self._visit_field(field)
            return
        model = self.get_type(node.value)
        for target in node.targets:
            if isinstance(target, ast.Name):
                self.scopes[-1][target.id] = model
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for name, value in zip(target.elts, node.value.elts, strict=False):
                    self._bind(name, self.get_type(value))
        self.generic_visit(node)

    def visit_NamedExpr(self, node):
        self._bind(node.target, self.get_type(node.value))
        self.generic_visit(node)

    def visit_For(self, node):
        self._bind(node.target, self.get_type(node.iter))
        self.generic_visit(node)

    def _visit_comprehension(self, node):
        self.scopes.append(dict(self.scopes[-1]))
        for generator in node.generators:
            self._bind(generator.target, self.get_type(generator.iter))
        self.generic_visit(node)
        self.scopes.pop()

    visit_ListComp = visit_SetComp = _visit_comprehension
    visit_DictComp = visit_GeneratorExp = _visit_comprehension

    def _bind(self, target, model):
        if isinstance(target, ast.Name):
            self.scopes[-1][target.id] = model
        elif isinstance(target, ast.Tuple):
            for element in target.elts:
                self._bind(element, None)

    def visit_Lambda(self, node, model=None):
        names = [argument.arg for argument in node.args.args]
        scope = dict.fromkeys(names)
        if names[:1] == ["self"]:
            scope["self"] = self.model
        elif model:
            scope[names[0]] = model
        self._visit_scope(scope, node)

    def visit_Call(self, node):
        model = None
        if isinstance(node.func, ast.Attribute) and node.func.attr in BY_RECORD:
            model = self.get_type(node.func.value)
        self.visit(node.func)
        for argument in node.args:
            if isinstance(argument, ast.Lambda):
                self.visit_Lambda(argument, model)
            elif model and isinstance(argument, ast.Constant):
                self._note_path(argument, model, argument.value)
            else:
                self.visit(argument)
        for keyword in node.keywords:
            self.visit(keyword.value)

    # === WHAT IS READ === #

    def visit_Attribute(self, node):
        model = self.get_type(node.value)
        rank = self.known.find(model, node.attr) if model else None
        if rank is None and not _is_of_module(node):
            rank = self.known.guess(node.attr)
        self._note(node, node.attr, rank)
        self.visit(node.value)

    def visit_Constant(self, node):
        if isinstance(node.value, str) and node not in self.docstrings:
            self._note_string(node, node.value)

    def visit_Subscript(self, node):
        model = self.get_type(node.value)
        if model and isinstance(node.slice, ast.Constant):
            if isinstance(node.slice.value, str):
                self._note_path(node, model, node.slice.value)
            self.visit(node.value)
            return
        self.generic_visit(node)

    def _visit_field(self, field):
        if comodel := get_comodel(field):
            self._note(field, comodel, self.known.models.get(comodel))
        related = get_keyword(field, "related")
        if related:
            self._note_path(field, self.model, related)
        for argument in field.args[1:]:
            self.visit(argument)
        for keyword in field.keywords:
            if keyword.arg not in ("related", "string", "help", "relation"):
                self.visit(keyword.value)

    def _note_path(self, node, model, path):
        """Each step of a dotted ``path`` of fields that starts at ``model``."""
        for name in path.partition(":")[0].split("."):
            rank = self.known.find(model, name) if model else None
            if rank is None:
                rank = self.known.guess_field(name)
            self._note(node, name, rank)
            model = model and self.known.get_comodel(model, name)

    def _note_string(self, node, text):
        if text in self.known.models:
            self._note(node, text, self.known.models[text])
        for name in XML_ID.findall(text):
            self._note(node, name, self.known.xml_ids.get(name))
        for name in WORD.findall(text) if " " in text else ():
            self._note(node, name, self.known.tables.get(name))
        path = text.partition(":")[0]
        if PATH.fullmatch(path) and text not in self.known.models:
            self._note_path(node, None, path)

    # === TYPES === #

    def get_type(self, node):
        """Model of the records that an expression gives, if that can be seen."""
        if isinstance(node, ast.Name):
            return self.scopes[-1].get(node.id)
        if isinstance(node, ast.Attribute):
            return self._get_type_of_attribute(node)
        if isinstance(node, ast.Call):
            return self._get_type_of_call(node)
        if isinstance(node, ast.Subscript):
            return self._get_type_of_subscript(node)
        if isinstance(node, ast.BinOp):
            return self.get_type(node.left) or self.get_type(node.right)
        if isinstance(node, ast.BoolOp):
            return self.get_type(node.values[-1])
        if isinstance(node, ast.IfExp):
            return self.get_type(node.body) or self.get_type(node.orelse)
        if isinstance(node, ast.NamedExpr):
            return self.get_type(node.value)
        return None

    def _get_type_of_attribute(self, node):
        if _is_env(node.value):
            return {"company": "res.company", "user": "res.users"}.get(node.attr)
        model = self.get_type(node.value)
        if node.attr == "_origin":
            return model
        return model and self.known.get_comodel(model, node.attr)

    def _get_type_of_call(self, node):
        if isinstance(node.func, ast.Name):
            return self.model if node.func.id == "super" else None
        if not isinstance(node.func, ast.Attribute):
            return None
        model = self.get_type(node.func.value)
        if model and node.func.attr in SAME:
            return model
        if model and node.func.attr == "mapped" and node.args:
            path = node.args[0]
            if isinstance(path, ast.Constant):
                return self.known.follow(model, path.value.split("."))
        return None

    def _get_type_of_subscript(self, node):
        if _is_env(node.value):
            return node.slice.value if isinstance(node.slice, ast.Constant) else None
        model = self.get_type(node.value)
        if not model or not isinstance(node.slice, ast.Constant):
            return model
        if isinstance(node.slice.value, str):
            return self.known.get_comodel(model, node.slice.value)
        return model


def _is_env(node):
    return (isinstance(node, ast.Attribute) and node.attr == "env") or (
        isinstance(node, ast.Name) and node.id == "env"
    )


def _is_of_module(node):
    return isinstance(node.value, ast.Name) and node.value.id in ("fields", "api")


def _get_strings(node):
    return [
        one
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
