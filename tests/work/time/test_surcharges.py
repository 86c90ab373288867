# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Hours at unusual times: told apart by the working calendar, and priced."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestSurcharges(ServiceCommon):
    """Monday to Friday 8-12 and 13-17 in Rome; 50 % overtime, 100 % on holidays."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.calendar = cls.env["resource.calendar"].create(
            {"name": "Week", "tz": "Europe/Rome", "company_id": cls.company.id}
        )
        cls.technician.write({"resource_calendar_id": cls.calendar.id})
        cls.technician.tz = "Europe/Rome"
        cls.activity_type.write({"overtime_percent": 50, "holiday_percent": 100})

    def _work(self, start, hours, **vals):
        """Work of the technician; ``start`` is in UTC, an hour before Rome's."""
        job = self._make_job(
            [
                {
                    "date_start": start,
                    "hours": hours,
                    "employee_id": self.technician.id,
                    "state": "done",
                    **vals,
                }
            ],
            date_start=start,
        )
        return job.activity_ids

    def _split(self, activity):
        return activity.hours_overtime, activity.hours_holiday

    # === HOURS === #

    def test_normal_hours(self):
        self.assertEqual(self._split(self._work("2026-03-10 07:00:00", 4)), (0, 0))

    def test_lunch_that_is_a_break_is_no_overtime(self):
        activity = self._work("2026-03-10 07:00:00", 8, break_hours=1.0)
        self.assertEqual(self._split(activity), (0, 0))

    def test_evening(self):
        self.assertEqual(self._split(self._work("2026-03-10 14:00:00", 4)), (2, 0))

    def test_saturday_is_overtime_sunday_a_holiday(self):
        self.assertEqual(self._split(self._work("2026-03-14 08:00:00", 3)), (3, 0))
        self.assertEqual(self._split(self._work("2026-03-15 08:00:00", 3)), (0, 3))

    def test_night_into_sunday(self):
        self.assertEqual(self._split(self._work("2026-03-14 21:00:00", 4)), (2, 2))

    def test_public_holiday(self):
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Feast",
                "company_id": self.company.id,
                "date_from": "2026-03-09 23:00:00",
                "date_to": "2026-03-10 22:59:59",
            }
        )
        self.assertEqual(self._split(self._work("2026-03-10 07:00:00", 4)), (0, 4))
        self.assertEqual(self._split(self._work("2026-03-11 07:00:00", 4)), (0, 0))

    def test_not_done_has_none(self):
        activity = self._work("2026-03-15 08:00:00", 3)
        activity.action_reset()
        self.assertEqual(self._split(activity), (0, 0))
        self.assertFalse(activity.surcharge_ids)

    # === PRICE === #

    def test_surcharges_are_lines_of_their_own(self):
        activity = self._work("2026-03-14 21:00:00", 4, name="Night")
        self.assertRecordValues(
            activity.surcharge_ids.sorted("surcharge"),
            [
                {
                    "surcharge": "holiday",
                    "quantity": 2.0,
                    "price_unit": 80.0,
                    "cost": 0,
                },
                {
                    "surcharge": "overtime",
                    "quantity": 2.0,
                    "price_unit": 40.0,
                    "cost": 0,
                },
            ],
        )
        self.assertIn("Night", activity.surcharge_ids[0].name)
        self.assertEqual(activity.intervention_id.amount_billable, 320 + 160 + 80)

    def test_surcharge_follows_its_hours(self):
        activity = self._work("2026-03-10 14:00:00", 4)
        charge = activity.surcharge_ids
        activity.hours = 5.0
        self.assertEqual(activity.surcharge_ids, charge)
        self.assertEqual(charge.quantity, 3.0)
        activity.hours = 2.0
        self.assertFalse(charge.exists())

    def test_no_percent_no_surcharge(self):
        self.activity_type.write({"overtime_percent": 0, "holiday_percent": 0})
        self.assertFalse(self._work("2026-03-15 08:00:00", 3).surcharge_ids)

    def test_covered_as_the_work(self):
        contract = self._make_contract(labour_coverage=100)
        activity = self._work("2026-03-10 14:00:00", 4)
        activity.intervention_id.contract_id = contract
        self.assertEqual(activity.surcharge_ids.coverage, 100.0)
        self.assertEqual(activity.surcharge_ids.coverage_source, "contract")
        self.assertEqual(activity.surcharge_ids.amount_billable, 0.0)

    def test_invoiced_once_with_the_work(self):
        activity = self._work("2026-03-10 14:00:00", 4)
        self._finish(activity.intervention_id)
        invoice = self._invoice("2026-12-31").invoice_ids
        self.assertEqual(invoice.amount_untaxed, 320 + 80)
        with self.assertRaisesRegex(UserError, "Nothing is due"):
            self._invoice("2026-12-31")

    def test_deleting_the_work_deletes_its_surcharge(self):
        activity = self._work("2026-03-15 08:00:00", 3)
        charge = activity.surcharge_ids
        activity.unlink()
        self.assertFalse(charge.exists())
