# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Service levels: deadlines on working time, reminders that escalate, what is late."""

from freezegun import freeze_time

from odoo import fields
from odoo.tests import Form, tagged

from ..contract.cover.common_cover_rules import CoverRulesCommon


class ServiceLevelCommon(CoverRulesCommon):
    today = "2026-03-13 14:00:00"  # Friday, 15:00 in Rome

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.responsible = cls._make_user("resp", "service_management.group_planner")
        cls.keeper = cls._make_user(
            "keeper", "service_management.group_contract_manager"
        )
        cls.boss = cls._make_user("boss", "service_management.group_manager")
        cls.worker = cls._make_user("worker", "service_management.group_technician")
        cls.technician.user_id = cls.worker

    def _make_level(self, **vals):
        calendar = self._make_calendar()
        return self._make_contract(
            **{
                "response_hours": 4,
                "resolution_hours": 16,
                "sla_calendar_id": calendar.id,
                "user_id": self.keeper.id,
                **vals,
            }
        )

    def _request(self, contract, **vals):
        return self._make_job(
            **{
                "contract_id": contract.id,
                "date_start": False,
                "user_id": self.responsible.id,
                **vals,
            }
        )

    def _at(self, text):
        return fields.Datetime.to_datetime(text)


@tagged("post_install", "-at_install")
class TestDeadlines(ServiceLevelCommon):
    def test_friday_afternoon_is_due_on_monday_morning(self):
        job = self._request(self._make_level())
        self.assertEqual(job.response_deadline, self._at("2026-03-16 09:00:00"))
        self.assertEqual(job.deadline, self._at("2026-03-17 12:00:00"))

    def test_holiday_does_not_count(self):
        contract = self._make_level()
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Holiday",
                "company_id": self.company.id,
                "date_from": "2026-03-15 23:00:00",
                "date_to": "2026-03-16 22:59:59",
            }
        )
        job = self._request(contract)
        self.assertEqual(job.response_deadline, self._at("2026-03-17 09:00:00"))

    def test_holiday_of_another_company_counts(self):
        other = self.setup_other_company()["company"]
        self.env["resource.calendar.leaves"].with_company(other).create(
            {
                "name": "Holiday",
                "company_id": other.id,
                "date_from": "2026-03-15 23:00:00",
                "date_to": "2026-03-16 22:59:59",
            }
        )
        job = self._request(self._make_level())
        self.assertEqual(job.response_deadline, self._at("2026-03-16 09:00:00"))

    def test_local_time_across_the_clock_change(self):
        job = self._request(
            self._make_level(),
            request_date="2026-03-27 14:00:00",  # 15:00 in winter
        )
        # 10:00 in summer
        self.assertEqual(job.response_deadline, self._at("2026-03-30 08:00:00"))

    def test_night_begins_with_the_next_working_hour(self):
        job = self._request(
            self._make_level(response_hours=1), request_date="2026-03-14 20:00:00"
        )
        self.assertEqual(job.response_deadline, self._at("2026-03-16 08:00:00"))

    def test_without_level_nothing_is_proposed(self):
        job = self._request(self._make_level(response_hours=0, resolution_hours=0))
        self.assertFalse(job.response_deadline or job.deadline or job.next_reminder)
        visit = self._request(self._make_level(), origin="planned")
        self.assertFalse(visit.response_deadline or visit.deadline)

    def test_hours_of_the_company_without_a_calendar(self):
        self.company.resource_calendar_id = self._make_calendar()
        job = self._request(self._make_level(sla_calendar_id=False))
        self.assertEqual(job.response_deadline, self._at("2026-03-16 09:00:00"))

    def test_other_contract_proposes_anew_while_the_job_is_new(self):
        job = self._request(self._make_level())
        job.contract_id = self._make_level(response_hours=1)
        self.assertEqual(job.response_deadline, self._at("2026-03-13 15:00:00"))
        job.write({"date_start": "2026-03-13 15:00:00"})
        job.action_plan()
        job.contract_id = self._make_level(response_hours=2)
        self.assertEqual(job.response_deadline, self._at("2026-03-13 15:00:00"))

    def test_deadline_agreed_with_the_customer_stays(self):
        contract = self._make_level()
        values = {
            "partner_id": self.customer.id,
            "deadline": "2026-04-01 10:00:00",
            "response_deadline": "2026-03-20 10:00:00",
        }
        job = self.env["service.intervention"].create(values)
        job.invalidate_recordset()
        self.assertEqual(job.contract_id, contract)
        self.assertEqual(job.deadline, self._at("2026-04-01 10:00:00"))
        self.assertEqual(job.response_deadline, self._at("2026-03-20 10:00:00"))

    def test_form_proposes_and_lets_change(self):
        contract = self._make_level()
        form = Form(self.env["service.intervention"])
        form.partner_id = self.customer
        self.assertEqual(form.contract_id, contract)
        self.assertEqual(form.deadline, self._at("2026-03-17 12:00:00"))
        form.deadline = self._at("2026-03-20 12:00:00")
        job = form.save()
        self.assertEqual(job.deadline, self._at("2026-03-20 12:00:00"))

    def test_first_response_is_kept(self):
        job = self._request(self._make_level(), date_start="2026-03-16 08:00:00")
        self.assertFalse(job.responded_on)
        job.action_plan()
        planned = job.responded_on
        self.assertEqual(planned, self._at("2026-03-13 14:00:00"))
        with freeze_time("2026-03-16 08:00:00"):
            job.action_start()
        self.assertEqual(job.responded_on, planned)

    def test_type_hands_its_level_on(self):
        gold = self._make_contract_type("Gold", response_hours=4, resolution_hours=8)
        contract = self._make_contract(contract_type_id=gold.id)
        self.assertEqual((contract.response_hours, contract.resolution_hours), (4, 8))

    # === LATE === #

    def _is_late(self, job):
        found = job.search([("is_late", "=", True), ("id", "=", job.id)])
        job.invalidate_recordset()
        self.assertEqual(bool(found), job.is_late)
        return job.is_late

    def test_late_jobs(self):
        job = self._request(self._make_level())
        self.assertFalse(self._is_late(job))
        with freeze_time("2026-03-16 09:00:01"):
            self.assertTrue(self._is_late(job))
            self.assertTrue(job.is_response_late)
            job.date_start = "2026-03-17 10:00:00"
            job.action_plan()
            self.assertFalse(self._is_late(job))
        with freeze_time("2026-03-17 12:00:01"):
            self.assertTrue(self._is_late(job))
            self.assertFalse(job.is_response_late)
            self._finish(job)
            self.assertFalse(self._is_late(job))


@tagged("post_install", "-at_install")
class TestReminders(ServiceLevelCommon):
    def _remind(self, moment):
        """Run the scheduled job at ``moment``; who was told about which job."""
        messages = self.env["mail.message"]
        domain = [
            ("model", "=", "service.intervention"),
            ("message_type", "=", "user_notification"),
        ]
        before = messages.search(domain)
        with freeze_time(moment):
            self.env["service.intervention"]._cron_remind()
        return [
            set(message.notified_partner_ids.user_ids.mapped("login"))
            & {"resp", "keeper", "boss", "worker"}
            for message in (messages.search(domain) - before).sorted("id")
        ]

    def test_reminders_escalate_and_come_once(self):
        job = self._request(self._make_level(resolution_hours=0))
        # half of the four hours ends on Friday at 17:00, 80 % on Monday at 9:12
        self.assertEqual(job.next_reminder, self._at("2026-03-13 16:00:00"))
        self.assertEqual(self._remind("2026-03-13 15:59:00"), [])
        self.assertEqual(self._remind("2026-03-13 16:00:00"), [{"resp", "worker"}])
        self.assertEqual(self._remind("2026-03-13 16:15:00"), [])
        self.assertEqual(job.next_reminder, self._at("2026-03-16 08:12:00"))
        self.assertEqual(
            self._remind("2026-03-16 08:15:00"), [{"resp", "worker", "keeper"}]
        )
        self.assertEqual(
            self._remind("2026-03-16 09:00:00"), [{"resp", "worker", "keeper", "boss"}]
        )
        self.assertFalse(job.next_reminder)
        self.assertEqual(self._remind("2026-03-20 09:00:00"), [])

    def test_missed_runs_send_the_last_reminder_only(self):
        self._request(self._make_level(resolution_hours=0))
        self.assertEqual(
            self._remind("2026-03-18 09:00:00"), [{"resp", "worker", "keeper", "boss"}]
        )
        self.assertEqual(self._remind("2026-03-18 09:15:00"), [])

    def test_nobody_is_reminded_of_what_is_done(self):
        job = self._request(
            self._make_level(resolution_hours=0), date_start="2026-03-16 08:00:00"
        )
        job.action_plan()
        self.assertFalse(job.next_reminder)
        self.assertEqual(self._remind("2026-03-18 09:00:00"), [])

    def test_resolution_is_watched_after_the_response(self):
        job = self._request(self._make_level(), date_start="2026-03-16 08:00:00")
        job.action_plan()
        # 8 of 16 hours: two on Friday, six on Monday
        self.assertEqual(job.next_reminder, self._at("2026-03-16 13:00:00"))
        self.assertEqual(self._remind("2026-03-16 13:00:00"), [{"resp", "worker"}])
        job.action_cancel()
        self.assertEqual(self._remind("2026-03-30 13:00:00"), [])

    def test_managers_are_told_of_jobs_that_nobody_has(self):
        self._request(
            self._make_level(resolution_hours=0), user_id=False, employee_ids=False
        )
        self.assertEqual(self._remind("2026-03-13 16:00:00"), [{"boss"}])

    def test_queries_grow_like_those_of_the_messages(self):
        contract = self._make_level(resolution_hours=0)

        def count(number, work):
            jobs = self.env["service.intervention"].browse()
            for _job in range(number):
                jobs |= self._request(contract)
            queries = self._count_queries(lambda: work(jobs.browse(jobs.ids)))
            jobs.action_cancel()
            return queries

        def remind(jobs):
            with freeze_time("2026-03-13 16:00:00"):
                self.env["service.intervention"]._cron_remind()
            self.assertEqual(set(jobs.mapped("response_reminders")), {1})

        def notify(jobs):
            for job in jobs:
                job.message_notify(
                    partner_ids=(self.responsible | self.worker).partner_id.ids,
                    subject="Subject",
                    body="Body",
                )

        for work in (remind, notify):
            count(1, work)
        growth = {work: count(20, work) - count(5, work) for work in (remind, notify)}
        self.assertLessEqual(growth[remind], growth[notify] + 5)
