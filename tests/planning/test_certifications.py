# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Certifications of Odoo's ``hr_skills`` count, with that installed for real."""

import json

from odoo.tests import get_db_name, tagged

from ..databases import DatabasesCase

SCRIPT = """
import json
kind = env["hr.skill.type"].create({
    "name": "Licences", "is_certification": True,
    "skill_ids": [(0, 0, {"name": "Gas Licence"})],
    "skill_level_ids": [(0, 0, {"name": "Held", "level_progress": 100,
                                "default_level": True})],
})
person = env["hr.employee"].create({"name": "Ann"})
skill = env["service.skill"].create(
    {"name": "Gas Licence", "employee_ids": person.ids})
env["hr.employee.skill"].create({
    "employee_id": person.id, "skill_type_id": kind.id, "skill_id": kind.skill_ids.id,
    "skill_level_id": kind.skill_level_ids.id,
    "valid_from": "2026-01-01", "valid_to": "2026-03-10",
})
from datetime import date
certified = person._get_certified()
days = [date(2025, 12, 31), date(2026, 3, 10), date(2026, 3, 11)]
print("RESULT " + json.dumps(
    [certified.holds(person.id, skill.id, day) for day in days]))
env.cr.rollback()
"""


@tagged("post_install", "-at_install")
class TestCertifications(DatabasesCase):
    def test_a_certification_of_the_same_name_counts(self):
        database = f"{get_db_name()}_certified"
        self._copy_tests(database)
        self._odoo("server", database, "-i", "hr_skills")
        output = self._run("shell", database, "--no-http", script=SCRIPT).stdout
        [line] = [one for one in output.splitlines() if one.startswith("RESULT ")]
        self.assertEqual(json.loads(line.removeprefix("RESULT ")), [False, True, False])
