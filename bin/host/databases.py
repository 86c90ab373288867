# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Databases: templates that are built once, and fresh copies of them.

Installing what the add-on depends on takes a minute, the add-on itself seconds.
So there are two layers, each a template database whose name carries a hash of
everything it was made from:

``…_base_<hash>``    the dependencies, of this version of Odoo;
``…_addon_<hash>``   the add-on, installed on a copy of that.

A template is built under a temporary name and renamed when it is complete, so
one with the right name is always whole and up to date. Outdated ones are dropped.

``click-odoo-initdb`` of click-odoo-contrib keeps templates too, but of one layer whose
hash is that of all add-ons together, so that a changed line installs everything again,
and with attachments in the database. Here the dependencies stay, and the files of a
copy are links.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import contextmanager
from pathlib import Path

from . import addon
from .console import HostError, say, step
from .odoo import Odoo
from .paths import DATA, PRIVATE, digest, locked

# Compiling these is most of what the first page of a new database waits for.
COMPILE_ASSETS = """
for bundle in ("web.assets_web", "web.assets_tests", "web.assets_frontend"):
    env["ir.qweb"]._get_asset_bundle(bundle, css=True, js=True).css()
"""


class Databases:
    """The databases of this clone of the repository on its server."""

    def __init__(self, odoo: Odoo):
        self.odoo = odoo
        # On a server that is shared, two clones must not take the same names.
        shared = not odoo.postgres
        self.prefix = addon.NAME + (f"_{digest(str(PRIVATE))[:6]}" if shared else "")

    # Names and existence

    def name(self, kind: str) -> str:
        return f"{self.prefix}_{kind}" if kind else self.prefix

    def all(self) -> set[str]:
        rows = self.odoo.sql(
            "SELECT datname FROM pg_database WHERE starts_with(datname, "
            f"'{self.prefix}')"
        )
        return {name for (name,) in json.loads(rows)}

    def exists(self, name: str) -> bool:
        """A database without its files is no whole database."""
        return name in self.all() and _filestore(name).is_dir()

    def drop(self, name: str) -> None:
        self.odoo.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        shutil.rmtree(_filestore(name), ignore_errors=True)

    def copy(self, source: str, target: str) -> None:
        """Copy a database and its files; Odoo never changes a file, so link them."""
        self.drop(target)
        if _filestore(source).is_dir():
            shutil.copytree(
                _filestore(source), _filestore(target), copy_function=os.link
            )
        self.odoo.sql(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')

    def rename(self, source: str, target: str) -> None:
        self.drop(target)
        _filestore(source).mkdir(parents=True, exist_ok=True)
        _filestore(source).rename(_filestore(target))
        self.odoo.sql(f'ALTER DATABASE "{source}" RENAME TO "{target}"')

    # What a database was last updated from

    def fingerprint(self, name: str) -> str:
        """The content of the add-on that the database is at (kept as its comment)."""
        rows = self.odoo.sql(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database "
            f"WHERE datname = '{name}'"
        )
        return next((text or "" for (text,) in json.loads(rows)), "")

    def remember(self, name: str, fingerprint: str) -> None:
        self.odoo.sql(f"COMMENT ON DATABASE \"{name}\" IS '{fingerprint}'")

    # Templates

    def template(self) -> str:
        """The template with the add-on as it is now; call it under the lock."""
        base = self._template("base", self._base_key(), self._build_base)
        key = digest(base, addon.fingerprint())
        return self._template("addon", key, lambda name: self._build_addon(base, name))

    def dependencies(self) -> str:
        """Name of the template with what the add-on depends on."""
        return self.name(f"base_{self._base_key()}")

    def _base_key(self) -> str:
        return digest(self.odoo.version, *addon.depends())

    def _template(self, layer: str, key: str, build) -> str:
        name = self.name(f"{layer}_{key}")
        if not self.exists(name):
            building = self.name(f"{layer}_building")
            self.drop(building)
            build(building)
            self.rename(building, name)
        for other in self.all() - {name}:
            if other.startswith(self.name(f"{layer}_")):
                self.drop(other)
        return name

    def _build_base(self, name: str) -> None:
        depends = ",".join(addon.depends())
        with step(f"Preparing a database with {depends} (about a minute, once)"):
            self.odoo.server(name, "-i", depends)
            self.odoo.shell(name, COMPILE_ASSETS)

    def _build_addon(self, base: str, name: str) -> None:
        with step("Installing the add-on in a copy of it"):
            self.copy(base, name)
            complaints = self.odoo.server(name, "-i", addon.NAME)
        if complaints:
            for line in complaints:
                say(f"  {line}")
            raise HostError("Installing the add-on logs the complaints above.")

    @contextmanager
    def fresh(self, kind: str):
        """A new copy of the template for this process alone, dropped at the end."""
        name = self.name(f"{kind}_{os.getpid()}")
        with locked("templates"):
            self._drop_abandoned(kind)
            template = self.template()
            self.copy(template, name)
        try:
            yield name
        finally:
            self.drop(name)

    def _drop_abandoned(self, kind: str) -> None:
        """Drop the copies of processes that were killed before they could."""
        prefix = self.name(f"{kind}_")
        for name in self.all():
            pid, *_part = name[len(prefix) :].split("_")
            if name.startswith(prefix) and pid.isdigit() and not _alive(int(pid)):
                self.drop(name)


def _filestore(name: str) -> Path:
    return DATA / "filestore" / name


def _alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()
