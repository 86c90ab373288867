# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""On the plan an arrow leads from an operation to the one that comes after it."""

from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestOperationOrder(ServiceCommon):
    def test_each_follows_the_last_of_the_days_before(self):
        job = self._make_job(
            [
                {"name": name, "hours": 0, "offset_days": days, "sequence": sequence}
                for name, days, sequence in (
                    ("Ask", 0, 1),
                    ("Collect", 0, 2),
                    ("Check", 3, 3),
                    ("File", 3, 4),
                    ("Tell", 5, 5),
                )
            ]
        )
        names = {one.name: one.previous_ids.mapped("name") for one in job.activity_ids}
        self.assertEqual(
            names,
            {
                "Ask": [],
                "Collect": [],
                "Check": ["Collect"],
                "File": ["Collect"],
                "Tell": ["File"],
            },
        )

    def test_the_plan_tells_the_browser(self):
        first, second = self._make_job(
            [
                {"hours": 0, "offset_days": days, "date_start": f"2026-03-{10 + days}"}
                for days in (0, 2)
            ]
        ).activity_ids
        options = {
            "date_start": "date_start",
            "date_stop": "date_end",
            "dependency_field": "previous_ids",
        }
        read = self.env["service.activity"].service_gantt_read(
            [], "2026-03-08", "2026-03-15", [], ["name"], options
        )
        previous = {one["id"]: one["previous_ids"] for one in read["records"]}
        self.assertEqual(previous[second.id], first.ids)
        self.assertEqual(previous[first.id], [])
        view = self.env.ref("service_management.service_activity_view_planning")
        self.assertIn('dependency_field="previous_ids"', view.arch)
