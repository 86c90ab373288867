# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The rooms of the house, ground floor first, and the files that lie in each."""

import ast
from pathlib import Path
from typing import NamedTuple

from lxml import etree

ROOMS = (
    "shared",
    "plan_view",
    "configuration",
    "equipment",
    "billed",
    "contract",
    "duty",
    "work",
    "planning",
    "invoicing",
    "customer",
    "italy",
)
# Folders at the root of the add-on that are divided into rooms.
DIVIDED = ("models", "wizards", "report", "views", "data", "demo", "static")
GROUND = -1  # what everybody may know: Odoo, the standard library, pure functions


class Source(NamedTuple):
    """One file: where it lies, the rank of its room, and its parsed content.

    The rank is ``None`` for a file outside all rooms, which may know everything.
    """

    path: Path
    rank: int | None
    tree: object


class House:
    """An add-on whose folders are divided into rooms."""

    def __init__(self, root):
        self.root = Path(root).resolve()

    def get_python(self):
        """Parsed modules of the folders that make the server's part."""
        return [
            Source(path, self.get_rank(path), ast.parse(path.read_text()))
            for folder in (*DIVIDED, "tools")
            for path in sorted((self.root / folder).rglob("*.py"))
        ]

    def get_xml(self):
        """Parsed files of records and views.

        Not the templates of the browser, nor demo data: they tell one story that goes
        through all rooms.
        """
        return [
            Source(path, self.get_rank(path), etree.parse(path))
            for folder in DIVIDED
            if folder not in ("static", "demo")
            for path in sorted((self.root / folder).rglob("*.xml"))
        ]

    def get_scripts(self):
        """Text of the modules that the browser runs."""
        return [
            Source(path, self.get_rank(path), path.read_text())
            for path in sorted((self.root / "static" / "src").rglob("*.js"))
        ]

    def get_rank(self, path):
        """Floor of the room that ``path`` lies in, counted from the ground."""
        folder, *parts = Path(path).relative_to(self.root).parts
        if folder == "tools":
            return GROUND
        if folder == "static":
            parts = parts[1:]
        room = parts[0] if folder in DIVIDED and parts else None
        return ROOMS.index(room) if room in ROOMS else None
