# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What each person may see and do."""

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common import CONFIGURATION, DOCUMENTS, SIGNATURE
from .common_access import AccessCommon

MODULE = "service_management"
SETTLEMENT = "service.contract.settlement"
INVOICING = {
    "service.invoicing.run",
    "service.invoicing.exception",
    "service.invoicing.batch",
}
ADJUSTMENT = {"service.price.adjustment", "service.price.adjustment.line"}
READING = "service.meter.reading"
METERS = {"service.meter", READING}
DUTIES = {"service.duty", "service.duty.check"}
LOG = {"service.contract.change"}  # written by the system only


@tagged("post_install", "-at_install")
class TestRoles(AccessCommon):
    """One method for each role."""

    def test_technician(self):
        work = {
            "service.intervention",
            "service.intervention.item",
            "service.activity",
            "service.charge",
        }
        self._assert_access(
            self.tech_user,
            read={*DOCUMENTS, *CONFIGURATION} - INVOICING - ADJUSTMENT - {SETTLEMENT},
            write=work | {"service.equipment", READING},
            create=work | {"service.equipment", READING},
            unlink=work - {"service.intervention"},
        )

    def test_technician_sees_own_jobs_only(self):
        jobs = self.env["service.intervention"].with_user(self.tech_user)
        self.assertEqual(jobs.search([]), self.job | self.finished)
        for record in (
            self.foreign_job,
            self.foreign_job.item_ids,
            self.foreign_job.activity_ids,
            self.foreign_job.charge_ids,
        ):
            with self.subTest(model=record._name):
                hidden = record.with_user(self.tech_user)
                self.assertNotIn(hidden, hidden.search([]))
                with self.assertRaises(AccessError):
                    hidden.read(["display_name"])
                with self.assertRaises(AccessError):
                    hidden.write({"note": "Mine now"})

    def test_technician_sees_the_job_of_which_an_operation_is_his(self):
        """One operation of a colleague's job shows its equipment and its charges."""
        records = (
            self.foreign_job,
            self.foreign_job.item_ids,
            self.foreign_job.activity_ids,
            self.foreign_job.charge_ids,
        )
        self.foreign_job.activity_ids.employee_id = self.technician
        for record in records:
            with self.subTest(model=record._name):
                shown = record.with_user(self.tech_user)
                self.assertTrue(shown)
                self.assertEqual(shown & shown.search([]), shown)
                shown.check_access("write")
        self.foreign_job.activity_ids.employee_id = self.colleague
        for record in records:
            with self.subTest(model=record._name, given="back"):
                hidden = record.with_user(self.tech_user)
                self.assertFalse(hidden & hidden.search([]))

    def test_technician_cannot_take_over_somebody_elses_job(self):
        with self.assertRaises(AccessError):
            self.foreign_job.with_user(self.tech_user).employee_ids = self.technician
        with self.assertRaises(AccessError):
            self.env["service.activity"].with_user(self.tech_user).create(
                {
                    "intervention_id": self.foreign_job.id,
                    "activity_type_id": self.activity_type.id,
                }
            )

    def test_technician_cannot_move_work_to_somebody_elses_job(self):
        for work in (self.job.activity_ids[0], self.job.charge_ids[0]):
            with self.subTest(model=work._name), self.assertRaises(AccessError):
                work.with_user(self.tech_user).intervention_id = self.foreign_job

    def test_technician_works_a_job_to_its_end(self):
        job = self.job.with_user(self.tech_user)
        self.customer.service_distance_km = 10
        job.action_start()
        job.action_apply_protocols()
        job.activity_ids[0].hours = 2.0
        job.charge_ids = [Command.create({"product_id": self.part.id})]
        job.activity_ids.filtered(lambda a: a.state == "todo").action_done()
        job.action_done()
        job.write({"signature": SIGNATURE, "signed_by": "Mr Miller"})
        self.assertEqual(self.job.state, "done")
        self.assertEqual(self.job.charge_ids.move_id.mapped("state"), ["done"] * 2)

    def test_technician_enters_a_job_of_his_own(self):
        jobs = self.env["service.intervention"].with_user(self.tech_user)
        job = jobs.create(
            {
                "partner_id": self.customer.id,
                "item_ids": [Command.create({"equipment_id": self.equipment.id})],
            }
        )
        self.assertEqual(job.user_id, self.tech_user)
        self.assertEqual(job.contract_id, self.contract)

    def test_technician_does_not_see_costs(self):
        for record in (self.job, self.job.activity_ids, self.job.charge_ids):
            with self.subTest(model=record._name), self.assertRaises(AccessError):
                record.with_user(self.tech_user).read(["cost"])

    def test_technician_runs_no_invoicing(self):
        with self.assertRaises(AccessError):
            self._make_wizard("2026-12-31").with_user(self.tech_user).action_run()

    def test_planner(self):
        work = {
            "service.equipment",
            "service.intervention",
            "service.intervention.item",
            "service.activity",
            "service.charge",
            "service.protocol.step",
            *METERS,
            *DUTIES,
        }
        configuration = {
            "service.protocol",
            "service.intervention.code",
            "service.skill",
        }
        self._assert_access(
            self.planner,
            read={*DOCUMENTS, *CONFIGURATION} - INVOICING - ADJUSTMENT - {SETTLEMENT},
            write=work | configuration,
            create=work | configuration,
            unlink=work,
        )

    def test_planner_plans_everybodys_jobs(self):
        jobs = self.env["service.intervention"].with_user(self.planner)
        self.assertLessEqual(self.job | self.foreign_job, jobs.search([]))
        job = self.foreign_job.with_user(self.planner)
        job.employee_ids = (self.technician | self.colleague).with_user(self.planner)
        job.date_start = "2026-04-01 08:00:00"
        job.action_plan()
        self.assertEqual(self.foreign_job.state, "planned")

    def test_planner_sees_costs(self):
        self.assertTrue(self.finished.with_user(self.planner).cost)

    def test_contract_manager(self):
        contracts = {
            *(model for model in DOCUMENTS if model.startswith("service.contract")),
            *ADJUSTMENT,
            "service.price.index",
            "service.price.index.value",
            "service.equipment",
            *METERS,
            *DUTIES,
        } - LOG
        work = {"service.intervention.item", "service.activity", "service.charge"}
        written = contracts | work | INVOICING | {"service.intervention"}
        self._assert_access(
            self.contract_manager,
            read={*DOCUMENTS, *CONFIGURATION},
            write=written,
            create=written - {SETTLEMENT},
            unlink=(contracts | work) - {SETTLEMENT},
        )

    @freeze_time("2026-01-01")
    def test_contract_manager_leads_a_contract_through_its_life(self):
        contracts = self.env["service.contract"].with_user(self.contract_manager)
        contract = contracts.create(
            {
                "partner_id": self.customer.id,
                "contract_type_id": self.contract_type.id,
                "date_start": "2026-01-01",
                "date_end": "2026-12-31",
                "renewal": "manual",
                "renewal_months": 12,
                "line_ids": [
                    Command.create(
                        {"equipment_id": self.equipment.id, "visit_interval": 6}
                    )
                ],
            }
        )
        contract.action_activate()
        contract.action_generate_visits()
        contract.action_renew()
        contract.action_suspend()
        contract.action_activate()
        contract.action_close()
        self.assertEqual(contract.state, "closed")

    def test_contract_manager_invoices(self):
        self._make_contract()
        self._assert_invoices(self.contract_manager)

    def test_contract_manager_is_no_planner(self):
        self.assertFalse(
            self.contract_manager.has_group(f"{MODULE}.group_planner")
            or self.contract_manager.has_group(f"{MODULE}.group_technician")
        )

    def test_billing_clerk(self):
        self._assert_access(
            self.clerk,
            read={*DOCUMENTS, *CONFIGURATION},
            write=INVOICING | {SETTLEMENT},
            create=INVOICING,
        )

    def test_billing_clerk_invoices(self):
        self._make_contract()
        self._finish(self.job)
        self._assert_invoices(self.clerk)

    def test_manager(self):
        everything = {*DOCUMENTS, *CONFIGURATION}
        written = everything - LOG - {"service.equipment.event"}
        made = written - {SETTLEMENT}  # proposals follow from the rule
        self._assert_access(
            self.manager, read=everything, write=written, create=made, unlink=made
        )

    def test_portal_user_sees_nothing(self):
        self._assert_access(self.portal)

    def test_plain_user_sees_nothing(self):
        self._assert_access(self.plain)

    def _assert_invoices(self, user):
        wizard = (
            self.env["service.invoicing"]
            .with_user(user)
            .create({"date_to": "2026-12-31", "invoice_date": "2026-12-31"})
        )
        wizard.action_preview()
        self.assertTrue(wizard.line_ids)
        action = wizard.action_run()
        run = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(run.state, "done")
        self.assertEqual(run.user_id, user)
        self.assertTrue(run.invoice_ids)


@tagged("post_install", "-at_install")
class TestGuards(AccessCommon):
    """Rights that rules and code give, beyond the lists of access."""

    def test_history_is_written_by_the_system_only(self):
        event = self.equipment.event_ids[0].with_user(self.manager)
        for attempt in (
            lambda: event.write({"note": "Other"}),
            event.unlink,
            event.copy,
        ):
            self.assertRaises(AccessError, attempt)

    def test_technician_cannot_reopen_what_is_signed(self):
        self.finished.write({"signature": SIGNATURE, "signed_by": "Mr Miller"})
        with self.assertRaises(UserError):
            self.finished.with_user(self.tech_user).action_reopen("Please")
