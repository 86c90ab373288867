# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""People who work when they like, and their days off."""

from odoo.tests import tagged

from ..common import ServiceCommon

OPTIONS = {"date_start": "date_start", "date_stop": "date_end", "plan": True}
WEEK = ("2026-03-08 23:00:00", "2026-03-15 23:00:00")


@tagged("post_install", "-at_install")
class TestFlexibleHours(ServiceCommon):
    today = "2026-03-02 09:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._make_user(
            "planner-flexible", "service_management.group_planner"
        )
        cls.technician.user_id = cls._make_user(
            "tessa-flexible", "service_management.group_technician"
        )
        cls.technician.tz = "Europe/Rome"
        cls.flexible = cls.env["resource.calendar"].create(
            {
                "name": "Flexible",
                "tz": "Europe/Rome",
                "company_id": cls.company.id,
                "flexible_hours": True,
            }
        )

    def _be_off(self, start, end):
        leaves = self.env["resource.calendar.leaves"].sudo()
        return leaves.create(
            {
                "resource_id": self.technician.resource_id.id,
                "company_id": self.company.id,
                "calendar_id": False,
                "date_from": start,
                "date_to": end,
                "time_type": "leave",
            }
        )

    def _each_kind(self):
        """With flexible hours, and without any calendar."""
        for calendar in (self.flexible, self.env["resource.calendar"]):
            self.technician.resource_calendar_id = calendar
            with self.subTest(calendar=calendar.name):
                yield

    def test_no_overtime_at_any_hour(self):
        for _kind in self._each_kind():
            job = self._finish(
                self._make_job(
                    [{"date_start": "2026-03-10 20:00:00", "hours": 3}],
                    date_start="2026-03-10 20:00:00",
                )
            )
            self.assertEqual(job.activity_ids.hours, 3)
            self.assertFalse(job.activity_ids.hours_overtime)

    def test_a_day_off_is_the_whole_day(self):
        self._be_off("2026-03-10 09:00:00", "2026-03-10 11:00:00")
        for _kind in self._each_kind():
            evening = self._make_job(date_start="2026-03-10 17:00:00", duration=1)
            next_day = self._make_job(date_start="2026-03-11 07:00:00", duration=1)
            conflicts = (evening | next_day)._get_conflicts()
            self.assertEqual([kind for kind, _text in conflicts[evening]], ["leave"])
            self.assertFalse(conflicts[next_day])
            (evening | next_day).unlink()

    def test_nothing_is_proposed_on_a_day_off(self):
        self._be_off("2026-03-09 09:00:00", "2026-03-09 11:00:00")
        for _kind in self._each_kind():
            job = self._make_job(date_start=False)
            answer = job.with_user(self.planner).service_gantt_propose(
                job.ids, *WEEK, OPTIONS
            )
            (change,) = answer["changes"]
            self.assertEqual(change["new"]["date_start"][:10], "2026-03-10")

    def test_fixed_hours_are_off_as_long_as_written(self):
        self._be_off("2026-03-10 09:00:00", "2026-03-10 11:00:00")
        afternoon = self._make_job(date_start="2026-03-10 13:00:00", duration=1)
        self.assertFalse(afternoon._get_conflicts()[afternoon])
