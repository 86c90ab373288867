# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where things are, and how a folder is known to be complete and up to date.

Everything that is downloaded, built or stored goes below ``PRIVATE``. Deleting
that folder is always safe: the next command builds it again.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = ROOT / ".local"
ADDONS = PRIVATE / "addons"
DATA = PRIVATE / "data"
LOGS = PRIVATE / "log"
BIN = Path(__file__).resolve().parents[1]
INSIDE = BIN / "inside"  # programs for a Python other than that of the commands


def private(*parts: str) -> Path:
    """A path below the private folder, whose parent exists."""
    path = PRIVATE.joinpath(*parts)
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def digest(*contents: str | bytes) -> str:
    """A short name for a content; different contents get different names."""
    sha = hashlib.sha256()
    for content in contents:
        sha.update(content.encode() if isinstance(content, str) else content)
        sha.update(b"\0")
    return sha.hexdigest()[:12]


@contextmanager
def locked(name: str):
    """Let one command at a time do this job; the others wait their turn."""
    with private("locks", name).open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


@contextmanager
def built_once(folder: Path, key: str):
    """Yield whether ``folder`` must be built; afterwards remember its key.

    The marker is written last, so a build that was interrupted is not taken
    for a complete one: its remains are removed before the next attempt.
    """
    marker = folder / ".complete"
    with locked("-".join(folder.relative_to(PRIVATE).parts)):
        stale = not marker.is_file() or marker.read_text() != key
        if stale:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
        yield stale
        if stale:
            marker.write_text(key)
