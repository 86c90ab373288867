# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A ready Odoo: source, Python environment, database server, configuration."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from . import addon, postgres, source
from .console import HostError, say, tail
from .paths import ADDONS, DATA, LOGS, private
from .python import environment, extras

# "2026-01-31 10:00:00,000 123 INFO database logger: message"
COMPLAINT = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (WARNING|ERROR|CRITICAL) ")
LOADING = re.compile(r"Loading module (\S+) \((\d+)/(\d+)\)")


class Odoo:
    """Odoo on this machine, and how to start it."""

    def __init__(self, host: source.Source, python: Path, variables: dict):
        self.version = host.version
        self.python = python
        self.postgres = variables
        self.config = private("odoo.conf")
        self.environment = {
            **os.environ,
            **variables,
            "PYTHONPATH": os.pathsep.join(
                map(str, (host.python_path(), extras("solver", python)))
            ),
            "ODOO_RC": str(self.config),
        }
        self._configure(host)

    def _configure(self, host: source.Source) -> None:
        addon.linked()
        folders = [*host.addons, ADDONS]
        content = (
            "[options]\n"
            f"addons_path = {','.join(map(str, folders))}\n"
            f"data_dir = {DATA}\n"
            "http_interface = 127.0.0.1\n"
        )
        if not self.config.is_file() or self.config.read_text() != content:
            self.config.write_text(content)
            self.config.chmod(0o600)  # Odoo warns about any other mode

    def add_addons(self, folder: str) -> None:
        """Let this command alone see more add-ons than the configuration names."""
        configured = re.search(r"^addons_path = (.*)$", self.config.read_text(), re.M)
        self.environment["ODOO_ADDONS_PATH"] = f"{configured[1]},{folder}"

    def command(self, *arguments: str) -> list[str]:
        return [str(self.python), "-m", "odoo", *arguments]

    def sql(self, statement: str, database: str = "postgres") -> list:
        return postgres.query(self.python, self.postgres, statement, database)

    def server(self, database: str, *arguments: str) -> list[str]:
        """Do something to a database and stop; return the log's complaints."""
        LOGS.mkdir(parents=True, exist_ok=True)
        log = LOGS / f"{database}.log"
        command = self.command(
            "server", "-d", database, "--no-http", "--stop-after-init", *arguments
        )  # fmt: skip
        with log.open("w") as file:
            status = self._follow(command, file)
        if status:
            raise HostError(f"Odoo ended with {status}:\n{tail(log)}", f"Read {log}")
        return [line for line in log.read_text().splitlines() if COMPLAINT.match(line)]

    def _follow(self, command: list[str], file) -> int:
        progress = Progress()
        with subprocess.Popen(
            command,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as process:
            for line in process.stdout:
                file.write(line)
                progress.show(line)
        progress.close()
        return process.returncode

    def shell(self, database: str, program: str) -> None:
        """Run a few lines of Python with ``env`` at hand, and commit."""
        result = subprocess.run(
            self.command("shell", "-d", database, "--no-http", "--log-level=warn"),
            env=self.environment,
            input=program + "\nenv.cr.commit()\nprint('committed')\n",
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode or "committed" not in result.stdout:
            raise HostError(f"A program for {database} failed:\n{result.stderr}")


class Progress:
    """How far Odoo is with loading add-ons: one line, or one now and then."""

    def __init__(self):
        self.shown = 0

    def show(self, line: str) -> None:
        found = LOADING.search(line)
        if not found:
            return
        name, number, total = found[1], int(found[2]), int(found[3])
        if sys.stdout.isatty():
            print(f"\r  {number}/{total} {name:<40}", end="", flush=True)
        elif number >= self.shown + 20:
            say(f"  {number}/{total} add-ons")
        else:
            return
        self.shown = number

    def close(self) -> None:
        if self.shown and sys.stdout.isatty():
            print("\r" + " " * 60, end="\r", flush=True)


@contextmanager
def prepared():
    """Everything that Odoo needs, set up if missing, for as long as it is used."""
    host = source.find()
    python = environment("odoo", "odoo", "test")
    with postgres.server(python) as variables:
        yield Odoo(host, python, variables)
