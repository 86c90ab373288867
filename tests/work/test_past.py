# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 15: the past keeps its people, prices and costs."""

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import ServiceCommon


class PastCommon(ServiceCommon):
    today = "2026-03-10"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.job = cls._make_job(
            [
                {"name": "Done", "hours": 2.0, "employee_id": cls.technician.id},
                {"name": "Open", "hours": 1.0, "employee_id": cls.technician.id},
            ],
            [{"kind": "fee", "product_id": cls.fee_product.id, "quantity": 2.0}],
        )
        cls.done, cls.open = cls.job.activity_ids
        cls.fee = cls.job.charge_ids
        cls.done.action_done()
        cls.user = cls._make_user("tom", "service_management.group_technician")
        cls.colleague = cls._make_employee("Tom", user_id=cls.user.id, hourly_cost=50.0)


@tagged("post_install", "-at_install")
class TestPastPeople(PastCommon):
    """Somebody has left the company."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.technician.action_archive()

    def test_open_operation_is_recorded(self):
        self.open.action_done()
        self.assertRecordValues(
            self.open.timesheet_ids,
            [{"employee_id": self.technician.id, "unit_amount": 1.0, "amount": -30.0}],
        )

    def test_open_operation_is_recorded_by_a_colleague(self):
        self.job.employee_ids |= self.colleague
        self.open.with_user(self.user).action_done()
        self.assertEqual(self.open.timesheet_ids.employee_id, self.technician)

    def test_job_is_finished_and_invoiced(self):
        self.job.action_start()
        self.open.action_done()
        self.job.action_done()
        self.assertEqual(self.job.employee_ids, self.technician)
        invoice = self._invoice("2026-12-31").invoice_ids
        self.assertEqual(invoice.amount_untaxed, 3 * 80.0 + 2000.0)

    def test_old_operation_is_corrected(self):
        line = self.done.timesheet_ids
        for name, value in (
            ("name", "Better words"),
            ("hours", 3.0),
        ):
            with self.subTest(name=name):
                form = Form(self.done)
                form[name] = value
                form.save()
                self.assertEqual(self.done.timesheet_ids, line)
        self.done.date_start = "2026-03-09 08:00:00"
        self.assertRecordValues(
            line,
            [
                {
                    "employee_id": self.technician.id,
                    "unit_amount": 3.0,
                    "amount": -90.0,
                    "date": self._day("2026-03-09"),
                }
            ],
        )

    def test_hours_were_those_of_who_is_gone(self):
        self.open.employee_id = self.colleague
        self.open.action_done()
        self.open.employee_id = self.technician
        self.assertRecordValues(
            self.open.timesheet_ids,
            [{"employee_id": self.technician.id, "unit_amount": 1.0, "amount": -30.0}],
        )

    def test_whoever_has_worked_is_not_deleted(self):
        people = self.technician | self._make_employee("Idle")
        with self.assertRaises(UserError) as refused:
            people.unlink()
        self.assertIn("Archive", str(refused.exception))
        people[1].unlink()

    def test_works_for_another_company_by_now(self):
        other = self.setup_other_company()["company"]
        self.colleague.company_id = other
        self.open.employee_id = self.colleague.browse()
        self.open.flush_recordset()
        self.env.cr.execute(
            "UPDATE service_activity SET employee_id = %s WHERE id = %s",
            [self.colleague.id, self.open.id],
        )
        self.env.invalidate_all()
        self.open.action_done()
        self.open.hours = 4.0
        self.assertEqual(self.open.timesheet_ids.employee_id, self.colleague)
        self.assertEqual(self.open.timesheet_ids.unit_amount, 4.0)
        self.assertEqual(self.open.timesheet_ids.company_id, self.company)


@tagged("post_install", "-at_install")
class TestPastCost(PastCommon):
    """People and goods cost another amount by now."""

    def _raise(self, cost=60.0):
        tracked = self.technician.with_context(
            tracking_disable=False, mail_notrack=False
        )
        tracked.hourly_cost = cost
        self.env.flush_all()
        self.env.cr.precommit.run()

    def test_raise_leaves_past_work_alone(self):
        self._raise()
        self.done.name = "Better words"
        self.assertEqual(self.done.cost, 60.0)
        self.done.hours = 3.0
        self.assertEqual(self.done.cost, 90.0)
        self.assertEqual(self.done.timesheet_ids.amount, -90.0)
        self.done.date_start = "2026-03-09 08:00:00"
        self.assertEqual(self.done.timesheet_ids.amount, -90.0)
        self.assertEqual(self.job.cost, 90.0 + 30.0 + self.fee.cost)

    def test_raise_counts_for_work_that_is_still_to_do(self):
        self._raise()
        self.open.action_done()
        self.assertEqual(self.open.cost, 60.0)
        self.assertEqual(self.open.timesheet_ids.amount, -60.0)

    def test_taken_back_and_done_again(self):
        self._raise()
        self.done.action_reset()
        self.done.action_done()
        self.assertEqual(self.done.cost, 60.0)

    def test_somebody_else_has_another_cost(self):
        self.done.employee_id = self.colleague
        self.assertEqual(self.done.cost, 100.0)
        self.assertEqual(self.done.timesheet_ids.amount, -100.0)

    def test_work_of_before_the_raise_is_recorded_after_it(self):
        with freeze_time("2026-03-15"):
            self._raise()
        with freeze_time("2026-03-20"):
            self._raise(90.0)
        with freeze_time("2026-03-21"):
            self.open.date_done = "2026-03-10"
            self.open.action_done()
            self.assertEqual(self.open.cost, 30.0)
            later = self.open.copy({"date_done": "2026-03-16"})
            later.action_done()
            self.assertEqual(later.cost, 60.0)

    def test_product_costs_more(self):
        self.fee_product.standard_price = 10.0
        self.assertEqual(self.fee.cost, 20.0)
        self._finish(self.job)
        self.env.flush_all()
        self.fee_product.standard_price = 70.0
        self.fee.quantity = 3.0
        self.assertEqual(self.fee.cost, 30.0)
        self.assertEqual(self.job.cost, 60.0 + 30.0 + 30.0)

    def test_other_product_has_its_own_cost(self):
        self._finish(self.job)
        other = self.fee_product.copy({"standard_price": 7.0})
        self.fee.product_id = other
        self.assertEqual(self.fee.cost, 14.0)


@tagged("post_install", "-at_install")
class TestPastPrices(PastCommon):
    """Prices, products and kinds of work change."""

    def test_price_list_of_the_contract(self):
        contract = self._make_contract()
        jobs = self.job | self._make_job([{}])
        jobs.contract_id = contract
        self._finish(self.job)
        contract.pricelist_id = self.env["product.pricelist"].create(
            {
                "name": "Dear",
                "currency_id": contract.currency_id.id,
                "item_ids": [
                    Command.create({"compute_price": "fixed", "fixed_price": 999.0})
                ],
            }
        )
        self.assertEqual(self.done.price_unit, 80.0)
        self.assertEqual((jobs - self.job).activity_ids.price_unit, 999.0)

    def test_price_of_the_product(self):
        self.labour_product.list_price = 200.0
        self.done.write({"name": "Better words", "hours": 3.0})
        self.assertEqual(self.done.price_unit, 80.0)

    def test_what_is_archived_is_finished_and_corrected(self):
        self.activity_type.active = False
        (self.labour_product | self.fee_product).action_archive()
        self._finish(self.job)
        self.done.write({"name": "Better words", "hours": 3.0})
        self.fee.quantity = 1.0
        self.assertEqual(self.job.amount_billable, 4 * 80.0 + 1000.0)
