# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What the tooling has to know about the add-on in this repository."""

from __future__ import annotations

import ast
from pathlib import Path

from .console import HostError
from .paths import ADDONS, ROOT, digest, locked

NAME = "service_management"

# Nothing in these can change what is in a database.
IRRELEVANT = {"tests", "bin", "bench", "docs", "readme", "node_modules", "__pycache__"}
IRRELEVANT_SUFFIXES = {".md", ".rst", ".toml", ".mjs", ".log", ".pyc", ".pot"}


def manifest() -> dict:
    path = ROOT / "__manifest__.py"
    if not path.is_file():
        raise HostError(f"{path} is missing: there is no add-on to install.")
    return ast.literal_eval(path.read_text())


def depends() -> list[str]:
    return sorted(manifest()["depends"])


def linked() -> Path:
    """The repository under the add-on's name.

    Odoo and its tools take the name of an add-on from its folder, and a clone
    may have any name.
    """
    link = ADDONS / NAME
    with locked("addons"):
        ADDONS.mkdir(parents=True, exist_ok=True)
        if not link.is_symlink() or link.resolve() != ROOT:
            link.unlink(missing_ok=True)
            link.symlink_to(ROOT)
    return link


def fingerprint() -> str:
    """Changes when a file changed that makes a difference to a database."""
    files = sorted(_relevant(ROOT))
    return digest(
        *(part for path in files for part in (str(path.relative_to(ROOT)), _read(path)))
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:  # an editor's temporary file
        return b""


def _relevant(folder: Path):
    for path in folder.iterdir():
        if path.name.startswith(".") or (folder == ROOT and path.name in IRRELEVANT):
            continue
        if path.is_dir():
            if path.name != "__pycache__":
                yield from _relevant(path)
        elif path.suffix not in IRRELEVANT_SUFFIXES:
            yield path
