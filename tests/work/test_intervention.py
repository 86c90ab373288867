# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The life of a job, from the request to the signed report."""

from datetime import datetime, timedelta

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ..common import SIGNATURE, ServiceCommon


@tagged("post_install", "-at_install")
class TestIntervention(ServiceCommon):
    """The states of a job and what may be done in each."""

    @classmethod
    def default_env_context(cls):
        """The chatter is part of what is tested: only leave out the e-mails."""
        return {"no_reset_password": True, "mail_notrack": True}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.planner = cls._make_user("planner", "service_management.group_planner")
        cls.tech_user = cls._make_user("tessa", "service_management.group_technician")
        cls.technician.user_id = cls.tech_user

    # === TRANSITIONS === #

    def test_each_step_is_possible_from_its_own_states_only(self):
        allowed = {
            "action_plan": ("new",),
            "action_start": ("new", "planned"),
            "action_done": ("in_progress",),
            "action_cancel": ("new", "planned", "in_progress"),
        }
        for action, states in allowed.items():
            for state in ("new", "planned", "in_progress", "done", "cancelled"):
                job = self._make_job(state=state)
                with self.subTest(action=action, state=state):
                    if state in states:
                        getattr(job, action)()
                    else:
                        with self.assertRaises(UserError):
                            getattr(job, action)()
                        self.assertEqual(job.state, state)

    def test_way_from_new_to_done(self):
        job = self._make_job([{}])
        job.action_plan()
        self.assertEqual(job.state, "planned")
        job.action_start()
        self.assertEqual(job.state, "in_progress")
        job.activity_ids.action_done()
        job.action_done()
        self.assertEqual(job.state, "done")

    def test_planning_needs_a_date(self):
        with self.assertRaisesRegex(UserError, "start"):
            self._make_job(date_start=False).action_plan()

    def test_planning_needs_people(self):
        with self.assertRaisesRegex(UserError, "person"):
            self._make_job(employee_ids=False).action_plan()

    def test_planning_dates_the_activities(self):
        job = self._make_job([{}])
        job.action_plan()
        self.assertEqual(job.activity_ids.date_start, job.date_start)
        self.assertEqual(job.activity_ids.employee_id, self.technician)

    def test_start_now_notes_the_time(self):
        job = self._make_job(date_start=False)
        with freeze_time("2026-03-10 09:30:00"):
            job.action_start()
        self.assertEqual(job.date_start, datetime(2026, 3, 10, 9, 30))

    # === PLAN === #

    def test_moving_the_start_keeps_the_duration(self):
        job = self._make_job(date_start="2026-03-10 08:00:00", duration=2.5)
        self.assertEqual(job.date_end, datetime(2026, 3, 10, 10, 30))
        job.date_start = "2026-03-12 14:00:00"
        self.assertEqual(job.duration, 2.5)
        self.assertEqual(job.date_end, datetime(2026, 3, 12, 16, 30))

    def test_moving_a_job_that_was_not_read_before(self):
        job = self._make_job([{}], date_start="2026-03-10 08:00:00")
        self.env.flush_all()
        self.env.invalidate_all()
        job.date_start = "2026-03-12 14:00:00"
        self.assertEqual(job.date_end, datetime(2026, 3, 12, 15))

    def test_moving_an_activity_keeps_its_hours(self):
        job = self._make_job([{"planned_hours": 2.0}])
        job.action_plan()
        self.env.flush_all()
        self.env.invalidate_all()
        job.activity_ids.date_start = "2026-03-12 14:00:00"
        self.env.flush_all()
        self.assertEqual(job.activity_ids.date_end, datetime(2026, 3, 12, 16))

    def test_moving_the_end_changes_the_duration(self):
        job = self._make_job(date_start="2026-03-10 08:00:00")
        job.date_end = "2026-03-10 12:00:00"
        self.assertEqual(job.duration, 4.0)
        self.assertEqual(job.date_start, datetime(2026, 3, 10, 8))

    def test_start_and_end_entered_together(self):
        job = self._make_job(
            date_start="2026-03-10 08:00:00", date_end="2026-03-10 11:00:00"
        )
        self.assertEqual(job.duration, 3.0)
        self.assertEqual(job.date_end, datetime(2026, 3, 10, 11))

    def test_end_before_the_start_is_refused(self):
        with self.assertRaises(ValidationError):
            self._make_job(
                date_start="2026-03-10 08:00:00", date_end="2026-03-10 07:00:00"
            )

    @freeze_time("2026-03-10 12:00:00")
    def test_late_is_open_and_past_its_deadline(self):
        late = self._make_job(deadline="2026-03-10 11:00:00")
        no_deadline = self._make_job(date_start="2026-03-10 08:00:00")
        in_time = self._make_job(
            date_start="2026-03-10 12:00:00", deadline="2026-03-10 13:00:00"
        )
        finished = self._finish(self._make_job(deadline="2026-03-10 11:00:00"))
        jobs = late | no_deadline | in_time | finished
        self.assertEqual(jobs.filtered("is_late"), late | no_deadline)
        found = jobs.search([("id", "in", jobs.ids), ("is_late", "=", True)])
        self.assertEqual(found, late | no_deadline)

    # === COMPLETENESS === #

    def test_required_activity_holds_the_job_open(self):
        job = self._make_job([{"name": "Check", "required": True}])
        job.action_start()
        with self.assertRaisesRegex(UserError, "Check"):
            job.action_done()
        job.activity_ids.action_skip("Out of reach")
        job.action_done()
        self.assertEqual(job.state, "done")

    def test_activity_that_is_not_required_may_stay_open(self):
        job = self._make_job([{"required": False}])
        job.action_start()
        job.action_done()
        self.assertEqual(job.invoice_state, "nothing")

    def test_finding_must_be_entered(self):
        job = self._make_job([{"check_type": "text"}])
        with self.assertRaises(UserError):
            job.activity_ids.action_done()
        job.activity_ids.check_text = "Worn."
        job.activity_ids.action_done()
        self.assertEqual(job.activity_ids.state, "done")

    def test_planned_hours_are_proposed_as_worked(self):
        job = self._make_job([{"hours": 0.0, "planned_hours": 1.5}])
        job.activity_ids.action_done()
        self.assertEqual(job.activity_ids.hours, 1.5)

    def test_skipped_activity_takes_no_time(self):
        job = self._make_job([{"hours": 2.0}])
        job.activity_ids.action_skip()
        self.assertEqual(job.activity_ids.hours, 0.0)

    def test_progress_counts_what_is_recorded(self):
        job = self._make_job([{}, {}, {}, {}])
        job.activity_ids[0].action_done()
        job.activity_ids[1].action_skip()
        self.assertEqual(job.progress, 50.0)

    # === CONTRACT === #

    def test_contract_in_force_is_proposed(self):
        contract = self._make_contract()
        self.assertEqual(self._make_request().contract_id, contract)

    def test_contract_that_covers_most_is_proposed(self):
        self._make_contract(labour_coverage=20)
        best = self._make_contract(labour_coverage=80)
        self._make_contract(labour_coverage=50)
        self.assertEqual(self._make_request().contract_id, best)

    def test_contract_of_the_equipment_is_proposed(self):
        pump, fan = self._make_equipment("PUMP"), self._make_equipment("FAN")
        self._make_contract({"equipment_id": fan.id}, labour_coverage=100)
        of_pump = self._make_contract({"equipment_id": pump.id}, labour_coverage=10)
        job = self._make_request(item_ids=[Command.create({"equipment_id": pump.id})])
        self.assertEqual(job.contract_id, of_pump)

    def test_contract_of_somebody_else_is_not_proposed(self):
        self._make_contract(partner_id=self._make_customer("Other").id)
        self.assertFalse(self._make_request().contract_id)

    def test_contract_that_is_over_is_not_proposed(self):
        self._make_contract(date_end="2026-02-28")
        self.assertFalse(self._make_request().contract_id)

    def test_contract_chosen_by_hand_stays(self):
        chosen = self._make_contract(labour_coverage=10)
        self._make_contract(labour_coverage=100)
        job = self._make_request(contract_id=chosen.id)
        job.title = "Changed"
        self.assertEqual(job.contract_id, chosen)

    # === TRAVEL === #

    def test_travel_to_the_site_is_proposed(self):
        plant = self.env["res.partner"].create(
            {
                "name": "Plant",
                "parent_id": self.customer.id,
                "service_distance_km": 40,
            }
        )
        self.customer.service_distance_km = 15
        job = self._make_job(site_id=plant.id)
        job.action_start()
        self.assertRecordValues(
            job.charge_ids,
            [
                {
                    "kind": "travel",
                    "product_id": self.travel_product.id,
                    "quantity": 40.0,
                    "price_unit": 0.5,
                }
            ],
        )

    def test_travel_falls_back_on_the_km_of_the_customer(self):
        self.customer.service_distance_km = 15
        job = self._make_job()
        job.action_start()
        self.assertEqual(job.charge_ids.quantity, 15.0)

    def test_no_travel_without_a_journey(self):
        self.customer.service_distance_km = 15
        for place in ("workshop", "remote"):
            with self.subTest(place=place):
                job = self._make_job(place=place)
                job.action_start()
                self.assertFalse(job.charge_ids)

    def test_travel_entered_by_hand_is_not_doubled(self):
        self.customer.service_distance_km = 15
        job = self._make_job(
            charges=[{"kind": "travel", "product_id": self.travel_product.id}]
        )
        job.action_start()
        self.assertEqual(len(job.charge_ids), 1)

    # === SIGNATURE: RULE 10 === #

    def test_only_a_finished_job_can_be_signed(self):
        job = self._make_job()
        with self.assertRaises(UserError):
            job.signature = SIGNATURE
        self.assertFalse(job.signed_on)

    def test_signing_notes_the_time(self):
        job = self._finish(self._make_job())
        with freeze_time("2026-03-10 16:00:00"):
            job.write({"signature": SIGNATURE, "signed_by": "Mr Miller"})
        self.assertEqual(job.signed_on, datetime(2026, 3, 10, 16))

    def test_signed_work_cannot_be_changed(self):
        job = self._sign(self._make_job([{}], [{"kind": "fee"}]))
        for user in (self.tech_user, self.planner, self.env.user):
            activity = job.activity_ids.with_user(user)
            charge = job.charge_ids.with_user(user)
            for change in (
                lambda one=activity: one.write({"hours": 9}),
                lambda one=activity: one.write({"check_text": "Other"}),
                lambda one=activity: one.action_reset(),
                lambda one=activity: one.unlink(),
                lambda one=activity: one.copy(),
                lambda one=charge: one.write({"quantity": 9}),
                lambda one=charge: one.unlink(),
                lambda one=charge: one.copy(),
            ):
                with self.subTest(user=user.login):
                    self.assertRaisesRegex(UserError, "signed", change)

    def test_signed_report_cannot_be_changed(self):
        job = self._sign(self._make_job(equipment=self._make_equipment("SN-1")))
        for user in (self.tech_user, self.planner, self.env.user):
            for name, value in {
                "signature": False,
                "signed_by": "Somebody else",
                "signed_on": False,
                "state": "in_progress",
                "employee_ids": False,
                "date_start": "2026-03-11 08:00:00",
                "item_ids": [Command.clear()],
            }.items():
                with (
                    self.subTest(user=user.login, field=name),
                    self.assertRaisesRegex(UserError, "signed"),
                ):
                    job.with_user(user).write({name: value})

    def test_equipment_of_a_signed_report_cannot_be_removed(self):
        job = self._sign(self._make_job(equipment=self._make_equipment("SN-1")))
        with self.assertRaisesRegex(UserError, "signed"):
            job.item_ids.unlink()

    def test_price_of_signed_work_may_still_change(self):
        job = self._sign(self._make_job([{}]))
        job.activity_ids.discount = 10
        self.assertEqual(job.activity_ids.coverage, 10.0)

    def test_only_a_manager_opens_a_signed_report_again(self):
        job = self._sign(self._make_job([{}]))
        for user in (self.tech_user, self.planner):
            with self.subTest(user=user.login), self.assertRaises(UserError):
                job.with_user(user).action_reopen("Please")
        manager = self._make_user("manager", "service_management.group_manager")
        self.env["service.intervention.reopen"].with_user(manager).create(
            {"intervention_id": job.id, "reason": "Wrong hours"}
        ).action_confirm()
        self.assertEqual(job.state, "in_progress")
        self.assertFalse(job.signature)
        self.assertFalse(job.signed_by)
        self.assertFalse(job.signed_on)
        self.assertIn("Wrong hours", job.message_ids[0].body)
        job.activity_ids.hours = 2.0

    def test_job_that_is_not_signed_can_be_opened_again_by_its_technician(self):
        job = self._finish(self._make_job([{}]))
        job.with_user(self.tech_user).action_reopen("Forgot a part")
        self.assertEqual(job.state, "in_progress")

    def test_invoiced_job_cannot_be_opened_again(self):
        job = self._finish(self._make_job([{}]))
        self._invoice("2026-12-31")
        with self.assertRaisesRegex(UserError, "invoiced"):
            job.action_reopen("Please")

    # === DELETING === #

    def test_job_in_work_cannot_be_deleted(self):
        for state in ("planned", "in_progress", "done"):
            with self.subTest(state=state), self.assertRaises(UserError):
                self._make_job(state=state).unlink()

    def test_new_and_cancelled_jobs_can_be_deleted(self):
        for state in ("new", "cancelled"):
            with self.subTest(state=state):
                job = self._make_job([{}], [{}], state=state)
                job.unlink()
                self.assertFalse(job.exists())

    def test_invoiced_work_cannot_be_deleted(self):
        job = self._finish(self._make_job([{}], [{"kind": "fee"}]))
        self._invoice("2026-12-31")
        for work in (job.activity_ids, job.charge_ids):
            with self.subTest(work=work._name), self.assertRaises(UserError):
                work.unlink()

    def test_work_does_not_vanish_with_its_equipment(self):
        job = self._make_job(equipment=self._make_equipment("SN-1"))
        job.activity_ids = [
            Command.create(
                {
                    "activity_type_id": self.activity_type.id,
                    "item_id": job.item_ids.id,
                    "hours": 1.0,
                }
            )
        ]
        self._finish(job)
        self._invoice("2026-12-31")
        with self.assertRaisesRegex(UserError, "invoiced"):
            job.item_ids.unlink()

    def test_parts_do_not_vanish_with_their_job(self):
        self._make_stock(self.part, 5.0)
        job = self._finish(self._make_job(charges=[{}]))
        job.action_reopen("Please")
        job.action_cancel()
        with self.assertRaisesRegex(UserError, "stock"):
            job.unlink()

    def test_part_that_left_the_stock_cannot_be_deleted(self):
        self._make_stock(self.part, 5.0)
        job = self._finish(self._make_job(charges=[{}]))
        with self.assertRaisesRegex(UserError, "stock"):
            job.charge_ids.unlink()

    # === WHAT BELONGS TOGETHER === #

    def test_equipment_of_another_customer_is_refused(self):
        foreign = self._make_equipment(partner_id=self._make_customer("Other").id)
        with self.assertRaises(ValidationError):
            self._make_job(equipment=foreign)

    def test_activity_on_equipment_of_another_job_is_refused(self):
        other = self._make_job(equipment=self._make_equipment("SN-1"))
        with self.assertRaises(ValidationError):
            self._make_job([{"item_id": other.item_ids.id}])

    def test_jobs_are_numbered(self):
        first, second = self._make_job(), self._make_job()
        self.assertNotEqual(first.name, "/")
        self.assertNotEqual(first.name, second.name)

    def test_copy_starts_anew(self):
        job = self._sign(self._make_job(equipment=self._make_equipment("SN-1")))
        copy = job.copy()
        self.assertEqual((copy.state, copy.date_start), ("new", False))
        self.assertFalse(copy.signature or copy.signed_by or copy.signed_on)
        self.assertNotEqual(copy.name, job.name)
        self.assertEqual(copy.item_ids.equipment_id, job.item_ids.equipment_id)

    # === HELPERS === #

    def _make_request(self, **vals):
        """A job as somebody enters it, with nothing decided about its contract."""
        return self.env["service.intervention"].create(
            {
                "partner_id": self.customer.id,
                "date_start": datetime(2026, 3, 10, 8) + timedelta(hours=1),
                **vals,
            }
        )

    def _sign(self, job):
        self._finish(job)
        job.write({"signature": SIGNATURE, "signed_by": "Mr Miller"})
        return job
