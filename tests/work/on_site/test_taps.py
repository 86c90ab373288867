# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A whole job is closed on the phone in at most twelve taps."""

from odoo import fields
from odoo.tests import HttpCase, tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestTaps(ServiceCommon, HttpCase):
    """By somebody with the rights of a technician, and no others."""

    browser_size = "390x844"
    touch_enabled = True

    def test_job_is_closed_in_twelve_taps(self):
        user = self._make_user("taps", "service_management.group_technician")
        user.tz = "UTC"
        van = self.env["stock.location"].create(
            {"name": "Van", "location_id": self.stock_location.id}
        )
        self.technician.write({"user_id": user.id, "service_location_id": van.id})
        self._make_stock(self.part, 5.0, location=van)
        self.customer.write({"name": "Officine Taps", "service_distance_km": 25.0})
        self._make_customer("Anna Rossi", parent_id=self.customer.id)
        job = self._make_job(
            [
                {
                    "name": "Pressure",
                    "required": True,
                    "check_type": "measure",
                    "measure_min": 5.0,
                    "measure_max": 7.0,
                },
                {"name": "Leak", "required": True, "check_type": "pass_fail"},
                {"name": "Clean", "required": True, "check_type": "done"},
                {"name": "Grease", "required": True, "check_type": "done"},
                {"name": "Filter Change", "required": True},
                {"name": "Test Run", "required": True},
            ],
            equipment=self._make_equipment("TAPS-1"),
            date_start=fields.Datetime.now(),
            title="Pump hums",
        )
        self.start_tour("/odoo/my-jobs-today", "service_taps", login="taps")
        self.assertEqual(job.state, "done")
        self.assertEqual(set(job.activity_ids.mapped("state")), {"done"})
        self.assertRecordValues(
            job.activity_ids[:2],
            [
                {"check_value": 6.5, "check_passed": True},
                {"check_value": 0.0, "check_passed": True},
            ],
        )
        part = job.charge_ids.filtered(lambda charge: charge.kind == "part")
        self.assertEqual((part.quantity, part.move_id.state), (1.0, "done"))
        self.assertTrue(job.photo_ids.raw)
        self.assertEqual(job.signed_by, "Anna Rossi")
        self.assertTrue(job.signature and job.signed_report_id)
