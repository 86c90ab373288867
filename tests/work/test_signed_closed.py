# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A signed report is closed with all that it consists of, through every door."""

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import SIGNATURE, ServiceCommon

FLAGS = {
    "service_reopening": True,
    "service_keep_report": False,
    "service_capture": True,
    "service_history": True,
    "service_event_date": "2020-01-01",
    "service_by_server": True,
}


@tagged("post_install", "-at_install")
class TestSignedClosed(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tech_user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.tech_user
        cls.equipment = cls._make_equipment("SN-1")
        cls.other_equipment = cls._make_equipment("SN-2")
        cls.job = cls._make_job(
            [{"check_photo": SIGNATURE}],
            [{"kind": "fee", "receipt": SIGNATURE}],
            cls.equipment,
            photo_ids=[Command.create({"name": "photo.png", "datas": SIGNATURE})],
        )
        cls._finish(cls.job)
        cls.job.write({"signature": SIGNATURE, "signed_by": "Mr Miller"})
        cls.env.flush_all()

    def _as_client(self, record):
        """``record`` as a technician who sends whatever context he likes."""
        return record.with_user(self.tech_user).with_context(**FLAGS)

    def test_no_flag_of_a_client_opens_it(self):
        job = self._as_client(self.job)
        for vals in (
            {"signed_by": "Somebody else"},
            {"signature": False},
            {"state": "in_progress"},
            {"date_start": "2026-03-11 08:00:00"},
            {"item_ids": [Command.clear()]},
        ):
            with self.subTest(vals=vals), self.assertRaisesRegex(UserError, "signed"):
                job.write(vals)

    def test_signing_keeps_the_report_whatever_the_client_says(self):
        job = self._finish(self._make_job([{}]))
        self._as_client(job).write({"signature": SIGNATURE, "signed_by": "Mr Miller"})
        self.assertTrue(job.signed_report_id)

    def test_history_has_todays_day_whatever_the_client_says(self):
        vals = {"partner_id": self.customer.id, "model": "Mixer", "brand": "Acme"}
        equipment = self._as_client(self.env["service.equipment"]).create(vals)
        self.assertEqual(equipment.event_ids.kind, "registered")
        self.assertNotEqual(str(equipment.event_ids.date), "2020-01-01")

    def test_the_kept_file_is_closed(self):
        report = self.job.signed_report_id
        for user in (self.tech_user, self.env.user):
            file = report.with_user(user).with_context(**FLAGS)
            for change in (
                lambda one=file: one.write({"raw": b"Other"}),
                lambda one=file: one.write({"name": "Other.pdf"}),
                lambda one=file: one.write({"res_id": False}),
                lambda one=file: one.unlink(),
            ):
                with (
                    self.subTest(user=user.login),
                    self.assertRaisesRegex(UserError, "signed"),
                ):
                    change()

    def test_photos_and_pictures_are_closed(self):
        attachments = self.env["ir.attachment"]
        pictures = attachments.search(
            [
                ("res_model", "in", ("service.intervention", "service.charge")),
                ("res_field", "in", ("signature", "receipt")),
                ("res_id", "in", [*self.job.ids, *self.job.charge_ids.ids]),
            ]
        )
        self.assertEqual(len(pictures), 2)
        for file in (self.job.photo_ids | pictures).with_env(self.env):
            with self.subTest(file=file.name):
                self.assertRaisesRegex(UserError, "signed", file.write, {"raw": b"x"})
                self.assertRaisesRegex(UserError, "signed", file.unlink)

    def test_another_file_of_the_same_name_is_not_taken_for_it(self):
        report = self.env.ref("service_management.report_work")
        kept = self.job.signed_report_id
        self.env["ir.attachment"].with_user(self.tech_user).create(
            {
                "name": kept.name,
                "raw": b"Forged",
                "res_model": self.job._name,
                "res_id": self.job.id,
            }
        )
        self.assertEqual(report.retrieve_attachment(self.job), kept)

    def test_other_files_may_be_added_and_removed(self):
        file = (
            self.env["ir.attachment"]
            .with_user(self.tech_user)
            .create(
                {"name": "a.txt", "res_model": self.job._name, "res_id": self.job.id}
            )
        )
        file.name = "b.txt"
        file.unlink()

    def test_items_are_closed(self):
        item = self._as_client(self.job.item_ids)
        other = {"equipment_id": self.other_equipment.id}
        self.assertRaisesRegex(UserError, "signed", item.write, other)
        self.assertRaisesRegex(UserError, "signed", item.write, {"fault": "None"})
        self.assertRaisesRegex(
            UserError, "signed", item.create, {"intervention_id": self.job.id, **other}
        )

    def test_prices_that_were_shown_are_closed(self):
        work = self.job.activity_ids
        work.discount = 5  # of a report without prices, it is settled with the invoice
        self.company.service_report_prices = True
        for vals in ({"discount": 10}, {"price_unit": 1}, {"tax_ids": False}):
            with self.subTest(vals=vals):
                self.assertRaisesRegex(UserError, "signed", work.write, vals)
        self.assertRaisesRegex(
            UserError, "signed", self.job.write, {"pricelist_id": False}
        )

    def test_the_link_and_the_time_are_closed(self):
        for vals in ({"signed_report_id": False}, {"signed_on": "2020-01-01 08:00:00"}):
            with self.subTest(vals=vals), self.assertRaises(UserError):
                self._as_client(self.job).write(vals)


@tagged("post_install", "-at_install")
class TestPhotos(ServiceCommon):
    """Photos are seen by whoever sees the job, and by nobody else."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.tech_user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.tech_user
        cls.planner = cls._make_user("planner", "service_management.group_planner")

    def _take(self, user, **vals):
        """A photo as the upload of a form that is not saved yet makes it."""
        return (
            self.env["ir.attachment"]
            .with_user(user)
            .create(
                {
                    "name": "photo.png",
                    "datas": SIGNATURE,
                    "res_model": "service.intervention",
                    "res_id": 0,
                    **vals,
                }
            )
        )

    def test_a_photo_of_an_unsaved_job_is_seen_by_others(self):
        photo = self._take(self.tech_user)
        self.env["service.intervention"].with_user(self.tech_user).create(
            {"partner_id": self.customer.id, "photo_ids": [Command.link(photo.id)]}
        )
        self.assertTrue(photo.with_user(self.planner).raw)
        later = self._take(self.tech_user)
        job = self._make_job().with_user(self.tech_user)
        job.photo_ids = [Command.link(later.id)]
        self.assertTrue(later.with_user(self.planner).raw)

    def test_a_hidden_file_cannot_be_shown_as_a_photo(self):
        hidden = self._take(self.planner, res_model=False)
        job = self._make_job().with_user(self.tech_user)
        with self.assertRaises(AccessError):
            job.photo_ids = [Command.link(hidden.id)]
