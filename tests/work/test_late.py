# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is late or about to be, and why: the same for list, plan, route and search."""

from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from ..common import ServiceCommon

# in Milan it is noon of Tuesday, 10 March
NOW = "2026-03-10 11:00:00"
BASE, NEAR, FAR = (45.46, 9.19), (45.50, 9.20), (45.70, 9.67)


@tagged("post_install", "-at_install")
class TestLate(ServiceCommon):
    today = NOW

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("it_IT")
        cls.company.resource_calendar_id.tz = "Europe/Rome"
        cls.customer.country_id = cls.env.ref("base.it")
        cls.env.user.tz = "Pacific/Auckland"  # who reads it is far away
        cls.jobs = cls.env["service.intervention"]

    @classmethod
    def _place(cls, name, coordinates):
        site = cls._make_customer(name, country_id=cls.env.ref("base.it").id)
        site.partner_latitude, site.partner_longitude = coordinates
        return site

    def _job(self, start=False, deadline=False, state="planned", **vals):
        job = self._make_job(
            date_start=start and f"2026-03-{start}:00",
            deadline=deadline and f"2026-03-{deadline}:00",
            state=state if start else "new",
            **vals,
        )
        self.jobs |= job
        return job

    def _check(self, job, flag, reason=False):
        """Flag and reason are these, and the searches find the same jobs."""
        self.env.invalidate_all()
        self.assertEqual((job.is_late, job.is_soon), (flag == "late", flag == "soon"))
        plain = reason and reason.replace("PM", "").replace("AM", "")
        said = job.late_reason and job.late_reason.replace("\u202f", " ")
        self.assertEqual(
            said and said.replace("PM", "").replace("AM", ""), plain, job.title
        )
        for name in ("is_late", "is_soon"):
            found = self.jobs.search([(name, "=", True), ("id", "in", self.jobs.ids)])
            self.assertEqual(set(found), set(self.jobs.filtered(name)))
            (row,) = job._service_gantt_values(
                job._service_gantt_plan(
                    {"date_start": "date_start", "date_stop": "date_end"}
                ),
                ["is_late", "late_reason"],
            )
            self.assertEqual(row["is_late"], job.is_late)
            self.assertEqual(row["late_reason"] or False, job.late_reason)

    def test_reasons(self):
        for vals, flag, reason in (
            (
                ("10 15:00", "10 18:00"),
                "soon",
                "Due today 7:00 PM, planned today 4:00 PM",
            ),
            (
                ("11 08:00", "10 16:00"),
                "late",
                "Due today 5:00 PM, planned tomorrow 9:00 AM",
            ),
            (
                ("10 15:00", "10 15:30"),
                "late",
                "Due today 4:30 PM, planned until today 5:00 PM",
            ),
            ((False, "09 16:00"), "late", "Due yesterday 5:00 PM, not planned"),
            ((False, "11 22:30"), "soon", "Due tomorrow 11:30 PM, not planned"),
            ((False, "11 23:30"), False, False),  # the day after tomorrow in Milan
            (("10 10:00", "20 08:00"), "late", "Should have begun today 11:00 AM"),
            (("05 10:00", "20 08:00"), "late", "Should have begun Thu, Mar 5 11:00 AM"),
            (
                ("10 09:00", False, "in_progress"),
                "late",
                "Should have been finished today 11:00 AM",
            ),
            (("10 10:30", "20 08:00", "in_progress"), False, False),
            (("12 10:00", "20 08:00"), False, False),
            (("12 10:00", False), False, False),
        ):
            with self.subTest(vals=vals):
                self._check(self._job(*vals, title=str(vals)), flag, reason)

    def test_what_is_over_is_not_late(self):
        done = self._finish(self._job("09 08:00", "09 09:00", "new"))
        cancelled = self._job("09 08:00", "09 09:00")
        cancelled.action_cancel()
        for job in done | cancelled:
            self._check(job, False)

    def test_words_of_the_reader_and_clock_of_the_site(self):
        job = self._job("11 08:00", "10 16:00")
        self.assertEqual(
            job.with_context(lang="it_IT", tz="America/New_York").late_reason,
            job.with_context(lang="it_IT", tz="Asia/Tokyo").late_reason,
        )
        self.assertIn("17:00", job.with_context(lang="it_IT").late_reason)

    def test_who_reads_by_another_clock_is_told_where_this_one_is(self):
        job = self._job("11 08:00", "10 16:00")
        for zone, lang, place in (
            ("Europe/Rome", "it_IT", ""),
            ("Europe/Berlin", "it_IT", ""),
            ("Europe/London", "en_US", " (Rome)"),
            ("Europe/London", "it_IT", " (Roma)"),
        ):
            with self.subTest(zone=zone, lang=lang):
                here = job.with_context(lang=lang, tz=zone)
                plain = job.with_context(lang=lang).late_reason
                due, *others = plain.split(", ")
                words = ", ".join(f"{one}{place}" for one in (due, *others))
                self.assertEqual(here.late_reason, words)

    def test_response(self):
        job = self._job(state="new", response_deadline="2026-03-10 15:00:00")
        self._check(job, "soon", "Respond by today 4:00 PM")
        job.response_deadline = "2026-03-10 10:00:00"
        self._check(job, "late", "Nobody has responded, due today 11:00 AM")

    def test_arrival_by_the_route(self):
        """56 km at 50 km/h are 67 minutes."""
        near, far = self._place("Near", NEAR), self._place("Far", FAR)
        first = self._job("10 13:00", partner_id=near.id)
        second = self._job("10 15:00", partner_id=far.id)
        reason = "Planned today 4:00 PM, arrival not before today 4:06 PM"
        self._check(second, "late", reason)
        self._check(first, False)
        stop = self.jobs.get_route("2026-03-10", self.technician.id)["stops"][1]
        self.assertTrue(stop["is_late"])
        self.assertEqual(stop["late_reason"], second.late_reason)
        second.date_start = "2026-03-10 15:30:00"
        self._check(second, False)
        # who is still at work there comes later
        first.write({"date_start": "2026-03-10 07:00:00", "state": "in_progress"})
        second.date_start = "2026-03-10 11:30:00"
        reason = "Planned today 12:30 PM, arrival not before today 1:06 PM"
        self._check(second, "late", reason)
        second.employee_ids = self._make_employee("Somebody Else")
        self._check(second, False)

    def test_night_lies_between_two_days(self):
        near, far = self._place("Near", NEAR), self._place("Far", FAR)
        self._job("10 21:30", partner_id=near.id)
        self._check(self._job("10 23:15", partner_id=far.id), False)

    def test_operations_by_the_day_of_the_company(self):
        job = self._job("12 08:00", activities=[{"name": "Collect"}])
        collect = job.activity_ids

        def check(late):
            self.env.invalidate_all()
            found = collect.search([("is_late", "=", True), ("id", "=", collect.id)])
            for zone in ("Pacific/Auckland", "Pacific/Honolulu"):
                self.assertEqual(collect.with_context(tz=zone).is_late, late)
            self.assertEqual(bool(found), late)
            self.assertEqual(job.has_late_step, late)

        collect.write({"date_due": "2026-03-10", "date_start": False})
        check(False)
        collect.date_due = "2026-03-09"
        check(True)
        collect.write({"date_due": "2026-03-12", "date_start": "2026-03-12 22:30:00"})
        check(False)
        collect.date_start = "2026-03-12 23:30:00"  # the 13th in Milan
        check(True)

    def test_no_query_for_each_job(self):
        near, far = self._place("Near", NEAR), self._place("Far", FAR)
        start = fields.Datetime.to_datetime("2026-03-10 13:00:00")

        def make(count):
            for number in range(count):
                self._make_job(
                    partner_id=(far if number % 2 else near).id,
                    date_start=start + timedelta(hours=2 * number),
                    deadline="2026-03-10 15:00:00",
                    employee_ids=[Command.set(self.technician.ids)],
                    state="planned",
                )

        def ask():
            jobs = self.env["service.intervention"]
            late = jobs.search([("is_late", "=", True)])
            soon = jobs.search([("is_soon", "=", True)])
            (late | soon).mapped("late_reason")
            jobs.search([("state", "=", "planned")]).mapped("late_reason")

        make(10)
        ask()
        few = self._count_queries(ask)
        make(90)
        self.assertLessEqual(self._count_queries(ask), few)
