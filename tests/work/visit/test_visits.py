# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Planned visits: the jobs that contracts promise, each created once."""

from datetime import datetime

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestVisits(ServiceCommon):
    """Visits become interventions within the company's horizon."""

    today = "2026-01-01"

    def _generate(self, date_to):
        return self.env["service.contract.line"]._generate_visits(self._day(date_to))

    def _visit_days(self, contract):
        return [
            visit.request_date.date().isoformat()
            for visit in contract.intervention_ids.sorted("request_date")
        ]

    # === THE SERIES === #

    def test_series_is_counted_from_the_start_of_the_line(self):
        contract = self._make_contract({"visit_interval": 3})
        self._generate("2026-12-31")
        self.assertEqual(
            self._visit_days(contract),
            ["2026-01-01", "2026-04-01", "2026-07-01", "2026-10-01"],
        )
        self.assertEqual(contract.line_ids.next_visit_date, self._day("2027-01-01"))

    def test_month_ends_do_not_drift(self):
        contract = self._make_contract({"visit_interval": 1}, date_start="2026-01-31")
        for date_to in ("2026-02-28", "2026-03-31", "2026-06-01"):
            self._generate(date_to)
        self.assertEqual(
            self._visit_days(contract),
            ["2026-02-02", "2026-03-02", "2026-03-31", "2026-04-30", "2026-06-01"],
        )
        self.assertEqual(contract.line_ids.next_visit_date, self._day("2026-06-30"))

    def test_weeks(self):
        contract = self._make_contract({"visit_interval": 2, "visit_unit": "week"})
        self._generate("2026-01-31")
        self.assertEqual(
            self._visit_days(contract), ["2026-01-01", "2026-01-15", "2026-01-29"]
        )

    def test_running_again_adds_nothing(self):
        contract = self._make_contract({"visit_interval": 3})
        self._generate("2026-12-31")
        self.assertFalse(self._generate("2026-12-31"))
        self.assertEqual(len(contract.intervention_ids), 4)

    def test_moving_one_visit_does_not_shift_the_series(self):
        contract = self._make_contract({"visit_interval": 3})
        first = self._generate("2026-01-31")
        first.date_start = "2026-02-20 08:00:00"
        second = self._generate("2026-04-30")
        self.assertEqual(second.request_date.date(), self._day("2026-04-01"))
        self.assertEqual(contract.line_ids.next_visit_date, self._day("2026-07-01"))

    def test_nothing_after_the_end_of_the_line(self):
        contract = self._make_contract({"visit_interval": 3, "date_end": "2026-08-31"})
        self._generate("2027-12-31")
        self.assertEqual(len(contract.intervention_ids), 3)
        self.assertFalse(contract.line_ids.next_visit_date)

    def test_renewal_continues_the_series(self):
        contract = self._make_contract(
            {"visit_interval": 6},
            date_end="2026-12-31",
            renewal="manual",
            renewal_months=12,
        )
        self._generate("2027-12-31")
        contract.action_renew()
        self._generate("2027-12-31")
        self.assertEqual(
            self._visit_days(contract),
            ["2026-01-01", "2026-07-01", "2027-01-01", "2027-07-01"],
        )

    def test_line_without_interval_has_no_visits(self):
        contract = self._make_contract()
        self._generate("2027-12-31")
        self.assertFalse(contract.intervention_ids)

    # === WHAT A VISIT IS === #

    def test_visit_is_a_planned_job_of_the_contract(self):
        equipment = self._make_equipment("SN-1")
        contract = self._make_contract(
            {"visit_interval": 12, "equipment_id": equipment.id}
        )
        visit = self._generate("2026-01-31")
        self.assertEqual(visit.contract_id, contract)
        self.assertEqual(visit.partner_id, self.customer)
        self.assertEqual((visit.origin, visit.state), ("planned", "new"))
        self.assertEqual(visit.item_ids.equipment_id, equipment)
        self.assertEqual(visit.item_ids.contract_line_id, contract.line_ids)

    def test_visit_is_due_in_the_morning_of_the_company(self):
        self.company.resource_calendar_id.tz = "Europe/Rome"
        self._make_contract({"visit_interval": 6})
        winter, summer = self._generate("2026-07-31").sorted("request_date")
        self.assertEqual(winter.request_date, datetime(2026, 1, 1, 8))
        self.assertEqual(summer.request_date, datetime(2026, 7, 1, 7))

    def test_operations_come_from_the_protocol_of_the_line(self):
        protocol = self._make_protocol("Inspection", {}, {})
        equipment = self._make_equipment("SN-1")
        self._make_contract(
            {
                "visit_interval": 12,
                "equipment_id": equipment.id,
                "protocol_id": protocol.id,
            }
        )
        visit = self._generate("2026-01-31")
        self.assertEqual(visit.activity_ids.item_id.equipment_id, equipment)
        self.assertEqual(len(visit.activity_ids), 2)

    def test_operations_of_a_general_line_are_for_the_whole_job(self):
        protocol = self._make_protocol("Inspection", {})
        self._make_contract({"visit_interval": 12, "protocol_id": protocol.id})
        visit = self._generate("2026-01-31")
        self.assertEqual(visit.protocol_id, protocol)
        self.assertEqual(len(visit.activity_ids), 1)
        self.assertFalse(visit.item_ids)

    # === ONE JOURNEY === #

    def test_equipment_on_one_site_is_visited_together(self):
        pump, fan = self._make_equipment("PUMP"), self._make_equipment("FAN")
        self._make_contract(
            {"visit_interval": 12, "equipment_id": pump.id},
            {"visit_interval": 6, "equipment_id": fan.id},
        )
        january, july = self._generate("2026-07-31").sorted("request_date")
        self.assertEqual(january.item_ids.equipment_id, pump | fan)
        self.assertEqual(july.item_ids.equipment_id, fan)

    def test_each_site_has_its_own_visit(self):
        plant = self.env["res.partner"].create(
            {"name": "Plant", "parent_id": self.customer.id, "type": "delivery"}
        )
        pump = self._make_equipment("PUMP")
        fan = self._make_equipment("FAN", site_id=plant.id)
        self._make_contract(
            {"visit_interval": 12, "equipment_id": pump.id},
            {"visit_interval": 12, "equipment_id": fan.id},
        )
        visits = self._generate("2026-01-31")
        self.assertEqual(visits.site_id, self.customer | plant)

    def test_each_contract_has_its_own_visit(self):
        contracts = self._make_contract({"visit_interval": 12})
        contracts |= self._make_contract({"visit_interval": 12})
        self.assertEqual(self._generate("2026-01-31").contract_id, contracts)

    # === WHAT IS SKIPPED === #

    def test_contract_that_is_not_in_force_has_no_visits(self):
        for end in ("action_suspend", "action_close", "action_cancel"):
            with self.subTest(end=end):
                contract = self._make_contract({"visit_interval": 1})
                getattr(contract, end)()
                self._generate("2026-12-31")
                self.assertFalse(contract.intervention_ids)

    def test_draft_has_no_visits(self):
        contract = self._make_contract({"visit_interval": 1}, active=False)
        self._generate("2026-12-31")
        self.assertFalse(contract.intervention_ids)

    def test_equipment_that_is_gone_is_not_visited(self):
        for state in ("returned", "retired"):
            with self.subTest(state=state):
                equipment = self._make_equipment(state)
                contract = self._make_contract(
                    {"visit_interval": 1, "equipment_id": equipment.id}
                )
                equipment.state = state
                self._generate("2026-12-31")
                self.assertFalse(contract.intervention_ids)

    # === WHO CREATES THEM === #

    @freeze_time("2026-03-01 10:00:00")
    def test_scheduled_run_looks_ahead_as_far_as_the_company_wants(self):
        self.company.service_visit_horizon_days = 31
        contract = self._make_contract({"visit_interval": 1}, date_start="2026-03-01")
        cron = self.env.ref("service_management.ir_cron_visits").sudo()
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()
            cron.method_direct_trigger()
        self.assertEqual(self._visit_days(contract), ["2026-03-02", "2026-04-01"])

    @freeze_time("2026-03-01 10:00:00")
    def test_button_creates_them_for_one_contract(self):
        contract = self._make_contract({"visit_interval": 1}, date_start="2026-03-01")
        other = self._make_contract({"visit_interval": 1}, date_start="2026-03-01")
        contract.action_generate_visits()
        self.assertTrue(contract.intervention_ids)
        self.assertFalse(other.intervention_ids)
        with self.assertRaises(UserError):
            contract.action_generate_visits()

    def test_interval_entered_later_starts_at_the_start_of_the_line(self):
        contract = self._make_contract()
        contract.line_ids.visit_interval = 12
        self.assertEqual(contract.line_ids.next_visit_date, self._day("2026-01-01"))
        contract.line_ids.visit_interval = 0
        self.assertFalse(contract.line_ids.next_visit_date)
