# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Versions: jobs keep what they were made from, and one sees from which version."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestProtocolVersions(ServiceCommon):
    """The version is raised once, by the first change after a job was made."""

    @classmethod
    def default_env_context(cls):
        return {}  # the chatter is tested

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.overhaul = cls._make_protocol(
            "Overhaul", {"name": "Clean", "note": "<p>Gently</p>"}, {"name": "Paint"}
        )
        cls.step = cls.overhaul.step_ids[0]

    def _use(self):
        job = self._make_job(protocol_id=self.overhaul.id)
        job.action_apply_protocols()
        return job

    def _get_notes(self):
        self.env.cr.flush()
        return "".join(self.overhaul.message_ids.mapped("body"))

    def test_protocol_that_was_never_used_keeps_its_version(self):
        self.step.name = "Wash"
        self.overhaul.step_ids[1].unlink()
        self.assertEqual(self.overhaul.version, 1)
        self.assertNotIn("Wash", self._get_notes())

    def test_every_kind_of_change_raises_the_version_of_a_used_protocol(self):
        new = {"name": "Dry", "activity_type_id": self.activity_type.id}
        for version, change in enumerate(
            (
                lambda: self.step.write({"planned_hours": 7.0}),
                lambda: self.overhaul.write({"step_ids": [Command.create(new)]}),
                lambda: self.step.write({"sequence": 99}),
                lambda: self.overhaul.write({"step_ids": [Command.clear()]}),
            ),
            start=2,
        ):
            self._use()
            change()
            self.assertEqual(self.overhaul.version, version)

    def test_more_changes_before_the_next_job_are_the_same_version(self):
        self._use()
        self.step.name = "Wash"
        self.step.planned_hours = 3.0
        self.assertEqual(self.overhaul.version, 2)

    def test_job_knows_its_version(self):
        old = self._use()
        self.step.name = "Wash"
        new = self._use()
        self.assertEqual(set(old.activity_ids.mapped("protocol_version")), {1})
        self.assertEqual(set(new.activity_ids.mapped("protocol_version")), {2})
        self.assertEqual((old | new).activity_ids.protocol_id, self.overhaul)
        self.assertEqual(old.activity_ids[0].name, "Clean")
        self.assertEqual(new.activity_ids[0].name, "Wash")

    def test_other_fields_of_the_protocol_make_no_version(self):
        self._use()
        self.overhaul.write({"name": "Great Overhaul", "trigger": "contract_start"})
        self.assertEqual(self.overhaul.version, 1)

    def test_chatter_says_what_changed(self):
        self._use()
        self.step.write({"name": "Wash", "planned_hours": 2.0})
        self.overhaul.step_ids[1].unlink()
        notes = self._get_notes()
        for text in ("Version 2", "“Wash” was changed", "Planned Hours", "“Paint” was"):
            self.assertIn(text, notes)

    def test_changes_of_one_save_are_one_message(self):
        self._use()
        before = self.overhaul.message_ids
        self.overhaul.write(
            {
                "step_ids": [
                    Command.update(step.id, {"sequence": 9 - step.sequence})
                    for step in self.overhaul.step_ids
                ]
            }
        )
        notes = self._get_notes()
        self.assertEqual(notes.count("The order of the steps was changed."), 1)
        bodies = (self.overhaul.message_ids - before).filtered("body")
        self.assertEqual(len(bodies), 1)

    def test_used_protocol_is_not_deleted(self):
        self._use()
        with self.assertRaisesRegex(UserError, "Archive"):
            self.overhaul.unlink()

    def test_protocol_that_was_never_used_is_deleted(self):
        self.overhaul.unlink()
        self.assertFalse(self.overhaul.exists())

    def test_copy_begins_at_version_one(self):
        self._use()
        self.step.name = "Wash"
        self.assertEqual(self.overhaul.copy().version, 1)

    def test_pictures_of_a_removed_step_stay_with_the_jobs(self):
        picture = self.env["ir.attachment"].create(
            {
                "name": "valve.png",
                "raw": b"picture",
                "res_model": self.step._name,
                "res_id": self.step.id,
            }
        )
        self.step.note = f'<p><img src="/web/image/{picture.id}"/></p>'
        job = self._use()
        self.step.unlink()
        self.assertTrue(picture.exists())
        self.assertIn(f"/web/image/{picture.id}", job.activity_ids[0].instructions)
        self.assertEqual(picture.res_model, "service.protocol")

    def test_planner_of_one_company_sees_use_by_another(self):
        other = self.setup_other_company()["company"]
        shared = self._make_protocol("Shared", {}, company_id=False)
        job = self.env["service.intervention"].create(
            {
                "company_id": other.id,
                "partner_id": self.customer.id,
                "contract_id": False,
                "pricelist_id": False,
                "protocol_id": shared.id,
            }
        )
        job.action_apply_protocols()
        planner = self._make_user("planner", "service_management.group_planner")
        shared.step_ids.with_user(planner).name = "Changed"
        self.assertEqual(shared.version, 2)
