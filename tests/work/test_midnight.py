# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Scheduled jobs and days of the company around midnight, whatever UTC says."""

from datetime import date

from freezegun import freeze_time

from odoo import Command
from odoo.tests import tagged

from ..common import ServiceCommon

# already the 10th in Rome, still the 9th in UTC
ROME = ("Europe/Rome", "2026-03-09 23:30:00", date(2026, 3, 10))
# still the 9th in Los Angeles, already the 10th in UTC
COAST = ("America/Los_Angeles", "2026-03-10 05:00:00", date(2026, 3, 9))


@tagged("post_install", "-at_install")
class TestMidnight(ServiceCommon):
    today = "2026-03-02 08:00:00"

    def _at(self, case):
        zone, moment, _day = case
        self.company.resource_calendar_id.tz = zone
        return freeze_time(moment)

    def test_today_of_the_company(self):
        for case in (ROME, COAST):
            with self._at(case):
                self.assertEqual(self.company._get_service_today(), case[-1])

    def test_contract_ends_at_its_own_midnight(self):
        """One that ended on the 9th: over in Rome, in force in Los Angeles."""
        for case, state in ((ROME, "expired"), (COAST, "active")):
            contract = self._make_contract(
                date_start="2025-03-10", date_end="2026-03-09"
            )
            with self.subTest(zone=case[0]), self._at(case):
                self.env["service.contract"]._cron_update_state()
                self.assertEqual(contract.state, state)

    def test_protocols_start_at_their_own_midnight(self):
        for case, count in ((ROME, 1), (COAST, 0)):
            protocol = self._make_protocol("Declaration", {}, trigger="periodic")
            protocol.next_trigger_date = "2026-03-10"
            protocol.company_id = self.company
            with self.subTest(zone=case[0]), self._at(case):
                self.env["service.protocol"]._cron_start()
                self.assertEqual(
                    protocol.next_trigger_date > date(2026, 3, 10), bool(count)
                )

    def test_invoices_have_the_day_of_the_company(self):
        runs = self.env["service.invoicing.run"]
        for case in (ROME, COAST):
            with self._at(case):
                vals = runs._prepare_scheduled_vals(self.company)
            self.assertEqual(vals["invoice_date"], case[-1])

    def test_visits_within_the_horizon(self):
        self.company.service_visit_horizon_days = 0
        for case, count in ((COAST, 0), (ROME, 1)):
            contract = self._make_contract(
                {"visit_interval": 1, "date_start": "2026-03-10"},
                date_start="2026-03-10",
            )
            with self.subTest(zone=case[0]), self._at(case):
                self.env["service.contract.line"].sudo()._cron_generate_visits()
                self.assertEqual(len(contract.line_ids.visit_ids), count)

    def test_delivered_on_the_day_of_the_site(self):
        tokyo = self.env(context={**self.env.context, "tz": "Asia/Tokyo"})
        for case in (ROME, COAST):
            lots = self._make_stock(self.machine, serials=[case[0]])
            order = self._make_order(self.machine)
            with self._at(case):
                self._ship(order.picking_ids.with_env(tokyo))
            self.assertEqual(lots.service_equipment_ids.delivery_date, case[-1])

    def test_sold_on_the_day_of_the_site(self):
        plan = self._create_product(
            name="Plan",
            type="service",
            service_contract_type_id=self.contract_type.id,
        )
        for case in (ROME, COAST):
            customer = self._make_customer(case[0])
            with self.subTest(zone=case[0]), self._at(case):
                order = self._make_order(plan, customer=customer)
                self.assertEqual(order.service_contract_ids.date_start, case[-1])

    def test_prepaid_hours_of_the_term_that_it_is_in_the_company(self):
        """Those of the term that ended on the 9th are used up, the next has begun."""
        for case, warned in ((COAST, True), (ROME, False)):
            contract = self._make_contract(
                date_start="2025-03-10",
                date_end="2026-03-09",
                renewal="manual",
                renewal_months=12,
                labour_coverage=100.0,
                included_hours=2.0,
                prepaid_warning=20,
            )
            self._finish(
                self._make_job(
                    [{"hours": 2.0}],
                    contract_id=contract.id,
                    date_start="2026-02-10 08:00:00",
                )
            )
            contract.action_renew()
            with self.subTest(zone=case[0]), self._at(case):
                self.env["service.contract"]._cron_warn_prepaid()
                self.assertEqual(bool(contract.prepaid_warned_term), warned)

    def test_a_raise_counts_from_its_own_midnight(self):
        """Work of the 9th is recorded after a raise: of the 10th, or of the 9th."""
        for case, cost in ((ROME, 30.0), (COAST, 60.0)):
            person = self._make_employee(case[0])
            work = self._make_job([{"employee_id": person.id}]).activity_ids
            self.env.cr.flush()  # people who join and get a raise at once have no past
            with self._at(case):
                person.with_context(
                    tracking_disable=False, mail_notrack=False
                ).hourly_cost = 60.0
                self.env.flush_all()
                self.env.cr.precommit.run()
            with self.subTest(zone=case[0]), freeze_time("2026-03-12"):
                work.date_done = "2026-03-09"
                work.action_done()
                self.assertEqual(work.unit_cost, cost)

    def test_prices_are_adjusted_from_the_day_of_the_company(self):
        """Whoever opens it, from wherever."""
        contract = self._make_contract()
        wizards = self.env["service.price.adjust"].with_context(
            active_ids=contract.ids, tz="Asia/Tokyo"
        )
        for case in (ROME, COAST):
            with self._at(case):
                self.assertEqual(wizards.create({}).date_from, case[-1])

    def test_companies_in_two_zones(self):
        """The daily job looks at each company by its own clock."""
        self.company.resource_calendar_id.tz = "Europe/Rome"
        here = self._make_contract(date_start="2025-03-10", date_end="2026-03-09")
        other = self.env["res.company"].create({"name": "Coast"})
        self.env.user.company_ids |= other
        other.resource_calendar_id = self.env["resource.calendar"].create(
            {
                "name": "Coast",
                "tz": "America/Los_Angeles",
                "company_id": other.id,
            }
        )
        there = here.copy(
            {
                "company_id": other.id,
                "date_start": "2025-03-10",
                "date_end": "2026-03-09",
                "contract_type_id": self.contract_type.copy(
                    {"company_id": other.id}
                ).id,
                "line_ids": [Command.clear()],
            }
        )
        self.env["service.contract.line"].create({"contract_id": there.id})
        there.with_context(allowed_company_ids=other.ids).action_activate()
        with freeze_time("2026-03-09 23:30:00"):
            self.env["service.contract"]._cron_update_state()
        self.assertEqual((here.state, there.state), ("expired", "active"))
