# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Databases beside the one of the tests, and Odoo's own commands on them."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from psycopg2.errors import InsufficientPrivilege

from odoo.sql_db import close_db, db_connect
from odoo.tests import BaseCase, get_db_name
from odoo.tools import SQL, config

# "2026-01-31 10:00:00,000 123 WARNING database logger: message"
COMPLAINT = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ (WARNING|ERROR|CRITICAL) ")
SETTINGS = (
    "addons_path",
    "data_dir",
    "db_host",
    "db_port",
    "db_user",
    "db_password",
    "db_sslmode",
    "db_template",
)
TIMEOUT = 600  # seconds that one command may take


class DatabasesCase(BaseCase):
    environment = {}  # variables that commands are given beside those of this process

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, folder)
        cls.settings = folder / "odoo.conf"
        cls.settings.touch(mode=0o600)
        cls.settings.write_text("\n".join(["[options]", *cls._running_settings()]))

    @classmethod
    def _running_settings(cls):
        """How this process reaches add-ons and server, as lines of a configuration."""
        for name in SETTINGS:
            value = config[name]
            if value:
                text = ",".join(value) if isinstance(value, list) else value
                yield f"{name} = {text}"

    # === DATABASES === #

    @classmethod
    def _manage(cls, statement, *names):
        with db_connect("postgres").cursor() as cr:
            cr.rollback()
            cr._cnx.autocommit = True  # databases are made outside transactions
            query = SQL(statement, *(SQL.identifier(name) for name in names))
            cr.execute(query, log_exceptions=False)

    @classmethod
    def _drop(cls, name):
        close_db(name)
        try:
            cls._manage("DROP DATABASE IF EXISTS %s WITH (FORCE)", name)
        except InsufficientPrivilege:
            # a worker that cleans it is the server's own: only the server ends it
            cls._manage("DROP DATABASE IF EXISTS %s", name)
        shutil.rmtree(config.filestore(name), ignore_errors=True)

    @classmethod
    def _copy_tests(cls, target):
        """Copy the database of the tests; dropped at their end."""
        cls.addClassCleanup(cls._drop, target)
        cls._copy_database(get_db_name(), target)

    @classmethod
    def _copy_database(cls, source, target):
        """Copy a database that no test is using at the moment, with its files."""
        cls._drop(target)
        close_db(source)
        cls._manage("CREATE DATABASE %s TEMPLATE %s", target, source)
        cls._link_files(source, target)

    @classmethod
    def _link_files(cls, source, target):
        """The files of a copied database; Odoo never changes one."""
        shutil.copytree(
            config.filestore(source),
            config.filestore(target),
            copy_function=os.link,
            dirs_exist_ok=True,
        )

    @classmethod
    def _query(cls, database, statement, *arguments):
        with db_connect(database).cursor() as cr:
            cr.execute(SQL(statement, *arguments))
            return cr.fetchall()

    # === COMMANDS === #

    @classmethod
    def _odoo(cls, command, database, *arguments, script=""):
        """Run one of Odoo's own commands and return the log's complaints."""
        log = cls._run(command, database, *arguments, script=script).stderr
        return [line for line in log.splitlines() if COMPLAINT.match(line)]

    @classmethod
    def _run(cls, command, database, *arguments, script="", expected=0):
        if command == "server":
            arguments = ("--no-http", "--stop-after-init", *arguments)
        close_db(database)
        result = subprocess.run(
            [
                *(sys.executable, "-m", "odoo", *command.split()),
                *("-c", str(cls.settings), "-d", database, *arguments),
            ],
            env={**os.environ, **cls.environment},
            input=script,
            capture_output=True,
            text=True,
            check=False,
            timeout=TIMEOUT,
        )
        if result.returncode != expected:
            raise AssertionError(f"odoo {command} failed:\n{result.stderr[-4000:]}")
        return result

    def _assert_clean(self, command, database, *arguments):
        self.assertEqual(self._odoo(command, database, *arguments), [])
