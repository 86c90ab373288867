# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Python environments below the private folder."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from . import system
from .console import HostError, run, say, step
from .paths import BIN, built_once, digest, private

SUPPORTED = [(3, minor) for minor in (12, 11, 13, 10)]  # in order of preference


def interpreter() -> str:
    """A Python that Odoo 19 supports: the one in use, else one on the PATH."""
    if sys.version_info[:2] in SUPPORTED:
        return sys.executable
    for major, minor in SUPPORTED:
        found = shutil.which(f"python{major}.{minor}")
        if found and _works(found):
            return found
    raise HostError(
        "Odoo 19 needs Python 3.10 to 3.13; none was found.",
        "Install one of them and make sure that it is on the PATH.",
    )


def _works(python: str) -> bool:
    """Version managers put names on the PATH that do not start anything."""
    probe = [python, "-c", "import venv, ensurepip"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def environment(name: str, *requirements: str) -> Path:
    """The interpreter of the environment with these requirement files installed."""
    python = interpreter()
    files = [BIN / "requirements" / f"{each}.txt" for each in requirements]
    version = "{}.{}".format(*sys.version_info) if python == sys.executable else python
    key = digest(version, *(each.read_bytes() for each in files))
    folder = private("python", name)
    with built_once(folder, key) as missing:
        if missing:
            with step(f"Installing the Python packages for {name}"):
                _create(python, folder, files)
    return folder / "bin" / "python"


def _create(python: str, folder: Path, files: list[Path]) -> None:
    if not _works(python):
        system.install("python3-venv")  # Debian ships it apart from Python
    run([python, "-m", "venv", folder])
    arguments = [part for each in files for part in ("-r", each)]
    pip = [folder / "bin" / "python", "-m", "pip", "install", "-q"]
    run([*pip, "--disable-pip-version-check", *arguments])


def extras(name: str, python: Path) -> Path:
    """Folder with packages that are welcome: empty where they cannot be had, since
    nothing is built from sources for them."""
    file = BIN / "requirements" / f"{name}.txt"
    folder = private("python", name)
    with built_once(folder, digest(str(python), file.read_bytes())) as missing:
        if missing:
            with step(f"Installing what is optional: {name}"):
                pip = [python, "-m", "pip", "install", "-q", "--only-binary=:all:"]
                pip += ["--disable-pip-version-check", "--no-deps", "--target", folder]
                pip += ["-r", file]
                if subprocess.run(pip, capture_output=True, check=False).returncode:
                    say("  not to be had here, so left out")
    return folder
