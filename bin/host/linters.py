# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The checkers behind bin/lint. Each check raises ``HostError`` with its findings."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

from . import addon, node, readme, repository
from .console import HostError
from .paths import BIN, INSIDE, PRIVATE, ROOT, private
from .python import environment

# What no checker sees, though Odoo 19 silently ignores it.
FORGOTTEN = {
    r"\b_sql_constraints\b": "use models.Constraint",
    r"\bgroup_operator\b": "use aggregator",
}
# string= is written out first, as Odoo's own newer add-ons do; a model is split
# into files by concern; and a compute method has nothing to return.
UNWANTED = (
    "attribute-string-redundant,consider-merging-classes-inherited,missing-return"
)
PLANTED = """<?xml version="1.0" encoding="utf-8" ?>
<odoo>
    <record id="planted" model="res.partner"><field name="color">1</field></record>
</odoo>
"""


def check(command, folder: Path = ROOT) -> None:
    """Run a checker; whatever it says when it objects is the finding."""
    result = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if result.returncode:
        # the add-on's name stands for the repository in an exported copy
        raise HostError(
            re.sub(rf"^{addon.NAME}/", "", result.stdout.strip(), flags=re.M)
        )


class Tools:
    """The checkers, installed, and what each of them looks at."""

    def __init__(self, files: list[str]):
        self.python = environment("lint", "lint")
        self.node = node.modules()
        self.sources = [name for name in files if _is_python(name)]
        self.styled = [
            name
            for name in files
            if name.endswith((".js", ".scss", ".xml")) and not _is_library(name)
        ]
        self.scripts = [name for name in self.styled if name.endswith(".js")]
        self.translations = [
            name for name in files if re.match(r"i18n/.*\.pot?$", name)
        ]

    def checks(self):
        return [
            ("ruff check", lambda: self._ruff("check")),
            ("ruff format", lambda: self._ruff("format", "--diff")),
            ("pylint-odoo", self._pylint),
            ("words that Odoo 19 has forgotten", self._forgotten),
            ("oca-checks-odoo-module", self._oca_module),
            ("oca-checks-odoo-module finds a planted fault", self._oca_proof),
            ("translations", self._translations),
            ("README", readme.check),
            ("prettier", lambda: self._prettier("--check")),
            ("eslint", self._eslint),
        ]

    def corrections(self):
        return [
            ("ruff check --fix", lambda: self._ruff("check", "--fix-only")),
            ("ruff format", lambda: self._ruff("format")),
            ("eslint --fix", lambda: self._eslint("--fix")),
            ("prettier --write", lambda: self._prettier("--write")),
            ("README", readme.write),
        ]

    def _program(self, name: str) -> Path:
        return self.python.with_name(name)

    # Python

    def _ruff(self, *arguments: str) -> None:
        command, *options = arguments
        cache = f"--cache-dir={PRIVATE / 'ruff'}"
        check([self._program("ruff"), command, cache, *options, *self.sources])

    def _pylint(self) -> None:
        exported = repository.export(private("lint", "pylint"))
        for folder in ("bin", "bench"):
            shutil.rmtree(exported / folder, ignore_errors=True)
        options = [f"--rcfile={ROOT / '.pylintrc'}", f"--disable={UNWANTED}"]
        check([self._program("pylint"), *options, addon.NAME], exported.parent)

    def _forgotten(self) -> None:
        found = [
            f"{name}:{number}: {word[2:-2]}: {instead}"
            for name in self.sources
            if not name.startswith("bin/")
            for number, line in enumerate((ROOT / name).read_text().splitlines(), 1)
            for word, instead in FORGOTTEN.items()
            if re.search(word, line)
        ]
        if found:
            raise HostError("\n".join(found))

    # Odoo's data files

    def _oca(self, exported: Path) -> None:
        program = self._program("oca-checks-odoo-module")
        config = f"--config={ROOT / '.oca_hooks.cfg'}"
        check([program, config, exported], exported.parent)

    def _oca_module(self) -> None:
        self._oca(repository.export(private("lint", "oca")))

    def _oca_proof(self) -> None:
        """A checker that looks in the wrong place reports nothing: see it report."""
        exported = repository.export(private("lint", "proof"))
        planted = exported / "data" / "planted_fault.xml"
        planted.parent.mkdir(exist_ok=True)
        planted.write_text(PLANTED)
        manifest = exported / "__manifest__.py"
        content = manifest.read_text()
        manifest.write_text(
            content.replace('"data": [', f'"data": ["data/{planted.name}",')
        )
        try:
            self._oca(exported)
        except HostError as found:
            expected = rf"{planted.name}:\d+: xml-field-numeric-without-eval"
            if re.search(expected, str(found)):
                return
            raise
        raise HostError("The fault was not found: the checker does not see the add-on.")

    def _translations(self) -> None:
        if not self.translations:
            return
        program = self._program("oca-checks-po")
        config = f"--config={ROOT / '.oca_hooks.cfg'}"
        check([program, config, *self.translations])
        complete = [name for name in self.translations if name.endswith(".po")]
        check([self.python, INSIDE / "po.py", *complete])

    # XML, JavaScript, style sheets

    def _prettier(self, mode: str) -> None:
        plugin = self.node / "@prettier/plugin-xml/src/plugin.js"
        command = [self.node / ".bin/prettier", mode, "--log-level=warn"]
        if self.styled:
            check([*command, f"--plugin={plugin}", *self.styled])

    def _eslint(self, *options: str) -> None:
        if self.scripts:
            check([self.node / ".bin/eslint", *options, *self.scripts])


def _is_python(name: str) -> bool:
    """Python files, and the commands, which have no suffix."""
    if name.endswith(".py"):
        return True
    path = ROOT / name
    if path.suffix or path.parent != BIN:
        return False
    return path.read_text().startswith("#!/usr/bin/env python3\n")


def _is_library(name: str) -> bool:
    return name.startswith("static/lib/")
