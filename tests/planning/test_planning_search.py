# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The search panel of the plan, and what a search for people leaves in the tray."""

from ast import literal_eval

from lxml import etree

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ..common import ServiceCommon

OPTIONS = {"date_start": "date_start", "date_stop": "date_end", "plan": True}


@tagged("post_install", "-at_install")
class TestPlanningSearch(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._make_user("planner", "service_management.group_planner")
        cls.jobs = cls.env["service.intervention"].with_user(cls.planner)
        cls.colleague = cls._make_employee("Carl")
        nobody = [Command.clear()]
        cls.free = cls._make_job(date_start=False, employee_ids=nobody)
        cls.taken = cls._make_job(date_start=False)
        cls.foreign = cls._make_job(
            date_start=False, employee_ids=[Command.set(cls.colleague.ids)]
        )

    def _cards(self, domain):
        page = self.jobs.service_gantt_backlog(
            domain, "", "request", {}, 0, 40, OPTIONS
        )
        cards = self.env["service.intervention"].browse(
            [card["id"] for card in page["records"]]
        )
        plan = self.jobs._service_gantt_plan(OPTIONS)
        count = self.jobs._service_gantt_backlog_count(domain, plan)
        self.assertEqual(page["length"], count)
        return cards & (self.free + self.taken + self.foreign)

    def test_people_are_searched_for_with_what_nobody_has(self):
        mine = [("employee_ids", "in", self.technician.ids)]
        self.assertEqual(self._cards(mine), self.free + self.taken)
        self.assertEqual(
            self._cards([("employee_ids", "ilike", "Carl")]), self.free + self.foreign
        )

    def test_other_searches_are_as_they_are(self):
        others = [("employee_ids", "not in", self.technician.ids)]
        self.assertEqual(self._cards(others), self.free + self.foreign)
        none = [("title", "=", "no such job")]
        self.assertFalse(self._cards(none))
        self.assertFalse(
            self._cards([*none, ("employee_ids", "in", self.technician.ids)])
        )

    def test_a_favourite_of_a_field_that_is_gone(self):
        bounds = ("2026-03-08 23:00:00", "2026-03-15 23:00:00")
        for domain in ([("x_gone", "=", 1)], [("partner_id.x_gone", "=", 1)]):
            with self.assertRaisesRegex(UserError, "cannot be done any more.*x_gone"):
                self.jobs.service_gantt_read(domain, *bounds, [], ["name"], OPTIONS)

    def _panel(self, view):
        """Values of each section of the search panel of a view, by its field."""
        arch = etree.fromstring(self.env.ref(f"service_management.{view}").arch)
        model = self.env[self.env.ref(f"service_management.{view}").model]
        found = {}
        for node in arch.iterfind(".//searchpanel/field"):
            answer = model.with_user(self.planner).search_panel_select_multi_range(
                node.get("name"),
                expand=bool(node.get("expand")),
                limit=False,
                comodel_domain=literal_eval(node.get("domain", "[]")),
            )
            self.assertNotIn("error_msg", answer)
            found[node.get("name")] = [value["id"] for value in answer["values"]]
        return found

    def test_search_panel_of_jobs(self):
        """People of the plan, not of the office, and nobody who is gone."""
        self._make_job(employee_ids=[Command.set(self._make_employee("Gone").ids)])
        self.env["hr.employee"].search([("name", "=", "Gone")]).action_archive()
        found = self._panel("service_intervention_view_search_planning")
        self.assertIn(self.colleague.id, found["employee_ids"])
        self.assertNotIn(self._make_employee("Clerk").id, found["employee_ids"])
        self.assertEqual(list(found)[:2], ["team_ids", "employee_ids"])
        self.assertIn("planned", found["state"])
        self.assertIn("workshop", found["place"])
        self.assertIn("team_ids", found)

    def test_search_panel_of_operations(self):
        job = self._make_job([{"hours": 0}, {"hours": 0}])
        gone = self._make_employee("Gone")
        job.activity_ids[0].employee_id = gone
        job.activity_ids[1].employee_id = self.colleague
        gone.action_archive()
        found = self._panel("service_activity_view_search_planning")
        self.assertIn(self.colleague.id, found["employee_id"])
        self.assertIn("todo", found["state"])
