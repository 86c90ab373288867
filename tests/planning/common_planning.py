# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of the plan begin with."""

from ..common import ServiceCommon

OPTIONS = {
    "date_start": "date_start",
    "date_stop": "date_end",
    "deadline": "deadline",
    "progress": "progress",
    "plan": True,
}
START, STOP = "2026-03-08 23:00:00", "2026-03-15 23:00:00"  # a week in Rome
FIELDS = ["display_name", "partner_id", "employee_ids", "state", "is_late", "title"]


class PlanningReadCommon(ServiceCommon):
    today = "2026-03-02 09:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {
                "name": "40 hours",
                "tz": "Europe/Rome",
                "company_id": cls.company.id,
            }
        )
        cls.technician.write(
            {"tz": "Europe/Rome", "resource_calendar_id": cls.calendar.id}
        )
        cls.planner = cls._make_user(
            "planner", "service_management.group_planner", tz="Europe/Rome"
        )
        cls.jobs = cls.env["service.intervention"].with_user(cls.planner)

    def _read(self, domain=(), group_by=("employee_ids",), bounds=(START, STOP), **kw):
        options = {**OPTIONS, "display_unavailability": True}
        jobs = kw.get("jobs", self.jobs).with_context(tz="Europe/Rome")
        return jobs.service_gantt_read(
            list(domain), *bounds, list(group_by), kw.get("fields", FIELDS), options
        )

    def _ids(self, **kwargs):
        return [one["id"] for one in self._read(**kwargs)["records"]]

    def _rows(self, result):
        return {row["label"]: row for row in result["rows"]}
