# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A start that is moved back leaves the planned visits where they are."""

from odoo import Command
from odoo.tests import Form, tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestMovedStart(ServiceCommon):
    today = "2026-06-15"

    def _make_draft(self, **vals):
        return self._make_contract(
            {"visit_interval": 12}, active=False, date_start=self.today, **vals
        )

    def _assert_series(self, line, *days):
        visits = line.contract_id.line_ids._plan_visits(self._day("2028-12-31"))
        self.assertEqual([str(visit.planned) for visit in visits][: len(days)], [*days])

    def test_in_the_form_of_a_draft(self):
        contract = self._make_draft()
        with Form(contract) as form:
            form.date_start = "2026-06-01"
        self._assert_series(contract.line_ids, "2026-06-15", "2027-06-15")

    def test_by_a_program(self):
        contract = self._make_draft()
        contract.date_start = "2026-04-01"
        for start in ("2026-05-01", "2026-04-01"):
            contract.line_ids.date_start = start
        self._assert_series(contract.line_ids, "2026-06-15", "2027-06-15")
        contract.action_activate()
        self._assert_series(contract.line_ids, "2026-06-15", "2027-06-15")

    def test_of_a_line_in_force(self):
        contract = self._make_contract(
            {"visit_interval": 1, "date_start": "2026-06-15"}, date_start="2026-01-31"
        )
        contract.line_ids.date_start = "2026-02-01"
        self._assert_series(contract.line_ids, "2026-06-15", "2026-07-15")

    def test_moved_on_it_begins_with_the_start(self):
        contract = self._make_draft()
        start = {"date_start": "2026-07-01"}
        contract.write(
            {**start, "line_ids": [Command.update(contract.line_ids.id, start)]}
        )
        self._assert_series(contract.line_ids, "2026-07-01", "2027-07-01")

    def test_the_form_says_when_the_visits_come(self):
        contract = self._make_draft()
        values = {"date_start": "2026-06-01"}
        spec = {"date_start": {}, "line_ids": {"fields": {"next_visit_date": {}}}}
        result = contract.onchange(values, ["date_start"], spec)
        self.assertIn("06/15/2026", result["warning"]["message"])
        self.assertEqual(result["warning"]["type"], "notification")
        nothing = self._make_contract(active=False)
        self.assertNotIn(
            "warning", nothing.onchange(values, ["date_start"], {"date_start": {}})
        )
