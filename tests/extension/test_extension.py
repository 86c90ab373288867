# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What others may add to services costs them one file each."""

import re
from pathlib import Path

from odoo.modules.module import get_module_path
from odoo.tests import get_db_name, tagged

from ..databases import DatabasesCase

EXAMPLE = "service_management_extension_example"
ADDONS = Path(__file__).resolve().parent
# What the tests here share has names that the example's tests give as well.
RENAMED = (
    "UPDATE res_users SET login = 'shared ' || login"
    " WHERE login LIKE '%%accountman' RETURNING id",
    "UPDATE res_company SET name = 'Shared ' || name WHERE id > 1 RETURNING id",
)
RESULT = re.compile(r"0 failed, 0 error\(s\) of (\d+) tests")


@tagged("post_install", "-at_install")
class TestExtension(DatabasesCase):
    """The example beside this file, installed in a database of its own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.database = f"{get_db_name()}_extension"
        cls._copy_tests(cls.database)
        for statement in RENAMED:
            cls._query(cls.database, statement)

    @classmethod
    def _running_settings(cls):
        for line in super()._running_settings():
            yield f"{line},{ADDONS}" if line.startswith("addons_path") else line

    def test_it_is_no_add_on_where_it_is_not_wanted(self):
        self.assertFalse(get_module_path(EXAMPLE, display_warning=False))

    def test_one_of_each_thing_works(self):
        log = self._run(
            *("server", self.database, "-i", EXAMPLE),
            *("--test-tags", f"/{EXAMPLE}"),
        ).stderr
        passed = RESULT.search(log)
        self.assertTrue(passed, log[-4000:])
        self.assertEqual(int(passed[1]), 9)
