# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Forms: what is proposed while somebody fills them in."""

from datetime import datetime

from odoo.tests import Form, tagged

from .common import ServiceCommon


@tagged("post_install", "-at_install")
class TestForms(ServiceCommon):
    """Each form as a person meets it, with nothing saved yet."""

    # === CONTRACT === #

    def test_contract_takes_its_terms_from_the_type(self):
        type_ = self._make_contract_type(
            "Monthly",
            duration_months=24,
            labour_coverage=80,
            included_hours=12,
            renewal="tacit",
            renewal_months=6,
            notice_days=30,
            billing_interval=3,
            billing_timing="arrears",
            price_basis="year",
        )
        form = Form(self.env["service.contract"])
        form.partner_id = self.customer
        form.date_start = "2026-01-15"
        form.contract_type_id = type_
        self.assertEqual(form.date_end, self._day("2028-01-14"))
        self.assertEqual(form.labour_coverage, 80.0)
        self.assertEqual((form.renewal, form.renewal_months), ("tacit", 6))
        self.assertEqual(form.notice_days, 30)
        self.assertEqual((form.billing_interval, form.billing_unit), (3, "month"))
        self.assertEqual((form.billing_timing, form.price_basis), ("arrears", "year"))
        self.assertEqual(form.partner_invoice_id, self.customer)

    def test_terms_of_a_contract_may_differ_from_its_type(self):
        form = Form(self.env["service.contract"])
        form.partner_id = self.customer
        form.contract_type_id = self.contract_type
        form.labour_coverage = 33.0
        contract = form.save()
        self.contract_type.labour_coverage = 77.0
        self.assertEqual(contract.labour_coverage, 33.0)

    def test_contract_line_takes_its_defaults(self):
        protocol = self._make_protocol("Inspection", {})
        self.contract_type.write({"protocol_id": protocol.id})
        equipment = self._make_equipment("SN-1")
        form = Form(self.env["service.contract"])
        form.partner_id = self.customer
        form.contract_type_id = self.contract_type
        form.date_start = "2026-01-01"
        with form.line_ids.new() as line:
            line.equipment_id = equipment
            self.assertEqual(line.product_id, self.fee_product)
            self.assertEqual(line.price_unit, 1000.0)
            self.assertIn("SN-1", line.name)
        contract = form.save()
        self.assertRecordValues(
            contract.line_ids,
            [
                {
                    "quantity": 1.0,
                    "date_start": self._day("2026-01-01"),
                    "protocol_id": protocol.id,
                    "tax_ids": self.tax_sale_a.ids,
                    "annual_value": 1000.0,
                }
            ],
        )

    def test_draft_contract_can_be_moved_to_another_year(self):
        self.contract_type.duration_months = 12
        contract = self._make_contract(active=False)
        self.env.flush_all()
        self.env.invalidate_all()
        with Form(contract) as form:
            form.date_start = "2027-06-01"
        self.assertEqual(contract.date_end, self._day("2028-05-31"))
        self.assertEqual(contract.line_ids.date_start, self._day("2027-06-01"))
        self.assertEqual(contract.line_ids.date_end, self._day("2028-05-31"))

    def test_start_entered_after_the_lines_reaches_them(self):
        form = Form(self.env["service.contract"])
        form.partner_id = self.customer
        form.contract_type_id = self.contract_type
        with form.line_ids.new() as line:
            line.price_unit = 100.0
        form.date_start = "2025-01-01"
        contract = form.save()
        self.assertEqual(contract.line_ids.date_start, self._day("2025-01-01"))

    def test_dates_of_a_line_may_differ_from_its_contract(self):
        self.contract_type.duration_months = 12
        contract = self._make_contract(active=False)
        with Form(contract) as form:
            form.date_start = "2026-03-01"
            form.date_end = "2026-12-31"
            with form.line_ids.edit(0) as line:
                line.date_start = "2026-04-01"
                line.date_end = "2026-11-30"
        self.assertEqual(contract.line_ids.date_start, self._day("2026-04-01"))
        contract.action_activate()
        contract.date_end = "2027-12-31"
        self.assertEqual(contract.line_ids.date_end, self._day("2026-11-30"))

    # === JOB === #

    def test_job_follows_its_customer(self):
        contract = self._make_contract(labour_coverage=50)
        form = Form(self.env["service.intervention"])
        form.partner_id = self.customer
        self.assertEqual(form.site_id, self.customer)
        self.assertEqual(form.contract_id, contract)
        form.partner_id = self._make_customer("Other")
        self.assertEqual(form.site_id, form.partner_id)
        self.assertFalse(form.contract_id)

    def test_job_ends_an_hour_after_its_start_unless_told(self):
        form = Form(self.env["service.intervention"])
        form.partner_id = self.customer
        form.date_start = datetime(2026, 3, 10, 8)
        self.assertEqual(form.date_end, datetime(2026, 3, 10, 9))
        form.date_end = datetime(2026, 3, 10, 12)
        job = form.save()
        self.assertEqual(job.duration, 4.0)
        with Form(job) as form:
            form.date_start = datetime(2026, 3, 11, 8)
        self.assertEqual(job.date_end, datetime(2026, 3, 11, 12))

    def test_equipment_in_a_job_brings_its_protocol(self):
        protocol = self._make_protocol("Overhaul", {})
        self.machine.service_protocol_id = protocol
        form = Form(self.env["service.intervention"])
        form.partner_id = self.customer
        with form.item_ids.new() as item:
            item.equipment_id = self._make_equipment("SN-1")
            self.assertEqual(item.protocol_id, protocol)
        job = form.save()
        job.action_apply_protocols()
        self.assertEqual(len(job.activity_ids), 1)

    def test_activity_in_a_job_takes_its_defaults(self):
        form = Form(self._make_job())
        with form.activity_ids.new() as activity:
            activity.activity_type_id = self.activity_type
            self.assertEqual(activity.name, "Overhaul")
            self.assertEqual(activity.planned_hours, 1.0)
            self.assertEqual(activity.price_unit, 80.0)
            activity.hours = 2.0
            self.assertEqual(activity.amount_billable, 160.0)
        job = form.save()
        self.assertEqual(job.amount_billable, 160.0)

    def test_activity_shows_its_cover_at_once(self):
        contract = self._make_contract(labour_coverage=25)
        form = Form(self._make_job(contract_id=contract.id))
        with form.activity_ids.new() as activity:
            activity.activity_type_id = self.activity_type
            activity.hours = 1.0
            self.assertEqual(activity.coverage_source, "contract")
            self.assertEqual(activity.amount_billable, 60.0)

    def test_charge_in_a_job_takes_its_defaults(self):
        self.customer.service_distance_km = 30
        form = Form(self._make_job())
        with form.charge_ids.new() as charge:
            charge.product_id = self.part
            self.assertEqual((charge.kind, charge.quantity), ("part", 1.0))
            self.assertEqual(charge.price_unit, 40.0)
        with form.charge_ids.new() as charge:
            charge.kind = "travel"
            self.assertEqual(charge.product_id, self.travel_product)
            self.assertEqual(charge.quantity, 30.0)
        self.assertEqual(form.save().amount_billable, 40.0 + 15.0)

    def test_job_of_many_kinds_is_saved_at_once(self):
        equipment = self._make_equipment(
            "SN-1", warranty_start="2026-01-01", warranty_end="2099-12-31"
        )
        form = Form(self.env["service.intervention"])
        form.partner_id = self.customer
        with form.item_ids.new() as item:
            item.equipment_id = equipment
        with form.activity_ids.new() as activity:
            activity.activity_type_id = self.activity_type
            activity.hours = 1.0
        with form.charge_ids.new() as charge:
            charge.product_id = self.part
        job = form.save()
        self.assertEqual(job.activity_ids.coverage_source, "warranty")

    # === EQUIPMENT === #

    def test_equipment_follows_its_customer_and_product(self):
        self.machine.service_warranty_duration = 12
        form = Form(self.env["service.equipment"])
        form.product_id = self.machine
        form.partner_id = self.customer
        self.assertEqual(form.site_id, self.customer)
        form.serial_number = "SN-1"
        form.delivery_date = "2026-03-10"
        self.assertEqual(form.warranty_start, self._day("2026-03-10"))
        self.assertEqual(form.warranty_end, self._day("2027-03-09"))
        equipment = form.save()
        self.assertEqual(equipment.display_name, "Machine · SN-1")

    def test_equipment_takes_the_serial_of_its_lot(self):
        self.env.user.group_ids += self.env.ref("stock.group_production_lot")
        lot = self.env["stock.lot"].create(
            {"product_id": self.machine.id, "name": "SN-7"}
        )
        form = Form(self.env["service.equipment"])
        form.product_id = self.machine
        form.partner_id = self.customer
        form.lot_id = lot
        self.assertEqual(form.save().serial_number, "SN-7")

    # === CONFIGURATION === #

    def test_service_tab_of_a_product(self):
        protocol = self._make_protocol("Overhaul", {})
        form = Form(self.env["product.template"])
        form.name = "Pump"
        form.service_tracked = True
        form.service_warranty_duration = 2
        form.service_warranty_unit = "year"
        form.service_warranty_from = "installation"
        form.service_protocol_id = protocol
        product = form.save()
        self.assertRecordValues(
            product,
            [
                {
                    "service_tracked": True,
                    "service_warranty_duration": 2,
                    "service_warranty_unit": "year",
                    "service_warranty_from": "installation",
                    "service_protocol_id": protocol.id,
                }
            ],
        )

    def test_settings_are_those_of_the_company(self):
        form = Form(self.env["res.config.settings"])
        self.assertEqual(form.service_travel_product_id, self.travel_product)
        form.service_visit_horizon_days = 77
        form.save().execute()
        self.assertEqual(self.company.service_visit_horizon_days, 77)

    def test_protocol_with_steps(self):
        form = Form(self.env["service.protocol"])
        form.name = "Overhaul"
        with form.step_ids.new() as step:
            step.name = "Clean"
            step.activity_type_id = self.activity_type
            self.assertEqual(step.planned_hours, 1.0)
        self.assertEqual(form.save().planned_hours, 1.0)

    def test_contract_type(self):
        form = Form(self.env["service.contract.type"])
        form.name = "Gold"
        form.labour_coverage = 100
        self.assertEqual(form.save().billing_interval, 12)

    # === WIZARDS === #

    def test_invoicing_wizard_previews_and_runs(self):
        self._make_contract()
        form = Form(self.env["service.invoicing"])
        form.date_to = "2026-06-30"
        wizard = form.save()
        wizard.action_preview()
        self.assertEqual(wizard.line_ids.mapped("amount"), [1000.0])
        run = self.env["service.invoicing.run"].browse(wizard.action_run()["res_id"])
        self.assertTrue(Form(run))

    def test_reopening_asks_for_a_reason(self):
        job = self._finish(self._make_job([{}]))
        wizard = Form(
            self.env["service.intervention.reopen"].with_context(
                default_intervention_id=job.id
            )
        )
        with self.assertRaises(AssertionError):
            wizard.save()
        wizard.reason = "Forgot a part"
        wizard.save().action_confirm()
        self.assertEqual(job.state, "in_progress")
