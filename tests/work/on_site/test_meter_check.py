# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A technician reads a meter as an operation of the job."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...duty.common_meters import MeterCommon


@tagged("post_install", "-at_install")
class TestMeterCheck(MeterCommon):
    today = "2026-03-10"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meter = cls._make_meter(("2026-01-31", 1000), ("2026-02-28", 1300))
        protocol = cls._make_protocol(
            "Service", {"check_type": "meter", "meter_type_id": cls.black.id}
        )
        cls.job = cls._make_job(
            equipment=cls.meter.equipment_id, protocol_ids=protocol.ids
        )
        cls.job.action_apply_protocols()
        cls.check = cls.job.activity_ids
        cls.job.action_start()

    def test_what_is_recorded_is_a_reading(self):
        self.assertEqual(self.check.meter_id, self.meter)
        self.assertEqual(self.check.meter_text, "1,300 on 02/28/2026")
        with self.assertRaisesRegex(UserError, "what the meter shows"):
            self.check.action_done()
        self.check.check_value = 1400
        self.check.action_done()
        reading = self.check.meter_reading_id
        self.assertRecordValues(
            reading,
            [{"value": 1400, "source": "technician", "state": "valid", "used": 100}],
        )
        self.assertEqual(reading.date, self._day(self.today))
        self.check.check_value = 1410
        self.assertEqual(reading.value, 1410)
        self.assertEqual(self.check._get_finding_text(), "1,410")
        self.check.action_reset()
        self.assertFalse(reading.exists())

    def test_a_meter_that_has_not_counted_yet_shows_zero(self):
        self.meter.reading_ids.unlink()
        with self.assertRaisesRegex(UserError, "what the meter shows"):
            self.check.action_done()
        self._read_meter(self.meter, "2026-02-28", 0)
        self.check.action_done()
        self.assertRecordValues(
            self.check.meter_reading_id,
            [{"date": self._day(self.today), "value": 0.0, "state": "valid"}],
        )

    def test_what_the_customer_has_read_that_day_is_corrected_and_stays(self):
        reading = self._read_meter(self.meter, self.today, 1390, source="customer")
        self.check.check_value = 1400
        self.check.action_done()
        self.assertEqual(self.check.meter_reading_id, reading)
        self.assertEqual((reading.value, reading.source), (1400, "customer"))
        self.check.action_reset()
        self.assertTrue(reading.exists())
        self.assertFalse(self.check.meter_reading_id)

    def test_what_does_not_fit_is_said_at_once_and_checked_later(self):
        self.check.check_value = 130
        self.assertIn("read it once more", self.check.meter_text)
        self.check.action_done()
        self.assertEqual(self.check.meter_reading_id.state, "to_check")

    def test_equipment_without_such_a_meter(self):
        self.check.meter_type_id = self.colour
        with self.assertRaisesRegex(UserError, "has none of that kind"):
            self.check.action_done()

    def test_technicians_need_no_further_rights(self):
        user = self._make_user("reads", "service_management.group_technician")
        self.technician.user_id = user
        check = self.check.with_user(user)
        check.check_value = 1400
        check.action_done()
        check.action_reset()
        self.assertEqual(len(self.meter.reading_ids), 2)
