# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Work on many jobs, and their conflicts."""

from odoo import Command
from odoo.tests import tagged

from .common_growth import GrowthCommon


@tagged("post_install", "-at_install")
class TestWorkGrowth(GrowthCommon):
    # === WORK === #

    def _make_jobs_in_progress(self, number):
        jobs = self._make_jobs(
            number,
            activity_ids=[
                Command.create(
                    {
                        "activity_type_id": self.activity_type.id,
                        "employee_id": self.technician.id,
                        "date_start": "2026-03-10 08:00:00",
                        "hours": 0.2,  # a day has 24, also for many jobs
                    }
                )
            ],
        )
        jobs.action_start()
        return jobs

    def test_starting_many_jobs(self):
        self.customer.service_distance_km = 10
        self._assert_constant(self._make_jobs, lambda jobs: jobs.action_start())

    def test_recording_many_activities(self):
        self._assert_constant(
            lambda n: self._make_jobs_in_progress(n).activity_ids,
            lambda activities: activities.write({"state": "done"}),
        )

    def test_finishing_many_jobs(self):
        self._assert_constant(
            self._make_jobs_in_progress, lambda jobs: jobs.action_done()
        )

    def test_cover_of_many_activities_of_a_prepaid_contract(self):
        def prepare(number):
            contract = self._make_contract(labour_coverage=100, included_hours=1000)
            jobs = self._make_jobs_in_progress(number)
            jobs.contract_id = contract
            return jobs.activity_ids

        self._assert_constant(
            prepare, lambda activities: activities._compute_coverage()
        )

    # === PLANNING === #

    def _make_planned_jobs(self, number):
        """Jobs of one person and one day that all stand in each other's way."""
        return self.env["service.intervention"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "contract_id": False,
                    "date_start": "2026-03-14 08:00:00",
                    "employee_ids": [Command.set(self.technician.ids)],
                    "activity_ids": [
                        Command.create({"activity_type_id": self.activity_type.id})
                    ],
                }
                for _job in range(number)
            ]
        )

    def test_conflicts_of_many_jobs(self):
        self.activity_type.required_skill_ids = self.env["service.skill"].create(
            {"name": "Gas"}
        )
        self.env["resource.calendar.leaves"].create(
            {
                "date_from": "2026-03-14 00:00:00",
                "date_to": "2026-03-15 00:00:00",
                "resource_id": self.technician.resource_id.id,
            }
        )

        def read_conflicts(jobs):
            for job, conflicts in jobs._get_conflicts().items():
                kinds = {kind for kind, _text in conflicts}
                self.assertLessEqual({"booked", "leave", "hours", "skill"}, kinds, job)

        self._assert_constant(self._make_planned_jobs, read_conflicts)
