# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whoever a job is planned for is told of what changes: once, and only what is left."""

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from ..common import ServiceCommon

NOW, SOON, LATER = (f"2026-03-10 {time}:00" for time in ("08:00", "08:01", "08:03"))
PLAN = {"date_start": "date_start", "date_stop": "date_end"}


@tagged("post_install", "-at_install")
class TestPlanNews(ServiceCommon):
    today = NOW

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("it_IT")
        cls.customer.country_id = cls.env.ref("base.it")
        cls.planner = cls._make_user("paula", "service_management.group_planner")
        cls.users = cls.env["res.users"].union(
            *(
                cls._make_user(
                    name,
                    "service_management.group_technician",
                    notification_type="inbox",
                    tz="Pacific/Auckland",
                )
                for name in ("tessa", "carl")
            )
        )
        cls.technician.user_id, cls.carl = (
            cls.users[0],
            cls._make_employee("Carl", user_id=cls.users[1].id),
        )
        cls.jobs = (
            cls.env["service.intervention"]
            .union(
                *(
                    cls._make_job(title=title, date_start=f"2026-03-11 {hour:02}:00:00")
                    for title, hour in (("One", 8), ("Two", 10), ("Three", 13))
                )
            )
            .with_user(cls.planner)
        )

    def _tell(self, moment=LATER):
        """Subjects and texts of the messages that are sent at ``moment``, by login."""
        messages = self.env["mail.message"].sudo()
        before = messages.search([], limit=1, order="id desc").id or 0
        self.env.flush_all()
        cron = self.env.ref("service_management.ir_cron_plan_news")
        with freeze_time(moment), self.enter_registry_test_mode():
            cron.sudo().method_direct_trigger()
        self.env.invalidate_all()
        told = {}
        for message in messages.search([("id", ">", before)], order="id"):
            for user in message.notified_partner_ids.user_ids & self.users:
                told.setdefault(user.login, []).append(message)
        return told

    def _move(self, job, **new):
        old = {name: job._service_gantt_current(name) for name in new}
        job.service_gantt_write([{"id": job.id, "old": old, "new": new}], PLAN, True)

    def test_many_changes_are_one_message_of_what_is_left(self):
        for job in self.jobs:
            job.action_plan()
        self.assertFalse(self._tell(SOON), "the planner has just begun")
        self._move(self.jobs[1], date_start="2026-03-12 10:00:00")
        told = self._tell("2026-03-10 08:02:00")
        self.assertEqual(list(told), ["tessa"])
        [message] = told["tessa"]
        self.assertEqual(message.subject, "Your plan has changed: 3 jobs")
        self.assertEqual(message.author_id, self.planner.partner_id)
        for text in ("tomorrow 9:00", "Thu, Mar 12 11:00", "tomorrow 2:00"):
            self.assertIn(f"Planned for you {text}", message.body)
        self.assertFalse(self._tell("2026-03-10 09:00:00"), "told once")

    def test_what_is_undone_is_no_news(self):
        self.jobs.action_plan()
        self._tell()
        with freeze_time(LATER):
            job = self.jobs[0]
            self._move(job, date_start="2026-03-12 08:00:00")
            self._move(job, date_start="2026-03-11 08:00:00")
        self.assertFalse(self._tell("2026-03-10 09:00:00"))

    def test_moved_and_taken_away(self):
        self.jobs.action_plan()
        self._tell()
        first, second, third = self.jobs
        with freeze_time(LATER):
            self._move(first, date_start="2026-03-12 08:00:00")
            second.employee_ids = [Command.set(self.carl.ids)]
            third.action_cancel()
        told = self._tell("2026-03-10 09:00:00")
        [taken], [given] = told["tessa"], told["carl"]
        self.assertIn("Moved from tomorrow 9:00", taken.body)
        self.assertIn("Taken away from you, was tomorrow 11:00", taken.body)
        self.assertIn("Cancelled, was tomorrow 2:00", taken.body)
        self.assertTrue(given.subject.startswith("Planned for you tomorrow 11:00"))
        self.assertEqual((given.model, given.res_id), (second._name, second.id))

    def test_cancelled_and_deleted_at_once(self):
        self.jobs.action_plan()
        self._tell()
        with freeze_time(LATER):
            job = self.jobs[0]
            job.action_cancel()
            job.unlink()
        messages = self.env["mail.message"].sudo()
        [message] = messages.search([("subject", "=like", "Cancelled%")])
        self.assertIn("Cancelled, was tomorrow 9:00", message.body)
        self.assertEqual(message.notified_partner_ids, self.users[0].partner_id)
        self.assertFalse(self._tell("2026-03-10 09:00:00"))

    def test_in_the_language_of_the_person(self):
        self.users.lang = "it_IT"
        self.jobs[0].action_plan()
        [message] = self._tell()["tessa"]
        self.assertIn("09:00", message.subject)  # by the clock of the site
        self.assertNotIn("AM", message.subject)

    def test_whoever_does_it_knows_it(self):
        job = self.jobs[0].with_user(self.users[0]).sudo()
        job.action_plan()
        self.assertFalse(self._tell())

    def test_what_is_over_is_no_news(self):
        job = self.jobs[0]
        job.date_start = "2026-03-09 08:00:00"
        job.action_plan()
        self.assertFalse(self._tell())

    def test_switched_off(self):
        job = self.jobs[0]
        for company, user, is_told in (
            (True, "no", False),
            (False, False, False),
            (False, "yes", True),
        ):
            with self.subTest(company=company, user=user):
                self.company.service_plan_news = company
                self.users[0].with_user(self.users[0]).service_plan_news = user
                job.employee_ids = [Command.set(self.technician.ids)]
                job.action_plan()
                self.assertEqual(bool(self._tell("2026-03-10 09:00:00")), is_told)
                job._by_server().state = "new"
                self._tell("2026-03-10 10:00:00")

    def test_no_query_for_each_job(self):
        def plan(number):
            jobs = self.env["service.intervention"].union(
                *(
                    self._make_job(date_start="2026-03-11 08:00:00")
                    for _number in range(number)
                )
            )
            return lambda: jobs._by_server().write({"state": "planned"})

        plan(3)()
        few = self._count_queries(plan(5))
        self.assertLessEqual(self._count_queries(plan(50)), few + 5)
