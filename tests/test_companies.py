# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 13: companies never mix, also in scheduled runs."""

from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CONFIGURATION, DOCUMENTS, ServiceCommon


@tagged("post_install", "-at_install")
class TestCompanies(ServiceCommon):
    """Two companies with the same customer and the same product."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = cls.setup_other_company(name="Other Company")["company"]
        cls.other.service_travel_product_id = cls.travel_product
        cls.other_warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.other.id)], limit=1
        )
        cls.foreigner = cls._make_user("foreigner", "service_management.group_manager")
        cls.foreigner.write(
            {
                "company_ids": [Command.set(cls.other.ids)],
                "company_id": cls.other.id,
            }
        )
        cls.env.user.company_ids |= cls.other
        cls.equipment = cls._make_equipment("SN-1")
        cls.other_equipment = cls._make_equipment("SN-1", company_id=cls.other.id)

    def _in_other(self, record):
        return record.with_company(self.other)

    def _make_other_contract(self, *lines, **vals):
        return self._make_contract(*lines, company_id=self.other.id, **vals)

    # === SEEING === #

    def test_documents_of_another_company_are_hidden(self):
        contract = self._make_contract({"equipment_id": self.equipment.id})
        self._finish(self._make_job([{}], [{"kind": "fee"}], self.equipment))
        run = self._invoice("2026-12-31")
        contract.line_ids._set_price_from(self._day("2027-06-01"), 1100.0)
        contract._suspend(self._day("2026-03-01"), self._day("2026-03-31"))
        self.env["service.invoicing.exception"].create(
            {
                "run_id": run.id,
                "document": f"service.contract,{self._make_contract().id}",
                "message": "Test",
            }
        )
        self.env["service.price.adjust"].create(
            {
                "contract_ids": self._make_contract().ids,
                "method": "percent",
                "percent": 1.0,
            }
        ).action_apply()
        self._make_metered_contract()
        duties = self.env["service.duty.type"].create({"name": "Check"}).duty_ids
        for duty in duties:
            duty.check_ids.create({"duty_id": duty.id, "date": "2026-01-01"})
        for model in DOCUMENTS:
            with self.subTest(model=model):
                mine = self.env[model].search([("company_id", "=", self.company.id)])
                self.assertTrue(mine)
                self.assertFalse(
                    self.env[model]
                    .with_user(self.foreigner)
                    .search([("id", "in", mine.ids)])
                )
                with self.assertRaises(AccessError):
                    mine[0].with_user(self.foreigner).read(["display_name"])

    def _make_metered_contract(self):
        meter = self.env["service.meter"].create(
            {"equipment_id": self.equipment.id, "name": "Hours"}
        )
        self.env["service.meter.reading"].create(
            {"meter_id": meter.id, "date": "2026-01-01", "value": 0.0}
        )
        self._make_contract(
            {
                "equipment_id": self.equipment.id,
                "meter_ids": [Command.set(meter.ids)],
                "tier_ids": [Command.create({"quantity_from": 0, "price_unit": 0.5})],
            },
            active=False,
        )

    def test_configuration_of_another_company_is_hidden_and_shared_one_is_not(self):
        self._make_protocol("Shared", {}, company_id=False)
        self._make_protocol("Own", {}, company_id=self.company.id)
        self.activity_type.copy({"company_id": self.company.id})
        self.contract_type.copy({"company_id": self.company.id})
        self.env["service.intervention.code"].create(
            {"name": "Own", "company_id": self.company.id}
        )
        for company in (self.company, self.company.browse()):
            self.env["service.skill"].create(
                {"name": "Skill", "company_id": company.id}
            )
            self.env["service.price.index"].create(
                {
                    "name": "Index",
                    "company_id": company.id,
                    "value_ids": [
                        Command.create({"date": "2026-01-01", "variation": 1})
                    ],
                }
            )
        for model in CONFIGURATION:
            with self.subTest(model=model):
                seen = self.env[model].with_user(self.foreigner).search([])
                self.assertEqual(seen.company_id, seen.company_id & self.other)
                self.assertTrue(seen.filtered(lambda r: not r.company_id))

    # === MIXING IS REFUSED === #

    def test_records_of_two_companies_cannot_be_linked(self):
        van = self.other_warehouse.lot_stock_id
        foreign = self._make_employee("Foreign", company_id=self.other.id)
        protocol = self._make_protocol("Other", {}, company_id=self.other.id)
        type_ = self.activity_type.copy({"company_id": self.other.id})
        contract_type = self.contract_type.copy({"company_id": self.other.id})
        contract = self._make_contract({"equipment_id": self.equipment.id})
        job = self._make_job([{}], equipment=self.equipment)
        other_contract = self._make_other_contract()
        for record, name, value in (
            (self.equipment, "parent_id", self.other_equipment),
            (self.technician, "service_location_id", van),
            (contract, "contract_type_id", contract_type),
            (contract.line_ids, "equipment_id", self.other_equipment),
            (contract.line_ids, "protocol_id", protocol),
            (job, "contract_id", other_contract),
            (job, "employee_ids", foreign),
            (job, "protocol_id", protocol),
            (job.item_ids, "equipment_id", self.other_equipment),
            (job.activity_ids, "activity_type_id", type_),
            (job.activity_ids, "employee_id", foreign),
        ):
            with (
                self.subTest(model=record._name, field=name),
                self.assertRaises(UserError),
            ):
                record[name] = value

    def test_same_serial_may_stand_in_both_companies(self):
        self.assertNotEqual(self.equipment, self.other_equipment)

    # === EACH ITS OWN === #

    def test_every_company_numbers_its_documents_itself(self):
        for make in (
            lambda company: self._make_contract(company_id=company.id),
            lambda company: self._make_job(
                company_id=company.id, employee_ids=False, pricelist_id=False
            ),
            lambda company: self.env["service.invoicing.run"].create(
                {
                    "company_id": company.id,
                    "date_to": "2026-12-31",
                    "invoice_date": "2026-12-31",
                }
            ),
        ):
            mine = make(self.company)
            with self.subTest(model=mine._name):
                number = self._number(make(self.other))
                make(self.company)
                self.assertEqual(self._number(make(self.other)), number + 1)

    def _number(self, document):
        return int(document.name.rsplit("/", 1)[1])

    def test_new_company_gets_its_defaults(self):
        company = self.env["res.company"].create({"name": "New"})
        codes = self.env["ir.sequence"].search([("company_id", "=", company.id)])
        self.assertLessEqual(
            {"service.contract", "service.intervention", "service.invoicing.run"},
            set(codes.mapped("code")),
        )
        self.assertTrue(company.service_travel_product_id)
        self.assertTrue(company.service_warranty_type_id)
        self.assertEqual(company.service_project_id.company_id, company)

    def test_delivery_registers_in_the_company_that_ships(self):
        lots = self.env["stock.lot"].create(
            {
                "product_id": self.machine.id,
                "name": "SN-2",
                "company_id": self.other.id,
            }
        )
        location = self.other_warehouse.lot_stock_id
        self.env["stock.quant"].sudo()._update_available_quantity(
            self.machine, location, 1.0, lot_id=lots
        )
        order = self._in_other(self.env["sale.order"]).create(
            {
                "partner_id": self.customer.id,
                "company_id": self.other.id,
                "warehouse_id": self.other_warehouse.id,
                "order_line": [
                    Command.create({"product_id": self.machine.id, "tax_ids": False})
                ],
            }
        )
        order.action_confirm()
        self._ship(order.picking_ids)
        self.assertEqual(lots.service_equipment_ids.company_id, self.other)

    def test_delivery_leaves_the_same_serial_of_another_company_alone(self):
        self.other_equipment.partner_id = self._make_customer("Elsewhere")
        lot = self._make_stock(self.machine, serials=["SN-1"])
        self._ship(self._make_order(self.machine).picking_ids)
        self.assertEqual(lot.service_equipment_ids, self.equipment)
        self.assertFalse(self.other_equipment.lot_id)
        self.assertEqual(self.other_equipment.event_ids.mapped("kind"), ["registered"])
        self.assertEqual(self.other_equipment.partner_id.name, "Elsewhere")

    def test_contract_of_another_company_is_not_proposed(self):
        self._make_other_contract(labour_coverage=100)
        job = self.env["service.intervention"].create({"partner_id": self.customer.id})
        self.assertFalse(job.contract_id)

    def test_parts_leave_the_warehouse_of_the_company(self):
        job = self._make_job(charges=[{}], company_id=self.other.id, employee_ids=False)
        self._finish(job)
        self.assertEqual(
            job.charge_ids.move_id.location_id, self.other_warehouse.lot_stock_id
        )

    def test_timesheets_are_those_of_the_company(self):
        person = self._make_employee("Foreign", company_id=self.other.id)
        job = self._make_job(
            [{"employee_id": person.id}],
            company_id=self.other.id,
            employee_ids=[Command.set(person.ids)],
        )
        job.activity_ids.action_done()
        line = job.activity_ids.timesheet_ids
        self.assertEqual(line.company_id, self.other)
        self.assertEqual(line.project_id, self.other.service_project_id)

    def test_invoices_are_those_of_the_company(self):
        mine = self._make_contract()
        other = self._make_other_contract()
        run = self._invoice("2026-06-30")
        lines = run.invoice_ids.invoice_line_ids.service_contract_line_id
        self.assertEqual(run.invoice_ids.company_id, self.company)
        self.assertIn(mine.line_ids, lines)
        self.assertNotIn(other.line_ids, lines)
        self.assertFalse(other.line_ids.billed_until)

        run = self._invoice("2026-06-30", company_id=self.other.id)
        invoice = run.invoice_ids
        self.assertEqual(invoice.company_id, self.other)
        self.assertEqual(invoice.journal_id.company_id, self.other)
        self.assertEqual(invoice.line_ids.account_id.company_ids, self.other)
        self.assertLessEqual(invoice.line_ids.tax_ids.company_id, self.other)

    # === SCHEDULED RUNS === #

    @freeze_time("2026-03-02 10:00:00")
    def test_scheduled_visits_are_those_of_each_company(self):
        self.company.service_visit_horizon_days = 0
        self.other.service_visit_horizon_days = 40
        line = {"visit_interval": 1}
        mine = self._make_contract(line, date_start="2026-03-02")
        other = self._make_other_contract(line, date_start="2026-03-02")
        self._run_cron("ir_cron_visits")
        self.assertEqual(len(mine.intervention_ids), 1)
        self.assertEqual(len(other.intervention_ids), 2)
        self.assertEqual(other.intervention_ids.company_id, self.other)

    def test_scheduled_protocols_start_in_their_own_company(self):
        protocol = self._make_protocol(
            "Practice",
            {},
            trigger="periodic",
            trigger_date=date.today(),
            domain=f"[('id', '=', {self.customer.id})]",
            company_id=self.other.id,
        )
        self._run_cron("ir_cron_protocols")
        job = self.env["service.intervention"].search(
            [("protocol_id", "=", protocol.id)]
        )
        self.assertEqual(job.company_id, self.other)
        self.assertEqual(job.currency_id, self.other.currency_id)

    def test_contract_starts_the_protocols_of_its_own_company(self):
        for company in (self.company, self.other):
            self._make_protocol(
                company.name, {}, trigger="contract_start", company_id=company.id
            )
        contract = self._make_other_contract()
        self.assertEqual(contract.intervention_ids.protocol_id.company_id, self.other)
        self.assertEqual(contract.intervention_ids.company_id, self.other)

    def _run_cron(self, name):
        cron = self.env.ref(f"service_management.{name}").sudo()
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
