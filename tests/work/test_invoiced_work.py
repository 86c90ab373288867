# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules 4 and 9: what is invoiced stays so, whatever door somebody comes through."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import ServiceCommon


class InvoicedCommon(ServiceCommon):
    """A finished job of two hours and two filters from the van, invoiced."""

    today = "2026-03-20"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.user
        cls._make_stock(cls.part, 10)
        cls.job = cls._finish(
            cls._make_job(
                [{"hours": 2.0, "employee_id": cls.technician.id}], [{"quantity": 2.0}]
            )
        )
        cls.activity, cls.charge = cls.job.activity_ids, cls.job.charge_ids
        cls.mine = cls.job.with_user(cls.user)
        cls.invoice = cls._invoice("2026-03-20").invoice_ids

    def _on_hand(self):
        return self.part.with_context(location=self.stock_location.id).qty_available

    def _assert_refused(self, function, *args, words="invoice"):
        with self.assertRaises(UserError) as refused:
            function(*args)
        self.assertRegex(str(refused.exception), words)


@tagged("post_install", "-at_install")
class TestInvoicedWork(InvoicedCommon):
    """The work and its job."""

    def test_form_of_the_operation(self):
        form = Form(self.activity.with_user(self.user))
        form.hours = 10.0
        self._assert_refused(form.save)

    def test_api(self):
        other = self._make_job()
        more = [Command.update(self.activity.id, {"hours": 9})]
        product = self.labour_product.copy()
        for record, vals in (
            (self.activity, {"hours": 10.0}),
            (self.activity, {"hours": 1.0}),
            (self.activity, {"price_unit": 1.0}),
            (self.activity, {"product_id": product.id}),
            (self.activity, {"tax_ids": [Command.clear()]}),
            (self.activity, {"state": "todo"}),
            (self.activity, {"intervention_id": other.id}),
            (self.charge, {"price_unit": 1.0}),
            (self.job, {"state": "in_progress"}),
            (self.job, {"state": "cancelled"}),
            (self.job, {"activity_ids": more}),
            (self.job, {"activity_ids": [Command.delete(self.activity.id)]}),
            (self.job, {"partner_id": self._make_customer("Somebody Else").id}),
        ):
            with self.subTest(record=record, vals=vals):
                self._assert_refused(record.write, vals)

    def test_buttons(self):
        self._assert_refused(self.activity.action_skip)

    def test_import(self):
        [[external_id]] = self.activity.export_data(["id"])["datas"]
        result = self.env["service.activity"].load(
            ["id", "hours"], [[external_id, "10"]]
        )
        self.assertIn("invoice", str(result["messages"]))
        self.assertEqual(self.activity.hours, 2.0)

    def test_import_of_what_is_there_changes_nothing(self):
        names = ["id", "hours", "price_unit", "state"]
        rows = self.activity.export_data(names)["datas"]
        result = self.env["service.activity"].load(names, rows)
        self.assertFalse(result["messages"])

    def test_what_is_not_invoiced_can_be_corrected(self):
        helper = self._make_employee("Helper")
        self.activity.write({"name": "Better words", "employee_id": helper.id})
        self.assertEqual(self.activity.timesheet_ids.employee_id, helper)

    def test_other_price_list_in_another_currency(self):
        currency = self.setup_other_currency("CHF")
        pricelist = self.env["product.pricelist"].create(
            {"name": "Other", "currency_id": currency.id}
        )
        self._assert_refused(self.job.write, {"pricelist_id": pricelist.id})

    def test_prices_proposed_anew_leave_it_alone(self):
        pricelist = self.env["product.pricelist"].create(
            {
                "name": "Dear",
                "currency_id": self.job.currency_id.id,
                "item_ids": [
                    Command.create({"compute_price": "fixed", "fixed_price": 999.0})
                ],
            }
        )
        self.job.pricelist_id = pricelist
        self.assertEqual(self.activity.price_unit, 80.0)

    def test_more_work_becomes_due(self):
        self.job.activity_ids = [
            Command.create(
                {
                    "activity_type_id": self.activity_type.id,
                    "hours": 8.0,
                    "state": "done",
                    "employee_id": self.technician.id,
                }
            )
        ]
        more = self.job.activity_ids - self.activity
        self.assertEqual(self.job.invoice_state, "to_invoice")
        self.assertEqual(more.timesheet_ids.unit_amount, 8.0)
        self.assertEqual(self._invoice("2026-03-20").invoice_ids.amount_untaxed, 640.0)

    def test_open_again_once_the_invoice_is_gone(self):
        for take_back in ("cancel", "delete", "credit"):
            with self.subTest(take_back=take_back):
                if take_back == "cancel":
                    self.invoice.button_cancel()
                elif take_back == "delete":
                    self.invoice.unlink()
                else:
                    self.invoice.action_post()
                    self._credit(self.invoice)
                self.activity.hours += 1.0
                self.assertEqual(self.activity.invoice_state, "to_invoice")
                self.invoice = self._invoice("2026-03-20").invoice_ids

    def test_job_in_part_invoiced_is_not_reopened(self):
        """Also when the rest is due, or the invoice is credited in part."""
        self.invoice.invoice_line_ids.filtered("service_charge_ids").unlink()
        self.assertEqual(self.job.invoice_state, "to_invoice")
        self._assert_refused(self.job.action_reopen, "More to do")
        self.invoice.action_post()
        refund = self.invoice._reverse_moves([{"invoice_date": self.today}])
        refund.invoice_line_ids.price_unit = 1.0
        refund.action_post()
        self._assert_refused(self.job.action_reopen, "More to do")
        self._credit(self.invoice)
        self.job.action_reopen("More to do")
        self.assertEqual(self.job.state, "in_progress")


@tagged("post_install", "-at_install")
class TestInvoicedSurcharge(ServiceCommon):
    """What hours at unusual times cost more."""

    def test_day_that_would_change_the_surcharge(self):
        self.activity_type.holiday_percent = 50.0
        job = self._make_job(
            [
                {
                    "date_start": "2026-03-08 08:00:00",  # a Sunday
                    "employee_id": self.technician.id,
                }
            ],
            date_start="2026-03-08 08:00:00",
        )
        self._finish(job)
        activity = job.activity_ids
        self.assertEqual(activity.surcharge_ids.amount_billable, 40.0)
        self._invoice("2026-03-20")
        with self.assertRaisesRegex(UserError, "invoice"):
            activity.write(
                {
                    "date_start": "2026-03-10 08:00:00",
                    "date_end": "2026-03-10 09:00:00",
                }
            )


@tagged("post_install", "-at_install")
class TestTimesheetDoor(InvoicedCommon):
    """Hours of jobs in the timesheets."""

    def test_timesheet_says_what_the_operation_says(self):
        line = self.activity.timesheet_ids
        helper = self._make_employee("Helper")
        for vals in (
            {"unit_amount": 10.0},
            {"date": "2026-03-11"},
            {"employee_id": helper.id},
            {"service_activity_id": False},
        ):
            with self.subTest(vals=vals):
                self._assert_refused(line.write, vals, words="operation")
        line.write({"name": "Words are free", "unit_amount": 2.0})

    def test_timesheet_is_not_deleted(self):
        self._assert_refused(self.activity.timesheet_ids.unlink, words="operation")

    def test_no_second_timesheet(self):
        copy = self.activity.timesheet_ids.copy
        self._assert_refused(copy, {"unit_amount": 8.0}, words="operation")

    def test_goes_with_the_operation(self):
        self.invoice.unlink()
        lines = self.activity.timesheet_ids
        self.activity.hours = 3.0
        self.assertEqual(lines.unit_amount, 3.0)
        self.activity.unlink()
        self.assertFalse(lines.exists())


@tagged("post_install", "-at_install")
class TestStockDoor(InvoicedCommon):
    """Parts: what is charged is what has left the stock."""

    def _back(self, quantity):
        """Give goods back with a move that somebody makes in the stock."""
        move = self.env["stock.move"].create(self.charge._prepare_return_vals(quantity))
        move._action_confirm(merge=False)
        move._action_done()

    def test_correction_of_an_invoiced_move(self):
        self._assert_refused(self.charge.move_id.write, {"quantity": 5.0})
        self._assert_refused(self.charge.move_id.move_line_ids.write, {"quantity": 1.0})

    def test_return_of_an_invoiced_part(self):
        self._assert_refused(self._back, 1.0)
        self._assert_refused(self._back, 2.0)

    def test_part_follows_its_move(self):
        self.invoice.unlink()
        self.charge.move_id.quantity = 5.0
        self.assertEqual(self.charge.quantity, 5.0)
        self.assertEqual(self.charge.amount_billable, 200.0)
        self.assertEqual(self.charge.cost, 125.0)
        self._back(1.0)
        self.assertEqual(self.charge.quantity, 4.0)
        self._back(4.0)
        self.assertFalse(self.charge.exists())
        self.assertEqual(self._on_hand(), 10.0)

    def test_part_that_has_left_is_not_changed_by_hand(self):
        """Neither while it is invoiced nor after."""
        for vals in (
            {"quantity": 5.0},
            {"product_id": self.fee_product.id},
            {"kind": "fee"},
        ):
            with self.subTest(vals=vals):
                self._assert_refused(self.charge.write, vals, words="left the stock")
        self.invoice.unlink()
        self._assert_refused(
            self.charge.write, {"quantity": 5.0}, words="left the stock"
        )

    def test_part_added_to_a_finished_job_leaves_the_stock(self):
        self.assertEqual(self._on_hand(), 8.0)
        self.job.charge_ids = [Command.create({"product_id": self.part.id})]
        self.assertEqual(self._on_hand(), 7.0)
        self.assertEqual(self.job.invoice_state, "to_invoice")
        other = self._make_job(charges=[{}])
        other.charge_ids.intervention_id = self.job
        self.assertEqual(self._on_hand(), 6.0)

    def test_technician_adds_and_returns(self):
        self.mine.charge_ids = [
            Command.create({"product_id": self.part.id, "quantity": 3.0})
        ]
        charge = self.mine.charge_ids - self.charge
        charge._return_to_stock(1.0)
        self.assertEqual(charge.quantity, 2.0)
        charge._return_to_stock(2.0)
        self.assertFalse(charge.exists())
        self.assertEqual(self._on_hand(), 8.0)
