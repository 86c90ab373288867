"""The search panel of the plan, and what a search for people leaves in the tray."""

from odoo import Command
from odoo.tests import tagged

from .common import ServiceCommon

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

    def test_planners_see_the_people_in_the_search_panel(self):
        for name, expand in (
            ("employee_ids", False),
            ("team_ids", True),
            ("state", True),
            ("place", True),
        ):
            found = self.jobs.search_panel_select_multi_range(name, expand=expand)
            self.assertNotIn("error_msg", found, name)
            self.assertIsInstance(found["values"], list, name)
        people = self.jobs.search_panel_select_multi_range("employee_ids")["values"]
        self.assertIn(self.colleague.id, [person["id"] for person in people])

    def test_activities_have_one_too(self):
        activities = self.env["service.activity"].with_user(self.planner)
        for name in ("employee_id", "activity_type_id", "state"):
            found = activities.search_panel_select_multi_range(name)
            self.assertNotIn("error_msg", found, name)
