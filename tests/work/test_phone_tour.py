# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A technician does a job on the phone, from the list of today to the signature."""

from odoo import Command, fields
from odoo.tests import HttpCase, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPhoneTour(ServiceCommon, HttpCase):
    """390 pixels wide, touched with a thumb, by somebody with no other rights."""

    browser_size = "390x844"
    touch_enabled = True

    def test_job_of_today(self):
        user = self._make_user("phone", "service_management.group_technician")
        user.tz = "UTC"
        self.technician.user_id = user
        self.customer.write(
            {
                "name": "Officine Phone",
                "street": "Via Roma 1",
                "city": "Milano",
                "phone": "+39 02 123456",
            }
        )
        self.part.barcode = "PHONE-PART"
        self._make_stock(self.part, 5.0)
        pump = self._make_equipment("PHONE-1", note="<p>Key is at the porter</p>")
        job = self._make_job(
            [
                {
                    "name": "Check the valve",
                    "check_type": "pass_fail",
                    "required": True,
                    "planned_hours": 0.0,
                    "hours": 0.0,
                },
                {"name": "Clean", "required": True, "hours": 0.0},
            ],
            equipment=pump,
            date_start=fields.Datetime.now(),
            employee_ids=[Command.set(self.technician.ids)],
            title="Pump hums",
        )
        self.start_tour("/odoo/my-jobs-today", "service_phone", login="phone")
        self.assertEqual(job.state, "done")
        valve, clean = job.activity_ids.filtered(lambda one: not one.is_travel)
        self.assertTrue(valve.state == "done" and valve.check_passed and valve.hours)
        self.assertEqual((clean.state, clean.skip_reason), ("skipped", "No water"))
        self.assertTrue(job.without_photos)
        self.assertEqual(job.charge_ids.product_id, self.part)
        self.assertEqual(job.charge_ids.quantity, 2.0, "one by name, one scanned")
        self.assertEqual(job.charge_ids.move_id.state, "done")
        self.assertEqual(job.signed_by, "Mr Miller")
        self.assertTrue(job.signature and job.signed_report_id)
