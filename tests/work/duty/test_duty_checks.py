# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Finished jobs settle duties, and the register follows whatever is corrected."""

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import SIGNATURE
from ...duty.obligation.common_duties import DutyCommon

FEW, MANY = 10, 40
SLACK = 5


@tagged("post_install", "-at_install")
class TestDutyChecks(DutyCommon):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.protocol = cls._make_protocol(
            "Check",
            {"check_type": "pass_fail", "planned_hours": 0},
            {"check_type": "pass_fail", "planned_hours": 0, "required": False},
        )
        cls.duty_type = cls._make_type(protocol_id=cls.protocol.id)
        cls.both = cls._make_extinguishers(2, delivery_date="2025-09-01")
        cls.duties = cls.both.duty_ids

    def _make_check(self, machines=None, date="2026-03-10"):
        job = self._make_job(
            [], [], machines or self.both, date_start=f"{date} 08:00:00"
        )
        job.item_ids.protocol_id = self.protocol
        job.action_apply_protocols()
        job.action_start()
        return job

    def _pass(self, job):
        job.activity_ids.action_pass()
        job.action_done()
        return job

    def _reopen(self, job):
        job.with_user(self.env.user).action_reopen("Once more")

    # === SETTLED === #

    def test_one_visit_settles_all_and_numbers_have_no_gap(self):
        twice = self._make_type(
            name="Yearly Test", protocol_id=self.protocol.id, interval=12
        )
        job = self._pass(self._make_check())
        checks = job.duty_check_ids
        self.assertEqual(len(checks), 4)
        self.assertEqual(job.duty_check_count, 4)
        for kind, due in ((self.duty_type, "2026-09-30"), (twice, "2027-03-31")):
            own = checks.filtered(lambda one, kind=kind: one.type_id == kind)
            self.assertEqual(sorted(own.mapped("name")), ["2026/0001", "2026/0002"])
            self.assertEqual(set(own.duty_id.mapped("next_date")), {self._day(due)})
            self.assertEqual(set(own.mapped("next_date")), {self._day(due)})
        self.assertEqual(set(self.duties.mapped("last_result")), {"passed"})
        self.assertEqual(checks.employee_id, self.technician)
        self.assertEqual(self.both.mapped("is_unfit"), [False, False])

    def test_reopened_and_finished_again(self):
        job = self._pass(self._make_check())
        numbers = job.duty_check_ids.mapped("name")
        self._reopen(job)
        self.assertEqual(set(job.duty_check_ids.mapped("state")), {"withdrawn"})
        self.assertEqual(job.duty_check_count, 0)
        self.assertEqual(set(self.duties.mapped("last_date")), {False})
        self.assertEqual(
            set(self.duties.mapped("next_date")), {self._day("2026-03-31")}
        )
        job.action_done()
        self.assertEqual(job.duty_check_ids.mapped("name"), numbers)
        self.assertEqual(set(job.duty_check_ids.mapped("state")), {"valid"})
        other = self._pass(self._make_check(self.both[0]))
        self.assertEqual(other.duty_check_ids.name, "2026/0003")
        self._reopen(job)
        job.action_cancel("Not done")
        self.assertEqual(
            self.duties.mapped("last_date"), [self._day("2026-03-10"), False]
        )

    def test_corrected_day_moves_it(self):
        job = self._pass(self._make_check())
        job.date_done = "2026-02-27"
        self.assertEqual(
            set(job.duty_check_ids.mapped("date")), {self._day("2026-02-27")}
        )
        self.assertEqual(
            set(self.duties.mapped("next_date")), {self._day("2026-08-31")}
        )
        self.assertEqual(
            set(job.duty_check_ids.mapped("next_date")), {self._day("2026-08-31")}
        )

    def test_result_follows_from_its_checks(self):
        job = self._make_check(self.both[0])
        required, other = job.activity_ids.sorted("sequence")
        required.action_pass()
        other.action_fail()
        job.action_done()
        check = job.duty_check_ids
        self.assertEqual(check.result, "limited")
        self.assertIn("Step 2", check.note)
        other.check_passed = True
        self.assertEqual(check.result, "passed")
        self._reopen(job)
        job.activity_ids.write({"state": "skipped", "skip_reason": "Locked"})
        job.action_done()
        self.assertEqual(check.state, "withdrawn")
        self._reopen(job)
        required.action_reset()
        required.action_pass()
        required.write({"state": "done"})
        other.write({"state": "skipped"})
        job.action_done()
        self.assertEqual((check.state, check.result), ("valid", "passed"))

    def test_one_operation_where_there_is_no_protocol(self):
        self.duty_type.protocol_id = False
        job = self.duties._make_jobs(self._day("2026-03-31"))
        self.assertEqual(
            job.activity_ids.mapped("name"), ["Check of Extinguishers"] * 2
        )
        job.action_apply_protocols()
        self.assertEqual(len(job.activity_ids), 2)
        job.action_start()
        self._pass(job)
        self.assertEqual(set(self.duties.mapped("last_result")), {"passed"})

    # === FAILED === #

    def test_failed_is_marked_proposed_for_repair_and_cleared(self):
        job = self._make_check()
        bad, good = self.both
        job.activity_ids.filtered(
            lambda one: one.item_id.equipment_id == good
        ).action_pass()
        job.activity_ids.filtered(
            lambda one: one.item_id.equipment_id == bad
        ).action_fail()
        job.action_done()
        self.assertTrue(bad.is_unfit)
        self.assertFalse(good.is_unfit)
        self.assertIn("Check of Extinguishers", bad.unfit_text)
        self.assertEqual(job.unfit_text, bad.display_name)
        duty = bad.duty_ids
        self.assertEqual(
            (duty.last_result, duty.next_date), ("failed", self._day("2026-03-31"))
        )
        repair = duty.intervention_id
        self.assertNotEqual(repair, job)
        self.assertEqual((repair.state, repair.is_duty_repair), ("new", True))
        self.assertEqual(repair.item_ids.equipment_id, bad)
        self.assertEqual(len(repair.activity_ids), 2)
        repair.action_start()
        self._pass(repair)
        self.assertFalse(bad.is_unfit)
        self.assertEqual(duty.next_date, self._day("2026-09-30"))
        self.assertFalse(duty.intervention_id.is_open)

    def test_repair_is_taken_back_with_its_reason(self):
        job = self._make_check(self.both[0])
        job.activity_ids.action_fail()
        job.action_done()
        repair = self.both[0].duty_ids.intervention_id
        self._reopen(job)
        self.assertEqual(repair.state, "cancelled")
        self.assertFalse(self.both[0].is_unfit)
        job.activity_ids.write({"check_passed": True})
        job.action_done()
        self.assertFalse(self.both[0].is_unfit)
        self.assertEqual(
            self.env["service.intervention"].search_count(
                [("is_duty_repair", "=", True)]
            ),
            1,
        )

    # === CERTIFICATE AND REGISTER === #

    def test_certificate_is_kept_once_signed(self):
        job = self._pass(self._make_check(self.both[0]))
        check = job.duty_check_ids
        report = check._get_certificate()
        html = report._render_qweb_html(report, check.ids)[0].decode()
        for text in ("2026/0001", self.both[0].serial_number, "Passed", "Tessa"):
            self.assertIn(text, html)
        self.assertFalse(check._get_certificate_name())
        job.write({"signature": SIGNATURE, "signed_by": "Carla Customer"})
        html = report._render_qweb_html(report, check.ids)[0].decode()
        self.assertIn("Carla Customer", html)
        self.assertIn("2026-0001", check._get_certificate_name())

    def test_register_is_nobodys_to_change(self):
        check = self._pass(self._make_check(self.both[0])).duty_check_ids
        planner = self._make_user("planner", "service_management.group_planner")
        with self.assertRaisesRegex(UserError, "entry of the register"):
            check.with_user(planner).write({"result": "failed"})
        with self.assertRaisesRegex(UserError, "entry of the register"):
            check.with_user(planner).unlink()
        tech = self._make_user("tech", "service_management.group_technician")
        with self.assertRaises(AccessError):
            check.with_user(tech).write({"result": "failed"})

    def test_growth(self):
        counted = {}
        for number in (2, FEW, MANY):
            machines = self._make_extinguishers(number, delivery_date="2025-09-01")
            job = self._make_check(machines)
            job.activity_ids.action_pass()
            self.env.flush_all()
            job._by_server().with_context(tracking_disable=True).action_done()
            self.env.cr.execute(
                "DELETE FROM service_duty_check WHERE intervention_id = %s", [job.id]
            )
            self.env.invalidate_all()
            self.env.flush_all()
            counted[number] = self._count_queries(job._follow_duty_checks)
            self.assertEqual(len(job.duty_check_ids), number)
        self.assertLessEqual(counted[MANY], counted[FEW] + SLACK)
