# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Information sheets: shown where the work is done, found and marked."""

from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestInformationSheets(ServiceCommon):
    """A job on one object with sheets all around it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.user
        cls.pump = cls._make_equipment("PUMP-1")
        cls.contract = cls._make_contract()
        cls.job = cls._make_job([{}], equipment=cls.pump, contract_id=cls.contract.id)
        cls.job.activity_ids.item_id = cls.job.item_ids

    def _jobs_with_something_to_read(self):
        return self.env["service.intervention"].search(
            [("has_note", "=", True), ("id", "=", self.job.id)]
        )

    def test_nothing_written_nothing_to_read(self):
        self.pump.note = "<p><br></p>"
        self.assertFalse(self.job.has_note)
        self.assertFalse(self.job.information_sheets)
        self.assertFalse(self._jobs_with_something_to_read())

    def test_sheets_come_to_the_job(self):
        for record, field, text in (
            (self.pump, "note", "Key is at the porter"),
            (self.machine, "service_note", "Mind the fan"),
            (self.contract, "note", "Ask for Mr Miller"),
        ):
            with self.subTest(record=record._name):
                record[field] = f"<p>{text}</p>"
                self.job.invalidate_recordset()
                job = self.job.with_user(self.user)
                self.assertIn(text, job.information_sheets)
                self.assertTrue(job.has_note)
                self.assertEqual(self._jobs_with_something_to_read(), self.job)
                record[field] = False

    def test_own_sheet_is_a_mark_as_well(self):
        self.job.note = "<p>Ring twice</p>"
        self.assertTrue(self.job.has_note)
        self.assertFalse(self.job.information_sheets)
        self.assertEqual(self._jobs_with_something_to_read(), self.job)

    def test_activity_has_those_of_its_type_and_equipment(self):
        self.activity_type.note = "<p>Wear gloves</p>"
        self.pump.note = "<p>Key is at the porter</p>"
        activity = self.job.activity_ids.with_user(self.user)
        self.assertIn("Wear gloves", activity.information_sheets)
        self.assertIn("porter", activity.information_sheets)
        self.assertTrue(activity.has_note)

    def test_product_sheet_marks_its_equipment(self):
        self.machine.service_note = "<p>Mind the fan</p>"
        found = self.env["service.equipment"].search([("has_note", "=", True)])
        self.assertIn(self.pump, found)
        self.assertTrue(self.pump.has_note)
