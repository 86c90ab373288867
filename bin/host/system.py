# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Programs that come with the operating system."""

from __future__ import annotations

import os
import shutil

from .console import HostError, run, step
from .paths import locked


def is_root() -> bool:
    return os.geteuid() == 0


def can_install() -> bool:
    return is_root() and shutil.which("apt-get") is not None


def install(*packages: str) -> None:
    """Install Debian packages, or tell which ones the reader has to install."""
    names = " ".join(packages)
    if not can_install():
        raise HostError(
            f"This machine lacks: {names}.",
            f"Install it, for example with: sudo apt-get install {names}",
        )
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    with locked("apt"), step(f"Installing the system package(s) {names}"):
        run(["apt-get", "update", "-q"], env=environment)
        run(
            ["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages],
            env=environment,
            remedy="Install the package(s) by hand, then run this command again.",
        )


def need(program: str, *packages: str) -> str:
    """The path of a program, installing the packages that bring it if missing."""
    if not shutil.which(program):
        install(*packages)
    found = shutil.which(program)
    if not found:
        raise HostError(
            f"{program} is still missing after installing {packages}.",
            f"Install {program} and make sure that it is on the PATH.",
        )
    return found
