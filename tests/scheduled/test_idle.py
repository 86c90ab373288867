# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A scheduled job with nothing to do costs nothing."""

from datetime import timedelta

from odoo import Command, fields
from odoo.tests import tagged

from .common_scheduled import FEW, MANY, SLACK, ScheduledCommon


@tagged("post_install", "-at_install")
class TestIdle(ScheduledCommon):
    """A job that finds nothing to do needs as many queries for many as for few."""

    def test_each_job_is_measured(self):
        measured = {name.removeprefix("test_") for name in dir(self)}
        self.assertLessEqual(set(self._get_jobs()), measured)

    def _assert_idle(self, name, prepare):
        """:param prepare: makes ``n`` records that the job has nothing to do with"""
        cron = self._get_jobs()[name]
        counts = []
        for number in (FEW, MANY):
            prepare(number)
            self._call(cron)  # what there was to do
            counts.append(self._count_queries(lambda: self._call(cron)))
        few, many = counts
        self.assertLessEqual(many, few + SLACK, f"{FEW}: {few}, {MANY}: {many}")

    def _make_contracts(self, number, line=(), active=True, **vals):
        contracts = self.env["service.contract"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "contract_type_id": self.contract_type.id,
                    "date_start": "2026-01-01",
                    "line_ids": [Command.create({"price_unit": 10.0, **dict(line)})],
                    **vals,
                }
                for _number in range(number)
            ]
        )
        contracts.action_activate()
        return contracts

    def test_ir_cron_contract_state(self):
        """Renewals that were reminded of, or of which the end has not come yet."""
        renewal = {"date_end": "2026-03-20", "renewal_months": 12}

        def prepare(number):
            for kind, notice in (("manual", 5), ("tacit", 10), ("tacit", 60)):
                self._make_contracts(
                    number, renewal=kind, notice_days=notice, **renewal
                )

        self._assert_idle("ir_cron_contract_state", prepare)

    def test_ir_cron_duties(self):
        """Every machine has its duty already."""
        self.env["service.duty.type"].create({"name": "Check"})
        self._assert_idle(
            "ir_cron_duties",
            lambda number: self.env["service.equipment"].create(
                [
                    {"partner_id": self.customer.id, "model": f"Model {one}"}
                    for one in range(number)
                ]
            ),
        )

    def test_ir_cron_visits(self):
        """The next visit comes a few days after the horizon."""
        start = fields.Date.context_today(self.company) + timedelta(days=13)
        self._assert_idle(
            "ir_cron_visits",
            lambda number: self._make_contracts(
                number, {"visit_interval": 1}, date_start=start
            ),
        )

    def test_ir_cron_protocols(self):
        self._make_protocol(
            "Law",
            {},
            trigger="periodic",
            trigger_date="2026-03-01",
            domain="[('name', 'like', 'Client')]",
        )
        self._assert_idle(
            "ir_cron_protocols",
            lambda number: [
                self._make_customer(f"Client {one}") for one in range(number)
            ],
        )

    def test_ir_cron_prepaid(self):
        """Half of them have been warned of, the others have enough."""

        def prepare(number):
            for percent in (20, 100):
                self._make_contracts(number, included_hours=10, prepaid_warning=percent)

        self._assert_idle("ir_cron_prepaid", prepare)

    def test_ir_cron_service_levels(self):
        level = self._make_level(response_hours=40, resolution_hours=80)
        self._assert_idle(
            "ir_cron_service_levels",
            lambda number: [self._request(level) for _one in range(number)],
        )

    def test_ir_cron_plan_news(self):
        """Nobody wants to know."""
        self.company.service_plan_news = False
        self._assert_idle(
            "ir_cron_plan_news",
            lambda number: [
                self._make_job(date_start="2026-03-10 08:00:00").action_plan()
                for _number in range(number)
            ],
        )

    def test_ir_cron_customer_messages(self):
        """All were reminded of tomorrow, and of warranties that end."""
        for moment in self.env["service.customer.moment"].search([]):
            moment._switch(self.company, True)
        self.customer.email = "customer@example.com"

        def prepare(number):
            for one in range(number):
                self._make_job(date_start="2026-03-03 09:00:00").action_plan()
                self._make_equipment(f"{number}-{one}", warranty_end="2026-03-20")
            cron = self._get_jobs()["ir_cron_customer_messages"]
            self._call(cron)
            messages = self.env["service.customer.message"].sudo().search([])
            messages.scheduled_date = "2026-03-02 09:59:00"
            self._call(cron)

        self._assert_idle("ir_cron_customer_messages", prepare)

    def test_ir_cron_invoicing(self):
        self.company.service_invoicing_scheduled = True
        self._assert_idle("ir_cron_invoicing", self._make_contracts)

    def test_ir_cron_invoicing_batches(self):
        def prepare(number):
            self._make_contracts(number)
            self._invoice("2026-03-02")

        self._assert_idle("ir_cron_invoicing_batches", prepare)
