# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""README.md, built from the fragments in ``readme/``.

The fragments are those of the community's add-ons, one for each question of a reader,
so that catalogues and packages can show them on their own. The community's own
generator wants the repository, branch and badges of its organisation; here they are
only joined.
"""

from __future__ import annotations

from . import addon
from .console import HostError
from .paths import ROOT

HEADINGS = {
    "DESCRIPTION": None,
    "INSTALL": "Try it",
    "CONFIGURE": "First steps",
    "USAGE": "Usage",
    "DEVELOP": "For developers",
    "CONTRIBUTORS": "Contributors",
}
README = ROOT / "README.md"


def write() -> None:
    README.write_text(built())


def check() -> None:
    if README.read_text() != built():
        raise HostError("README.md is not what the fragments in readme/ say.")


def built() -> str:
    manifest = addon.manifest()
    parts = [f"# {manifest['name']} for Odoo 19", *map(_part, HEADINGS)]
    return "\n\n".join([*parts, f"Licence: {manifest['license']}."]) + "\n"


def _part(name: str) -> str:
    text = (ROOT / "readme" / f"{name}.md").read_text().strip()
    heading = HEADINGS[name]
    return f"## {heading}\n\n{text}" if heading else text
