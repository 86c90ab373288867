# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Somebody who plans for two companies at once."""

from odoo import Command
from odoo.tests import tagged

from ..common import ServiceCommon

OPTIONS = {"date_start": "date_start", "date_stop": "date_end", "plan": True}
WEEK = ("2026-03-08 23:00:00", "2026-03-15 23:00:00")


@tagged("post_install", "-at_install")
class TestPlanningCompanies(ServiceCommon):
    today = "2026-03-02 09:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.setup_other_company(name="Other Company")["company"]
        companies = cls.company | cls.other
        cls.env.user.company_ids |= companies
        cls.planner = cls._make_user("planner-two", "service_management.group_planner")
        cls.planner.company_ids = [Command.set(companies.ids)]
        group = "service_management.group_technician"
        cls.technician.user_id = cls._make_user("tessa-two", group)
        cls.other_technician = cls._make_employee(
            "Otto Other",
            company_id=cls.other.id,
            user_id=cls._make_user("otto-two", group).id,
        )
        nobody = [Command.clear()]
        cls.job = cls._make_job(date_start=False, employee_ids=nobody)
        cls.other_job = cls._make_job(
            date_start=False,
            employee_ids=nobody,
            company_id=cls.other.id,
        )
        cls.jobs = (
            cls.env["service.intervention"]
            .with_user(cls.planner)
            .with_context(allowed_company_ids=companies.ids)
        )

    def test_each_job_is_proposed_to_people_of_its_company(self):
        answer = self.jobs.service_gantt_propose(
            (self.job | self.other_job).ids, *WEEK, OPTIONS
        )
        self.assertEqual(
            {one["id"]: one["new"]["employee_ids"] for one in answer["changes"]},
            {
                self.job.id: self.technician.ids,
                self.other_job.id: self.other_technician.ids,
            },
        )

    def test_people_of_both_have_rows(self):
        plan = self.jobs.service_gantt_read(
            [], *WEEK, ["employee_ids"], ["display_name"], OPTIONS
        )
        labels = {row["label"] for row in plan["rows"]}
        self.assertLessEqual({"Tessa Technician", "Otto Other"}, labels)
