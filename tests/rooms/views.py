# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What files of records and views refer to, as far as that can be seen.

The screen of one of our own models is drawn as a whole, in the room of that model. It
may show what higher rooms add to the model; anything else is left to the views that
higher rooms inherit from it.
"""

import re

from .house import GROUND

XML_ID = re.compile(r"(?:service_management\.)?(\w+)")
NAMED_ID = re.compile(r"(?:ref\('|%\()(?:service_management\.)?(\w+)")
# Attributes whose value is Python, and attributes that name another record.
EXPRESSIONS = (
    "column_invisible",
    "context",
    "domain",
    "eval",
    "filter_domain",
    "invisible",
    "options",
    "readonly",
    "required",
    "t-att-href",
    "t-esc",
    "t-field",
    "t-foreach",
    "t-if",
    "t-elif",
    "t-out",
    "t-set",
    "t-value",
)
POINTERS = ("action", "groups", "inherit_id", "parent", "ref", "t-call")
WORD = re.compile(r"[a-z_][a-z0-9_]*_[a-z0-9_]*[a-z0-9]")


class ViewReferences:
    """Names that a file of records reads, with the rank of the room of each.

    ``found`` holds the line, the name and the rank.
    """

    def __init__(self, source, declarations):
        self.known = declarations
        self.found = []
        for record in source.tree.getroot().iter("record", "template", "menuitem"):
            self._read_record(record)

    def _note(self, node, name, rank):
        if rank is not None and rank != GROUND:
            self.found.append((node.sourceline, name, rank))

    def _read_record(self, record):
        model = record.get("model")
        self._note(record, model, self.known.models.get(model))
        viewed, is_screen = None, record.find("field[@name='inherit_id']") is None
        for field in record.iterfind("field"):
            name = field.get("name")
            self._note(field, name, model and self.known.find(model, name))
            text = (field.text or "").strip()
            if name in ("model", "res_model"):
                viewed = text
            self._note(field, text, self.known.models.get(text))
        self._read_pointers(record)
        self.is_screen = is_screen and viewed in self.known.models
        for child in record:
            self._read(child, viewed if child.get("name") == "arch" else None)

    def _read(self, node, model):
        """One element of a view of ``model``, and what it holds."""
        if not isinstance(node.tag, str):
            return
        self._read_pointers(node)
        self._read_expressions(node)
        for child in node:
            self._read(child, self._read_child(child, model))

    def _read_child(self, child, model):
        """Note what ``child`` names; the model of what it holds."""
        name = child.get("name")
        if child.tag == "button" and child.get("type") == "object":
            self._note(child, name, self._find(model, name))
        if child.tag != "field" or not name:
            return model
        self._note(child, name, self._find(model, name))
        return self.known.get_comodel(model, name) if len(child) and model else model

    def _find(self, model, name):
        rank = self.known.find(model, name) if model else None
        if rank is None:
            return self.known.guess(name)
        return GROUND if self.is_screen else rank

    def _read_pointers(self, node):
        for attribute in POINTERS:
            for target in (node.get(attribute) or "").split(","):
                if match := XML_ID.fullmatch(target.strip("!")):
                    self._note(node, match[1], self.known.xml_ids.get(match[1]))

    def _read_expressions(self, node):
        for value in (*map(node.get, EXPRESSIONS), *node.attrib.values()):
            for name in NAMED_ID.findall(value or ""):
                self._note(node, name, self.known.xml_ids.get(name))
        for value in filter(None, map(node.get, EXPRESSIONS)):
            for name in WORD.findall(value):
                if not self.is_screen:
                    self._note(node, name, self.known.guess(name))
