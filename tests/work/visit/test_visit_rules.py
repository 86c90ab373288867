# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Planned visits: when, from when on, and how many jobs they become."""

from odoo import Command
from odoo.tests import tagged

from .common_visits import VisitCommon


@tagged("post_install", "-at_install")
class TestVisitDays(VisitCommon):
    """A visit is made when people work; its series stays where it is."""

    def _close(self, first, last, calendar=None):
        calendar = calendar or self.company.resource_calendar_id
        self.env["resource.calendar.leaves"].create(
            {
                "name": "Closed",
                "calendar_id": calendar.id,
                "company_id": self.company.id,
                "date_from": f"{first} 00:00:00",
                "date_to": f"{last} 23:59:59",
            }
        )

    def test_weekend_moves_to_monday_and_the_series_stays(self):
        contract = self._make_contract({"visit_interval": 1}, date_start="2026-01-03")
        self._generate("2026-04-30")
        self.assertEqual(
            self._visit_days(contract),
            ["2026-01-05", "2026-02-03", "2026-03-03", "2026-04-03"],
        )

    def test_holidays_of_the_company_are_closed(self):
        self._close("2026-02-02", "2026-02-03")
        contract = self._make_contract({"visit_interval": 1}, date_start="2026-01-02")
        self._generate("2026-02-28")
        self.assertEqual(self._visit_days(contract), ["2026-01-02", "2026-02-04"])

    def test_contract_has_working_days_of_its_own(self):
        calendar = self.company.resource_calendar_id.copy({"name": "No Mondays"})
        calendar.attendance_ids.filtered(lambda a: a.dayofweek == "0").unlink()
        contract = self._make_contract(
            {"visit_interval": 1},
            date_start="2026-01-05",
            visit_calendar_id=calendar.id,
        )
        self._generate("2026-01-31")
        self.assertEqual(self._visit_days(contract), ["2026-01-06"])

    def test_long_closure_gives_one_visit_after_it(self):
        self._close("2026-08-03", "2026-08-23")
        contract = self._make_contract(
            {"visit_interval": 1, "visit_unit": "week"}, date_start="2026-07-29"
        )
        self._generate("2026-09-02")
        self.assertEqual(
            self._visit_days(contract),
            ["2026-07-29", "2026-08-24", "2026-08-26", "2026-09-02"],
        )

    def test_visit_at_the_end_of_the_line_is_made_before_it(self):
        contract = self._make_contract(
            {"visit_interval": 1}, date_start="2026-02-28", date_end="2026-03-28"
        )
        self._generate("2026-04-30")
        self.assertEqual(self._visit_days(contract), ["2026-03-02", "2026-03-27"])
        self.assertFalse(contract.line_ids.next_visit_date)

    def test_preferred_day_of_the_week(self):
        contract = self._make_contract({"visit_interval": 1, "visit_weekday": "1"})
        self._generate("2026-04-30")
        self.assertEqual(  # the line starts on a Thursday
            self._visit_days(contract),
            ["2026-01-01", "2026-01-27", "2026-02-24", "2026-03-31", "2026-04-28"],
        )

    def test_visit_is_created_when_its_own_day_comes_near(self):
        """Else Saturday's and Monday's would be created apart, as two journeys."""
        saturday = {"visit_interval": 1, "date_start": "2026-01-03"}
        monday = {"visit_interval": 1, "date_start": "2026-01-05"}
        contract = self._make_contract(saturday, monday)
        self.assertFalse(self._generate("2026-01-04"))
        visit = self._generate("2026-01-05")
        self.assertEqual(visit.contract_line_ids, contract.line_ids)

    def test_suspended_days_have_no_visits(self):
        contract = self._make_contract({"visit_interval": 1})
        contract._suspend(self._day("2026-02-01"), self._day("2026-03-15"))
        self._generate("2026-04-30")
        self.assertEqual(self._visit_days(contract), ["2026-01-01", "2026-04-01"])

    def test_visits_after_a_suspension_are_created_in_time(self):
        contract = self._make_contract({"visit_interval": 1}, date_start="2025-12-15")
        contract._suspend(self._day("2026-01-01"), self._day("2026-01-14"))
        self.assertEqual(contract.state, "suspended")
        self._generate("2026-01-31")
        self.assertEqual(self._visit_days(contract), ["2026-01-15"])

    def test_suspension_without_end_takes_no_visit_for_good(self):
        contract = self._make_contract({"visit_interval": 1}, date_start="2025-12-15")
        contract._suspend(self._day("2026-01-01"))
        self.assertFalse(self._generate("2026-01-31"))
        contract.action_activate()
        self._generate("2026-01-31")
        self.assertEqual(self._visit_days(contract), ["2026-01-15"])

    def test_company_without_working_hours_is_always_open(self):
        self.company.resource_calendar_id = False
        contract = self._make_contract({"visit_interval": 1}, date_start="2026-01-03")
        self._generate("2026-01-31")
        self.assertEqual(self._visit_days(contract), ["2026-01-03"])


@tagged("post_install", "-at_install")
class TestNoFlood(VisitCommon):
    """What was missed before today is not made up for."""

    def test_contract_entered_with_a_past_start(self):
        contract = self._make_contract({"visit_interval": 3}, date_start="2023-02-10")
        self.assertEqual(contract.line_ids.next_visit_date, self._day("2026-02-10"))
        self._generate("2026-06-30")
        self.assertEqual(self._visit_days(contract), ["2026-02-10", "2026-05-11"])

    def test_draft_that_waited_for_its_activation(self):
        contract = self._make_contract(
            {"visit_interval": 1, "next_visit_date": "2025-06-01"},
            date_start="2025-06-01",
        )
        self.assertEqual(contract.line_ids.next_visit_date, self._day("2026-01-01"))

    def test_line_added_to_a_contract_in_force(self):
        contract = self._make_contract(date_start="2024-01-15")
        contract.line_ids = [Command.create({"visit_interval": 6})]
        self.assertEqual(contract.line_ids[1].next_visit_date, self._day("2026-01-15"))

    def test_contract_that_is_resumed(self):
        contract = self._make_contract({"visit_interval": 1})
        contract.action_suspend()
        contract.line_ids.next_visit_date = "2025-06-01"
        contract.action_activate()
        self.assertEqual(contract.line_ids.next_visit_date, self._day("2026-01-01"))

    def test_equipment_that_comes_back(self):
        equipment = self._make_equipment("SN-1")
        contract = self._make_contract(
            {"visit_interval": 1, "equipment_id": equipment.id},
            date_start="2025-01-15",
        )
        contract.line_ids.next_visit_date = "2025-03-15"  # when it was returned
        self._generate("2026-02-28")
        self.assertEqual(self._visit_days(contract), ["2026-01-15", "2026-02-16"])

    def test_run_that_was_missed_for_some_days_is_made_up_for(self):
        contract = self._make_contract({"visit_interval": 1}, date_start="2025-12-29")
        contract.line_ids.next_visit_date = "2025-12-29"
        self._generate("2026-01-01")
        self.assertEqual(self._visit_days(contract), ["2025-12-29"])


@tagged("post_install", "-at_install")
class TestVisitGrouping(VisitCommon):
    """How many jobs the visits of a day become."""

    def test_one_job_for_each_line(self):
        pump, fan = self._make_equipment("PUMP"), self._make_equipment("FAN")
        contract = self._make_contract(
            {"visit_interval": 12, "equipment_id": pump.id},
            {"visit_interval": 12, "equipment_id": fan.id},
            {"visit_interval": 12},
            visit_grouping="line",
        )
        visits = self._generate("2026-01-31")
        self.assertEqual(len(visits), 3)
        self.assertEqual(visits.contract_line_ids, contract.line_ids)

    def test_type_proposes_the_grouping(self):
        self.contract_type.visit_grouping = "line"
        self.assertEqual(self._make_contract().visit_grouping, "line")

    def test_two_promises_for_one_equipment_are_one_item(self):
        pump = self._make_equipment("PUMP")
        line = {"visit_interval": 12, "equipment_id": pump.id}
        contract = self._make_contract(line, line)
        visit = self._generate("2026-01-31")
        self.assertEqual(len(visit.item_ids), 1)
        self.assertEqual(visit.contract_line_ids, contract.line_ids)

    def test_two_protocols_for_one_equipment_are_two_jobs(self):
        pump = self._make_equipment("PUMP")
        protocols = self._make_protocol("Oil", {}) | self._make_protocol("Check", {})
        self._make_contract(
            *(
                {
                    "visit_interval": 12,
                    "equipment_id": pump.id,
                    "protocol_id": protocol.id,
                }
                for protocol in protocols
            )
        )
        visits = self._generate("2026-01-31")
        self.assertEqual(visits.item_ids.mapped("protocol_id"), protocols)
        self.assertEqual(len(visits), 2)

    def test_category_is_all_that_the_customer_has_of_it(self):
        plant = self._make_customer(
            "Plant", parent_id=self.customer.id, type="delivery"
        )
        pump, fan = self._make_equipment("PUMP"), self._make_equipment("FAN")
        far = self._make_equipment("FAR", site_id=plant.id)
        self._make_equipment("GONE").state = "retired"
        self._make_equipment("FOREIGN", partner_id=self._make_customer("Other").id)
        contract = self._make_contract(
            {"visit_interval": 12, "category_id": self.machine.categ_id.id}
        )
        home, away = self._generate("2026-01-31").sorted(
            lambda visit: len(visit.item_ids), reverse=True
        )
        self.assertEqual(home.item_ids.equipment_id, pump | fan)
        self.assertEqual((away.site_id, away.item_ids.equipment_id), (plant, far))
        self.assertEqual((home | away).contract_line_ids, contract.line_ids)
        self.assertFalse(self._generate("2026-12-31"))

    def test_equipment_that_changed_hands_stops_nobody(self):
        sold, kept = self._make_equipment("SOLD"), self._make_equipment("KEPT")
        self._make_contract(
            {"visit_interval": 12, "equipment_id": sold.id},
            {"visit_interval": 12, "equipment_id": kept.id},
        )
        sold.write({"partner_id": self._make_customer("Buyer").id})
        visits = self._generate("2026-01-31")
        self.assertEqual(visits.item_ids.equipment_id, kept)


@tagged("post_install", "-at_install")
class TestCountedFromActual(VisitCommon):
    """The next visit is planned when the last one is done."""

    def setUp(self):
        super().setUp()
        self.contract = self._make_contract(
            {"visit_interval": 1}, visit_counting="actual"
        )
        self.line = self.contract.line_ids

    def test_only_one_visit_is_open(self):
        visit = self._generate("2026-12-31")
        self.assertEqual(len(visit), 1)
        self.assertFalse(self.line.next_visit_date)
        self.assertFalse(self._generate("2026-12-31"))

    def test_next_visit_is_counted_from_the_day_of_the_last(self):
        visit = self._generate("2026-12-31")
        visit.date_start = "2026-01-12 09:00:00"
        self._finish(visit, "2026-01-20 09:00:00")
        self.assertEqual(self.line.next_visit_date, self._day("2026-02-20"))
        self._generate("2026-12-31")
        self.assertEqual(self._visit_days(self.contract), ["2026-01-01", "2026-02-20"])

    def test_visit_that_is_opened_again_holds_the_next_one_back(self):
        visit = self._finish(self._generate("2026-01-31"))
        visit.action_reopen("Forgot a filter")
        self.assertFalse(self.line.next_visit_date)
        self.assertFalse(self._generate("2026-12-31"))

    def test_visit_that_is_given_up_counts_from_its_planned_day(self):
        self._generate("2026-01-31").action_cancel()
        self.assertEqual(self.line.next_visit_date, self._day("2026-02-01"))

    def test_visit_that_is_deleted_holds_nothing_back(self):
        self._generate("2026-01-31").unlink()
        self.assertEqual(self.line.next_visit_date, self._day("2026-02-01"))

    def test_nothing_after_the_end_of_the_line(self):
        self.line.date_end = "2026-01-31"
        self._finish(self._generate("2026-12-31"))
        self.assertFalse(self.line.next_visit_date)

    def test_overdue_visit_is_planned_today(self):
        self._finish(self._generate("2026-01-31"))
        self.line.next_visit_date = "2025-11-01"
        visit = self._generate("2026-01-31")
        self.assertEqual(visit.request_date.date(), self._day("2026-01-01"))
