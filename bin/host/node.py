# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The checkers from npm: of the code, and of the pages that people see."""

from __future__ import annotations

import shutil
from pathlib import Path

from . import system
from .console import HostError, run, say, step
from .paths import BIN, built_once, digest, private


def modules() -> Path:
    """The checkers from npm, exactly as locked."""
    npm = system.need("npm", "nodejs", "npm")
    wanted = [BIN / "node" / name for name in ("package.json", "package-lock.json")]
    folder = private("node")
    with built_once(folder, digest(*(each.read_bytes() for each in wanted))) as missing:
        if missing:
            for each in wanted:
                shutil.copy2(each, folder)
            with step("Installing the checkers from npm"):
                run(
                    [npm, "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
                    cwd=folder,
                )
    return folder / "node_modules"


def want_page_checker() -> str:
    """The script that tells what keeps people from using a page; empty without npm."""
    try:
        return str(modules() / "axe-core" / "axe.min.js")
    except HostError as error:
        say(f"  Pages are not checked for accessibility. {error.remedy}")
        return ""
