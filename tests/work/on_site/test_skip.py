# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What is required is done, or left out for a reason that the report tells."""

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ...common import SIGNATURE, ServiceCommon


@tagged("post_install", "-at_install")
class TestSkip(ServiceCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls._make_user("tessa", "service_management.group_technician")
        cls.planner = cls._make_user("planner", "service_management.group_planner")
        cls.technician.user_id = cls.user
        protocol = cls._make_protocol(
            "Overhaul",
            {"name": "Pressure", "check_type": "measure", "measure_max": 7.0},
            {"name": "Clean", "required": False},
        )
        cls.job = cls._make_job(protocol_id=protocol.id)
        cls.job.action_apply_protocols()
        cls.job.action_start()
        cls.pressure, cls.clean = cls.job.activity_ids.with_user(cls.user)

    def _report(self, job):
        report = self.env["ir.actions.report"]
        html, _type = report._render_qweb_html(job._get_report(), job.ids)
        return html.decode()

    # === A REASON === #

    def test_no_door_skips_what_is_required_without_a_reason(self):
        pressure = self.pressure
        doors = {
            "button": pressure.action_skip,
            "button, blank": lambda: pressure.action_skip("  "),
            "write": lambda: pressure.write({"state": "skipped"}),
            "list of the job": lambda: pressure.intervention_id.write(
                {"activity_ids": [Command.update(pressure.id, {"state": "skipped"})]}
            ),
            "reason taken back": lambda: [
                pressure.action_skip("Sealed"),
                pressure.write({"skip_reason": False}),
            ],
            "the end of the job": lambda: (
                self.env["service.intervention.finish"]
                .with_user(self.user)
                .create({"intervention_id": self.job.id, "decision": "skip"})
                .action_confirm()
            ),
            "new": lambda: pressure.copy({"state": "skipped"}),
        }
        for door, skip in doors.items():
            with self.subTest(door=door):
                with self.assertRaises(ValidationError) as refusal:
                    skip()
                self.assertIn("Say why", str(refusal.exception))
                self.assertEqual(pressure.state, "todo")

    def test_import_needs_a_reason(self):
        [[external_id]] = self.pressure.with_env(self.env).export_data(["id"])["datas"]
        load = self.env["service.activity"].load
        result = load(["id", "state"], [[external_id, "Skipped"]])
        self.assertIn("Say why", str(result["messages"]))
        load(["id", "state", "skip_reason"], [[external_id, "Skipped", "Sealed"]])
        self.assertEqual(self.pressure.state, "skipped")

    def test_what_is_not_required_needs_none(self):
        self.clean.action_skip()
        self.assertEqual(self.clean.state, "skipped")

    def test_reason_is_printed_and_seen_before_signing(self):
        self.pressure.action_skip("Valve is sealed")
        self.clean.action_done()
        self.job.action_done()
        self.assertIn("Valve is sealed", self.job.signing_overview)
        self.assertIn("Valve is sealed", self._report(self.job))
        self.job.write({"signature": SIGNATURE})
        self.assertIn(b"Valve is sealed", self.job.signed_report_id.raw)
        with self.assertRaisesRegex(UserError, "signed"):
            self.pressure.skip_reason = "Another"

    def test_taking_back_forgets_the_reason(self):
        self.pressure.action_skip("Valve is sealed")
        self.pressure.action_reset()
        with self.assertRaisesRegex(ValidationError, "Say why"):
            self.pressure.action_skip()

    # === WHAT IS ASKED FOR === #

    def test_technician_does_not_change_what_is_asked_for(self):
        for vals in (
            {"measure_max": 99.0},
            {"measure_min": -1.0},
            {"check_type": "none"},
            {"required": False},
        ):
            with (
                self.subTest(vals=vals),
                self.assertRaisesRegex(UserError, "decided by those who plan"),
            ):
                self.pressure.write(vals)
        self.assertFalse(self.pressure.may_change_check)
        self.pressure.write({"measure_max": 7.0, "check_value": 5.0})  # as a form does
        self.pressure.with_user(self.planner).measure_max = 8.0
        self.assertEqual(self.pressure.measure_max, 8.0)

    def test_technician_does_not_remove_what_is_required(self):
        other = self._make_job().with_user(self.user)
        for remove in (
            self.pressure.unlink,
            lambda: self.pressure.write({"intervention_id": other.id}),
            self.job.with_user(self.user).action_take_back_protocols,
        ):
            self.assertRaisesRegex(UserError, "Skip it and say why", remove)
        self.clean.unlink()
        self.pressure.with_user(self.planner).unlink()

    def test_own_work_is_ones_own(self):
        own = (
            self.env["service.activity"]
            .with_user(self.user)
            .create(
                {
                    "intervention_id": self.job.id,
                    "activity_type_id": self.activity_type.id,
                    "required": True,
                }
            )
        )
        self.assertTrue(own.may_change_check)
        own.write({"check_type": "measure", "measure_max": 3.0})
        own.unlink()
