# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The end of a job: finished, what is left handed on, or cancelled with a reason."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestFinish(ServiceCommon):
    """Nothing is left over without somebody saying what becomes of it."""

    def _start(self, *activities, **vals):
        job = self._make_job(activities, **vals)
        job.action_start()
        return job

    def _ask(self, job, **vals):
        """The question what becomes of the rest, answered."""
        action = job.action_finish()
        self.assertEqual(action["res_model"], "service.intervention.finish")
        form = Form(self.env[action["res_model"]].with_context(**action["context"]))
        for name, value in vals.items():
            if name == "employees":
                for employee in value:
                    form.employee_ids.add(employee)
            else:
                form[name] = value
        return form.save()

    # === FINISH === #

    def test_nothing_left_needs_no_question(self):
        job = self._start({})
        job.activity_ids.action_done()
        self.assertFalse(job.action_finish())
        self.assertEqual(job.state, "done")

    def test_work_of_a_finished_job_is_not_taken_back(self):
        job = self._start({})
        job.activity_ids.action_done()
        job.action_done()
        with self.assertRaisesRegex(UserError, "Open it again"):
            job.activity_ids.action_reset()
        job.action_reopen("A line was wrong")
        job.activity_ids.action_reset()
        self.assertEqual(job.activity_ids.state, "todo")

    def test_question_names_what_is_left(self):
        job = self._start({"name": "First"}, {"name": "Second"})
        job.activity_ids[0].action_done()
        wizard = self._ask(job)
        self.assertEqual(wizard.activity_ids, job.activity_ids[1])
        self.assertEqual(job.state, "in_progress")

    def test_rest_is_skipped(self):
        job = self._start({}, {"required": True})
        with self.assertRaises(AssertionError):  # the form asks for a reason
            self._ask(job, decision="skip")
        self._ask(job, decision="skip", skip_reason="Sold").action_confirm()
        self.assertEqual(set(job.activity_ids.mapped("skip_reason")), {"Sold"})
        self.assertEqual(job.state, "done")
        self.assertEqual(set(job.activity_ids.mapped("state")), {"skipped"})
        self.assertFalse(job.return_ids)

    def test_rest_goes_to_a_follow_up_job(self):
        pump, fan = self._make_equipment("PUMP"), self._make_equipment("FAN")
        job = self._make_job(equipment=pump | fan, title="Overhaul")
        self.env["service.activity"].create(
            [
                {
                    "intervention_id": job.id,
                    "item_id": item.id,
                    "activity_type_id": self.activity_type.id,
                    "planned_hours": 1.5,
                    "required": True,
                }
                for item in (*job.item_ids, job.item_ids.browse())
            ]
        )
        job.action_plan()
        job.action_start()
        job.activity_ids.filtered(lambda a: a.item_id == job.item_ids[0]).action_done()
        left = job.activity_ids.filtered(lambda a: a.state == "todo")
        colleague = self._make_employee("Carl")
        self._ask(
            job, date_start="2026-03-20 08:00:00", employees=colleague
        ).action_confirm()

        follow_up = job.return_ids
        self.assertEqual((job.state, follow_up.state), ("done", "planned"))
        self.assertEqual(follow_up.activity_ids, left)
        self.assertEqual(len(job.activity_ids), 1)
        self.assertEqual(follow_up.item_ids.equipment_id, fan)
        self.assertEqual(
            left.mapped("item_id"), follow_up.item_ids, "they stay with their equipment"
        )
        self.assertEqual(follow_up.employee_ids, colleague)
        self.assertEqual(follow_up.duration, 3.0)
        self.assertEqual(set(left.mapped("date_start")), {follow_up.date_start})
        self.assertEqual(left.employee_id, colleague)

    def test_hours_that_were_worked_stay(self):
        job = self._start({"hours": 2.0, "check_type": "text", "required": True})
        begun = job.activity_ids
        self._ask(job).action_confirm()
        self.assertEqual((begun.state, begun.hours), ("done", 2.0))
        self.assertEqual(begun.intervention_id, job)
        self.assertRecordValues(
            job.return_ids.activity_ids,
            [{"state": "todo", "hours": 0.0, "check_type": "text", "required": True}],
        )

    def test_follow_up_may_be_planned_later(self):
        job = self._start({})
        self._ask(job).action_confirm()
        self.assertEqual(job.return_ids.state, "new")
        self.assertFalse(job.return_ids.date_start)

    def test_follow_up_keeps_contract_and_order(self):
        contract = self._make_contract()
        order = self._make_order(self.fee_product)
        job = self._start(
            {},
            contract_id=contract.id,
            sale_order_id=order.id,
            sale_line_id=order.order_line.id,
        )
        self._ask(job).action_confirm()
        self.assertEqual(job.return_ids.contract_id, contract)
        self.assertEqual(job.return_ids.sale_line_id, order.order_line)

    def test_follow_up_is_not_before_the_job(self):
        job = self._start({})
        wizard = self._ask(job, date_start="2026-03-09 08:00:00")
        with self.assertRaisesRegex(UserError, "before"):
            wizard.action_confirm()
        self.assertEqual(job.state, "in_progress")

    def test_technician_hands_on_what_is_left(self):
        user = self._make_user("tessa", "service_management.group_technician")
        self.technician.user_id = user
        planner = self._make_user("planner", "service_management.group_planner")
        job = self._start({}, user_id=planner.id)
        wizard = (
            self.env["service.intervention.finish"]
            .with_user(user)
            .create({"intervention_id": job.id})
        )
        wizard.action_confirm()
        self.assertEqual(job.state, "done")
        self.assertEqual(job.return_ids.user_id, planner)

    # === HOURS === #

    def test_hours_are_asked_for(self):
        job = self._start({"name": "Repair", "planned_hours": 1.0})
        job.activity_ids.action_done()
        job.activity_ids.hours = 0
        with self.assertRaisesRegex(UserError, "hours.*Repair"):
            job.action_done()
        job.activity_ids.hours = 0.25
        job.action_done()
        self.assertEqual(job.state, "done")

    def test_look_that_takes_no_time_needs_no_hours(self):
        job = self._start({"planned_hours": 0.0, "hours": 0.0})
        job.activity_ids.action_done()
        job.action_done()
        self.assertEqual(job.state, "done")

    # === CANCEL === #

    def _cancel(self, jobs, **vals):
        wizard = (
            self.env["service.intervention.cancel"]
            .with_context(active_model=jobs._name, active_ids=jobs.ids)
            .create(vals)
        )
        return wizard.action_confirm()

    def test_cancelling_asks_why(self):
        job = self._make_job()
        with self.assertRaisesRegex(UserError, "why"):
            self._cancel(job)
        self.assertEqual(job.state, "new")

    def test_reason_is_kept_and_told(self):
        code = self.env.ref("service_management.code_cancel_price")
        jobs = self._make_job() | self._make_job()
        self._cancel(jobs, code_id=code.id, reason="New machine instead")
        for job in jobs:
            self.assertEqual(job.state, "cancelled")
            self.assertEqual(job.cancel_code_id, code)
            self.assertEqual(job.cancel_reason, "New machine instead")
            self.assertIn("New machine instead", job.message_ids[0].body)

    def test_reopened_job_forgets_the_reason(self):
        job = self._make_job()
        self._cancel(job, reason="Mistake")
        job.action_reopen("Not a mistake")
        self.assertFalse(job.cancel_reason)

    def test_finished_job_cannot_be_cancelled(self):
        job = self._finish(self._make_job([{}]))
        with self.assertRaises(UserError):
            self._cancel(job, reason="Too late")
        self.assertEqual(job.state, "done")

    # === BAD INPUT === #

    def test_deleting_invoiced_work_is_refused(self):
        job = self._finish(self._make_job([{}]))
        self._invoice("2026-12-31")
        for record in (job, job.activity_ids):
            with self.subTest(model=record._name), self.assertRaises(UserError):
                record.unlink()

    def test_follow_up_of_a_stranger_is_refused(self):
        other = self._make_equipment(partner_id=self._make_customer("Other").id)
        with self.assertRaisesRegex(UserError, "belongs to Other"):
            self._make_job().item_ids = [Command.create({"equipment_id": other.id})]
