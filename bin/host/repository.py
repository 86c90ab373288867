# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The files of the repository, and copies of them."""

from __future__ import annotations

import shutil
from pathlib import Path

from . import addon
from .console import run
from .paths import ROOT


def files() -> list[str]:
    """What is or would be committed, by name."""
    names = run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        remedy="The checks need git, and a clone rather than an archive.",
    )
    return sorted(name for name in set(names.split("\0")) if (ROOT / name).is_file())


def export(folder: Path) -> Path:
    """Copy the files into ``folder/<add-on>``, and let git know of ``folder``.

    Some checkers take the name of an add-on from its folder and expect it below
    the top of a git repository: in a clone of this one they find nothing at all.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name in files():
        target = folder / addon.NAME / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, target)
    run(["git", "init", "-q", folder])
    return folder / addon.NAME
