# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Where jobs come from: a request, a sales order, an equipment, another job."""

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestJobOrigin(ServiceCommon):
    """Every way to a new job, and what it takes along."""

    def _open(self, action):
        """The form of a new job as the action opens it."""
        jobs = self.env[action["res_model"]].with_context(**action["context"])
        return Form(jobs)

    def _make_code(self, kind, **vals):
        return self.env["service.intervention.code"].create(
            {"name": f"A {kind}", "kind": kind, **vals}
        )

    # === REQUEST === #

    def test_request_is_entered_by_hand(self):
        contact = self._make_customer("Mrs Miller", parent_id=self.customer.id)
        with Form(self.env["service.intervention"]) as form:
            form.partner_id = self.customer
            form.contact_id = contact
            form.title = "Pump is loud"
            form.fault = "Since this morning"
            form.priority = "2"
            form.deadline = "2026-03-12 12:00:00"
        job = form.record
        self.assertEqual((job.origin, job.state), ("request", "new"))
        self.assertEqual(job.contact_id, contact)
        self.assertTrue(job.request_date)

    # === EQUIPMENT === #

    def test_job_for_an_equipment(self):
        equipment = self._make_equipment("SN-1")
        form = self._open(equipment.action_create_intervention())
        job = form.save()
        self.assertEqual(job.partner_id, self.customer)
        self.assertEqual(job.item_ids.equipment_id, equipment)

    # === SALES ORDER === #

    def test_job_for_what_an_order_sold(self):
        order = self._make_order(self.fee_product)
        job = self._open(order.action_create_service_intervention()).save()
        self.assertRecordValues(
            job,
            [
                {
                    "partner_id": self.customer.id,
                    "site_id": order.partner_shipping_id.id,
                    "sale_order_id": order.id,
                    "sale_line_id": order.order_line.id,
                }
            ],
        )
        self.assertEqual(order.service_intervention_count, 1)
        action = order.action_view_service_interventions()
        self.assertEqual(job.search(action["domain"]), job)

    def test_goods_are_no_fixed_price(self):
        order = self._make_order(self.part)
        job = self._open(order.action_create_service_intervention()).save()
        self.assertEqual(job.sale_order_id, order)
        self.assertFalse(job.sale_line_id)

    def test_contract_that_is_sold_is_no_fixed_price(self):
        plan = self._create_product(
            name="Plan",
            type="service",
            service_contract_type_id=self.contract_type.id,
            service_contract_billing="contract",
        )
        order = self._make_order(plan)
        form = self._open(order.action_create_service_intervention())
        self.assertFalse(form.sale_line_id)

    def test_two_services_leave_the_choice(self):
        order = self._make_order(self.fee_product)
        order.order_line = [Command.create({"product_id": self.labour_product.id})]
        form = self._open(order.action_create_service_intervention())
        self.assertFalse(form.sale_line_id)
        form.sale_line_id = order.order_line[1]
        self.assertEqual(form.save().sale_line_id, order.order_line[1])

    def test_order_does_not_belong_to_the_copy(self):
        order = self._make_order(self.fee_product)
        job = self._open(order.action_create_service_intervention()).save()
        self.assertFalse(job.with_env(self.env).copy().sale_line_id)

    # === RETURN VISIT === #

    def test_return_visit_takes_the_job_along(self):
        equipment = self._make_equipment("SN-1")
        job = self._finish(self._make_job(equipment=equipment, title="Leak"))
        again = self._open(job.action_create_return()).save()
        self.assertRecordValues(
            again,
            [
                {
                    "return_of_id": job.id,
                    "partner_id": self.customer.id,
                    "title": "Leak",
                    "state": "new",
                }
            ],
        )
        self.assertEqual(again.item_ids.equipment_id, equipment)
        self.assertEqual(job.return_count, 1)
        self.assertEqual(again.search(job.action_view_returns()["domain"]), again)

    # === CODES === #

    def test_diagnosis_of_the_job_holds_for_its_equipment(self):
        pump, fan = self._make_equipment("PUMP"), self._make_equipment("FAN")
        leak, noise = self._make_code("symptom"), self._make_code("symptom", name="B")
        job = self._make_job(equipment=pump | fan)
        job.item_ids[1].symptom_id = noise
        job.symptom_id = leak
        self.assertEqual(job.item_ids.mapped("symptom_id"), leak | noise)
        self.assertEqual(job.item_ids[1].symptom_id, noise)

    def test_jobs_are_counted_by_symptom(self):
        leak = self._make_code("symptom")
        self._make_job(symptom_id=leak.id)
        self._make_job(symptom_id=leak.id)
        counts = self.env["service.intervention"]._read_group(
            [("symptom_id", "!=", False)], ["symptom_id"], ["__count"]
        )
        self.assertEqual(counts, [(leak, 2)])

    def test_code_of_another_company_is_refused(self):
        other = self.env["res.company"].create({"name": "Other"})
        code = self._make_code("symptom", company_id=other.id)
        with self.assertRaises(UserError):
            self._make_job(symptom_id=code.id)

    # === CONTRACT === #

    def test_choice_of_another_contract_outlives_more_equipment(self):
        chosen = self._make_contract(labour_coverage=10)
        self._make_contract(labour_coverage=100)
        form = Form(self.env["service.intervention"])
        form.partner_id = self.customer
        form.contract_id = chosen
        with form.item_ids.new() as item:
            item.equipment_id = self._make_equipment("SN-1")
        self.assertEqual(form.contract_id, chosen)
        job = form.save()
        job.item_ids = [
            Command.create({"equipment_id": self._make_equipment("SN-2").id})
        ]
        self.assertEqual(job.contract_id, chosen)

    def test_proposal_follows_the_equipment(self):
        equipment = self._make_equipment("SN-1")
        self._make_contract(labour_coverage=10)
        best = self._make_contract({"equipment_id": equipment.id}, labour_coverage=90)
        form = Form(self.env["service.intervention"])
        form.partner_id = self.customer
        job = form.save()
        job.item_ids = [Command.create({"equipment_id": equipment.id})]
        self.assertEqual(job.contract_id, best)

    def test_another_customer_has_another_contract(self):
        chosen = self._make_contract(labour_coverage=10)
        self._make_contract(labour_coverage=100)
        other = self._make_customer("Other")
        theirs = self._make_contract(partner_id=other.id)
        form = Form(self.env["service.intervention"])
        form.partner_id = self.customer
        form.contract_id = chosen
        form.partner_id = other
        self.assertEqual(form.contract_id, theirs)
