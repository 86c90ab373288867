# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The board: due dates of operations, the next one of each file, what is late."""

from freezegun import freeze_time

from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPracticeBoard(ServiceCommon):
    """A file of three operations, started on the first of March."""

    today = "2026-03-10"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.practice = cls._make_protocol(
            "Tax Return",
            {"name": "Collect", "offset_days": 0},
            {"name": "Check", "offset_days": 12},
            {"name": "File", "offset_days": 30},
        )
        cls.job = cls.practice._start_for(cls.customer, cls._day("2026-03-01"))
        cls.collect, cls.check, cls.file = cls.job.activity_ids

    def _find(self, model, name):
        """Records about the file for which ``name`` holds."""
        mine = "id" if model == "service.intervention" else "intervention_id"
        return self.env[model].search([(name, "=", True), (mine, "=", self.job.id)])

    def _due(self):
        return [str(day) for day in self.job.activity_ids.mapped("date_due")]

    # === DUE DATES === #

    def test_due_dates_count_from_the_occasion(self):
        self.assertEqual(self._due(), ["2026-03-01", "2026-03-13", "2026-03-31"])

    def test_due_dates_count_from_the_start_once_it_is_planned(self):
        self.job.date_start = "2026-03-20 08:00:00"
        self.assertEqual(self._due(), ["2026-03-20", "2026-04-01", "2026-04-19"])

    def test_what_is_done_keeps_its_date(self):
        self.collect.action_done()
        self.job.date_start = "2026-03-20 08:00:00"
        self.assertEqual(self._due(), ["2026-03-01", "2026-04-01", "2026-04-19"])

    def test_start_is_a_day_of_the_company(self):
        self.company.resource_calendar_id.tz = "Asia/Tokyo"
        self.job.date_start = "2026-03-20 23:00:00"
        self.assertEqual(self._due()[0], "2026-03-21")

    def test_due_date_may_be_changed(self):
        self.check.date_due = "2026-03-18"
        self.assertEqual(self._due(), ["2026-03-01", "2026-03-18", "2026-03-31"])

    # === LATE === #

    def test_operation_is_late_after_its_day(self):
        self.assertEqual(self._find("service.activity", "is_late"), self.collect)
        self.assertEqual(self.job.activity_ids.mapped("is_late"), [True, False, False])
        self.collect.action_done()
        self.assertFalse(self._find("service.activity", "is_late"))
        self.assertFalse(self.collect.is_late)

    def test_operation_is_not_late_on_its_day(self):
        self.collect.date_due = "2026-03-10"
        self.assertFalse(self.collect.is_late)
        self.assertFalse(self._find("service.activity", "is_late"))

    def test_operations_of_a_cancelled_file_are_not_late(self):
        self.job.action_cancel()
        self.assertFalse(any(self.job.activity_ids.mapped("is_late")))
        self.assertFalse(self._find("service.activity", "is_late"))
        self.assertFalse(self._find("service.intervention", "has_late_step"))

    def test_file_shows_its_next_operation(self):
        self.assertEqual(self.job.next_step_id, self.collect)
        self.collect.action_done()
        self.assertEqual(self.job.next_step_id, self.check)
        self.assertEqual(str(self.job.next_step_date), "2026-03-13")
        self.file.date_due = "2026-03-11"
        self.assertEqual(self.job.next_step_id, self.file)
        self.assertEqual(str(self.job.next_step_date), "2026-03-11")

    def test_finished_file_has_no_next_operation(self):
        self.job.activity_ids.action_done()
        self.assertFalse(self.job.next_step_id)
        self.assertFalse(self.job.has_late_step)

    def test_file_is_late_with_its_next_operation(self):
        self.assertTrue(self.job.has_late_step)
        self.assertEqual(self._find("service.intervention", "has_late_step"), self.job)
        self.collect.action_skip("The client has sent nothing")
        self.assertFalse(self.job.has_late_step)
        self.assertFalse(self._find("service.intervention", "has_late_step"))
        with freeze_time("2026-03-14"):
            self.env.invalidate_all()
            self.assertTrue(self.job.has_late_step)

    def test_operation_that_is_removed_is_not_the_next(self):
        self.collect.unlink()
        self.assertEqual(self.job.next_step_id, self.check)

    # === PEOPLE === #

    def test_person_of_one_operation_sees_the_file_and_others_do_not(self):
        users = []
        for name in ("olga", "nina"):
            user = self._make_user(name, "service_management.group_technician")
            users.append(user)
            self._make_employee(name, user_id=user.id)
        self.check.employee_id = users[0].employee_id
        for user, expected in zip(users, (self.job, self.job.browse()), strict=True):
            with self.subTest(user=user.login):
                jobs = self.job.with_user(user).search([("id", "=", self.job.id)])
                self.assertEqual(jobs, expected)
        self.check.with_user(users[0]).action_done()
        self.assertEqual(self.check.state, "done")

    # === BOARD === #

    def test_board_shows_practices_only(self):
        plain = self._make_job([{}], protocol_id=self.practice.id)
        action = self.env.ref("service_management.service_practice_action")
        found = self.env["service.intervention"].search(eval(action.domain))
        self.assertIn(self.job, found)
        self.assertNotIn(plain, found)
        self.assertEqual(self.practice.practice_count, 1)

    def test_protocol_opens_its_files(self):
        action = self.practice.action_view_practices()
        found = self.env["service.intervention"].search(action["domain"])
        self.assertEqual(found, self.job)

    # === WHAT STARTS A FILE === #

    def test_new_customer_needs_a_condition_by_default(self):
        practice = self._make_protocol(
            "Welcome", {}, trigger="new_customer", trigger_date="2026-03-01"
        )
        self.assertIn("service_is_client", practice.domain)
        customer = self._make_customer("New", customer_rank=1)
        supplier = self._make_customer("Supplier", supplier_rank=1)
        self.env["service.protocol"].sudo()._cron_start()
        started = practice.env["service.intervention"].search(
            [("protocol_id", "=", practice.id)]
        )
        self.assertIn(customer, started.partner_id)
        self.assertNotIn(supplier, started.partner_id)

    def test_condition_entered_by_hand_survives_another_trigger(self):
        self.practice.domain = "[('ref', '=', 'X')]"
        self.practice.trigger = "new_customer"
        self.assertEqual(self.practice.domain, "[('ref', '=', 'X')]")

    def test_file_is_looked_after_by_whoever_is_in_charge(self):
        salesman = self._make_user("salesman", "service_management.group_planner")
        clerk = self._make_user("clerk", "service_management.group_planner")
        self.assertFalse(self.job.user_id)
        self.customer.user_id = salesman
        job = self.practice._start_for(self.customer, self._day("2026-03-02"))
        self.assertEqual(job.user_id, salesman)
        self.practice.user_id = clerk
        job = self.practice._start_for(self.customer, self._day("2026-03-03"))
        self.assertEqual(job.user_id, clerk)

    def test_quarters(self):
        self.practice.write(
            {
                "trigger": "periodic",
                "trigger_unit": "quarter",
                "trigger_date": "2025-10-01",
                "domain": f"[('id', '=', {self.customer.id})]",
            }
        )
        self.env["service.protocol"].sudo()._cron_start()
        self.assertEqual(self._occasions(), ["2025-10-01", "2026-01-01", "2026-03-01"])
        self.assertEqual(str(self.practice.next_trigger_date), "2026-04-01")

    def test_fiscal_years_of_the_company(self):
        self.company.write({"fiscalyear_last_month": "6", "fiscalyear_last_day": 30})
        self.practice.write(
            {
                "trigger": "periodic",
                "trigger_unit": "fiscal_year",
                "trigger_date": "2024-07-02",
                "company_id": self.company.id,
                "domain": f"[('id', '=', {self.customer.id})]",
            }
        )
        self.assertEqual(str(self.practice.next_trigger_date), "2025-07-01")
        self.env["service.protocol"].sudo()._cron_start()
        self.assertEqual(self._occasions(), ["2025-07-01", "2026-03-01"])
        self.assertEqual(str(self.practice.next_trigger_date), "2026-07-01")

    def test_fiscal_year_that_begins_on_the_day_counts(self):
        self.practice.write(
            {
                "trigger": "periodic",
                "trigger_unit": "fiscal_year",
                "trigger_date": "2026-01-01",
                "company_id": self.company.id,
            }
        )
        self.assertEqual(str(self.practice.next_trigger_date), "2026-01-01")

    def _occasions(self):
        jobs = self.env["service.intervention"].search(
            [("protocol_id", "=", self.practice.id)]
        )
        return sorted(str(day) for day in jobs.mapped("occasion"))
