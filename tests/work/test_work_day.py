# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Work is dated by the day on which it is recorded, where its site is."""

import importlib.util
from datetime import date, datetime
from pathlib import Path

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import SIGNATURE, ServiceCommon

PLAN = "2026-03-05 08:00:00"


@tagged("post_install", "-at_install")
class TestWorkDay(ServiceCommon):
    """Planned on the 5th, done on the 10th; the warranty ended on the 8th."""

    today = "2026-03-02 08:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id.tz = "Europe/Rome"
        cls.pump = cls._make_equipment(
            "PUMP-1", warranty_start="2025-03-09", warranty_end="2026-03-08"
        )
        cls.job = cls._make_planned_job(PLAN)
        cls.work = cls.job.activity_ids

    @classmethod
    def _make_planned_job(cls, start, **vals):
        job = cls._make_job(
            [{"name": "Repair", "planned_hours": 2.0, "hours": 0.0}],
            equipment=cls.pump,
            date_start=start,
            **vals,
        )
        job.action_plan()
        return job

    def _finish_on(self, moment, job=None):
        return self._finish(job or self.job, moment)

    def _get_timesheet_days(self):
        self.env.flush_all()
        return self.work.timesheet_ids.mapped("date")

    # === THE DAY === #

    def test_done_later_than_planned(self):
        self.assertEqual(self.work.coverage_source, "warranty")
        self._finish_on("2026-03-10 15:00:00")
        day = date(2026, 3, 10)
        self.assertEqual((self.work.date_done, self.job.date_done), (day, day))
        self.assertEqual(self._get_timesheet_days(), [day])
        self.assertEqual(self.work.coverage_source, "none")
        self.assertEqual(self.work.date_start, datetime(2026, 3, 10, 8))

    def test_done_before_it_is_planned(self):
        """What is done is to be invoiced, whatever the plan was."""
        job = self._make_planned_job("2026-04-20 08:00:00")
        self._finish_on("2026-03-10 15:00:00", job)
        run = self._invoice(
            "2026-03-31", include_contracts=False, partner_ids=self.customer.ids
        )
        self.assertEqual(
            run.invoice_ids.invoice_line_ids.service_activity_ids, job.activity_ids
        )

    def test_clock_of_the_site(self):
        """At 22:30 in Rome it is another day in Tokyo and in UTC still the same."""
        tokyo = self._make_user(
            "tokyo", "service_management.group_manager", tz="Asia/Tokyo"
        )
        self._finish_on("2026-03-10 21:30:00", self.job.with_user(tokyo))
        self.assertEqual(self.work.date_done, date(2026, 3, 10))
        self.assertEqual(self._get_timesheet_days(), [date(2026, 3, 10)])

    def test_clock_of_another_coast(self):
        self.customer.write(
            {"tz": "America/Los_Angeles", "country_id": self.env.ref("base.us").id}
        )
        self._finish_on("2026-03-11 05:00:00")  # the evening before, there
        self.assertEqual(self.work.date_done, date(2026, 3, 10))
        with freeze_time("2026-03-11 20:00:00"):
            self.work.with_context(tz="Asia/Tokyo").hours = 3.0
        self.assertEqual(self._get_timesheet_days(), [date(2026, 3, 10)])

    def test_after_midnight_in_rome(self):
        self._finish_on("2026-03-09 23:30:00")
        self.assertEqual(self.work.date_done, date(2026, 3, 10))

    def test_entered_times_are_the_day(self):
        """Written down a day later, and then recorded as done."""
        with freeze_time("2026-03-10 15:00:00"):
            self.job.action_start()
            self.work.write(
                {"date_start": "2026-03-09 07:00:00", "date_end": "2026-03-09 09:00:00"}
            )
            self.work.action_done()
            self.job.action_done()
        self.assertRecordValues(
            self.work,
            [
                {
                    "is_timed": True,
                    "date_done": date(2026, 3, 9),
                    "date_start": datetime(2026, 3, 9, 7),
                    "hours": 2.0,
                }
            ],
        )

    def test_the_timer_is_the_day(self):
        technician = self._make_user("tessa", "service_management.group_technician")
        self.technician.user_id = technician
        work = self.work.with_user(technician)
        with freeze_time("2026-03-09 07:00:00"):
            work.action_timer_start()
        with freeze_time("2026-03-09 08:30:00"):
            work.action_timer_stop()
        self._finish_on("2026-03-10 15:00:00")
        self.assertEqual(self.work.date_done, date(2026, 3, 9))
        self.assertEqual(self.job.date_done, date(2026, 3, 9))

    def test_a_plan_in_the_past_is_no_record(self):
        """Moved on the plan after its time has passed."""
        with freeze_time("2026-03-06 15:00:00"):
            plan = {"date_start": "date_start", "date_stop": "date_end"}
            self.work.service_gantt_write(
                [
                    {
                        "id": self.work.id,
                        "old": {"date_start": PLAN, "date_end": "2026-03-05 10:00:00"},
                        "new": {
                            "date_start": "2026-03-06 07:00:00",
                            "date_end": "2026-03-06 09:00:00",
                        },
                    }
                ],
                plan,
            )
        self._finish_on("2026-03-10 15:00:00")
        self.assertEqual(self.work.date_done, date(2026, 3, 10))

    # === CORRECTIONS === #

    def test_the_day_can_be_corrected(self):
        self._finish_on("2026-03-10 15:00:00")
        self.work.date_done = "2026-03-07"
        self.assertEqual(self._get_timesheet_days(), [date(2026, 3, 7)])
        self.assertEqual(self.work.coverage_source, "warranty")
        self.assertEqual(self.work.date_start, datetime(2026, 3, 7, 8))
        self.assertEqual(self.job.date_done, date(2026, 3, 7))

    def test_the_day_of_the_job_moves_its_work(self):
        self._finish_on("2026-03-10 15:00:00")
        self.job.date_done = "2026-03-07"
        self.assertEqual(self.work.date_done, date(2026, 3, 7))

    def test_later_changes_keep_the_day(self):
        self._finish_on("2026-03-10 15:00:00")
        with freeze_time("2026-04-01 10:00:00"):
            self.work.hours = 3.0
            self.job.title = "Pump"
        self.assertEqual(self._get_timesheet_days(), [date(2026, 3, 10)])

    def test_recorded_again(self):
        with freeze_time("2026-03-10 10:00:00"):
            self.job.action_start()
            self.work.action_done()
            self.work.action_reset()
        self.assertFalse(self.work.date_done)
        self._finish_on("2026-03-11 10:00:00")
        self.assertEqual(self.work.date_done, date(2026, 3, 11))

    def test_not_once_invoiced(self):
        self._finish_on("2026-03-10 15:00:00")
        self._invoice(
            "2026-03-31", include_contracts=False, partner_ids=self.customer.ids
        )
        with self.assertRaisesRegex(UserError, "is invoiced"):
            self.work.date_done = "2026-03-07"

    @mute_logger("odoo.addons.base.models.ir_actions_report")
    def test_not_once_signed(self):
        self._finish_on("2026-03-10 15:00:00")
        self.job.write({"signature": SIGNATURE, "signed_by": "Customer"})
        with self.assertRaisesRegex(UserError, "is signed"):
            self.work.date_done = "2026-03-07"
        with self.assertRaisesRegex(UserError, "is signed"):
            self.job.date_done = "2026-03-07"

    # === CHARGES AND PRICES === #

    def test_charges_foreseen_are_used_on_the_day_of_the_job(self):
        self.job.charge_ids = [Command.create({"product_id": self.fee_product.id})]
        self.assertFalse(self.job.charge_ids.date_done)
        self._finish_on("2026-03-10 15:00:00")
        self.assertEqual(self.job.charge_ids.date_done, date(2026, 3, 10))

    def test_charges_of_several_days(self):
        with freeze_time("2026-03-09 10:00:00"):
            self.job.action_start()
            self.job.charge_ids = [Command.create({"product_id": self.fee_product.id})]
        self._finish_on("2026-03-10 15:00:00")
        self.assertEqual(self.job.charge_ids.date_done, date(2026, 3, 9))
        self.assertEqual(self.job.date_done, date(2026, 3, 10))

    def test_price_of_the_day(self):
        """From the 8th on an hour costs 100; a price that was entered stays."""
        self.job.pricelist_id = self.env["product.pricelist"].create(
            {
                "name": "Spring",
                "item_ids": [
                    Command.create(
                        {
                            "compute_price": "fixed",
                            "fixed_price": 100.0,
                            "date_start": "2026-03-08 00:00:00",
                        }
                    )
                ],
            }
        )
        other = self.work.copy({"name": "By hand", "price_unit": 90.0})
        self._finish_on("2026-03-10 15:00:00")
        self.assertEqual((self.work.price_unit, other.price_unit), (100.0, 90.0))

    # === WHAT IS SHOWN === #

    def _print(self):
        report = self.env.ref("service_management.report_work")
        return report._render_qweb_html(report, self.job.ids)[0].decode()

    def test_report_leaves_out_what_is_not_known(self):
        self._finish_on("2026-03-10 15:00:00")
        text = self._print()
        self.assertIn("03/10/2026", text)
        self.assertNotIn("03/05/2026", text)
        self.assertNotIn(":00:00", text)
        self.assertNotIn("09:00", text)

    def test_report_shows_the_clock_of_the_site(self):
        with freeze_time("2026-03-10 15:00:00"):
            self.job.action_start()
            self.work.write(
                {"date_start": "2026-03-10 06:15:00", "date_end": "2026-03-10 08:15:00"}
            )
            self.work.action_done()
            self.job.action_done()
        self.env.user.tz = "Asia/Tokyo"
        self.assertIn("7:15", self._print())

    def test_daily_sheet(self):
        self._finish_on("2026-03-10 15:00:00")
        self.env.flush_all()
        sheet = self.env["service.daily.sheet"].search(
            [("intervention_id", "=", self.job.id)]
        )
        self.assertEqual(set(sheet.mapped("date")), {date(2026, 3, 10)})

    def test_next_visit_counts_from_the_day_of_the_visit(self):
        contract = self._make_contract(
            {"visit_interval": 1, "visit_unit": "month", "date_start": "2026-03-02"},
            date_start="2026-03-02",
            visit_counting="actual",
        )
        line = contract.line_ids
        visit = line._generate_visits(
            date(2026, 3, 31), Domain("contract_id", "=", contract.id)
        )
        visit.write(
            {
                "date_start": "2026-03-02 08:00:00",
                "employee_ids": [Command.set(self.technician.ids)],
            }
        )
        self._finish_on("2026-03-10 15:00:00", visit)
        self.assertEqual(line.next_visit_date, date(2026, 4, 10))

    # === UPGRADE === #

    def test_upgrade_keeps_the_days(self):
        self._finish_on("2026-03-10 15:00:00")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_analytic_line SET date = '2026-03-04' WHERE id IN %s",
            [self.work.timesheet_ids._ids],
        )
        for table in ("service_activity", "service_charge", "service_intervention"):
            self.env.cr.execute(f"UPDATE {table} SET date_done = NULL")
        path = Path(__file__).parents[2] / "migrations/19.0.1.3.0/post-work-day.py"
        spec = importlib.util.spec_from_file_location("post_work_day", path)
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        script.migrate(self.env.cr, "19.0.1.2.0")
        self.env.invalidate_all()
        self.assertEqual(self.work.date_done, date(2026, 3, 4))
        self.assertEqual(self.job.date_done, date(2026, 3, 5))
