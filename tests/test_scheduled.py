# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Scheduled jobs: one record in error blocks no other, and idle ones cost nothing."""

from contextlib import contextmanager
from datetime import timedelta
from unittest.mock import patch

from odoo import Command, fields
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger
from odoo.tools.safe_eval import safe_eval

from .work.test_service_level import ServiceLevelCommon

MODELS = "odoo.addons.service_management.models"
TOLD = (
    f"{MODELS}.shared.service_scheduled_mixin",
    f"{MODELS}.work.protocol.trigger",
    f"{MODELS}.invoicing.run_schedule",
    f"{MODELS}.planning.news.service_plan_news",
    f"{MODELS}.customer.messages.service_customer_message",
)
FEW, MANY = 5, 50
SLACK = 3


class ScheduledCommon(ServiceLevelCommon):
    today = "2026-03-02 10:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.service_visit_horizon_days = 10
        cls.customers = cls.env["res.partner"].union(
            *(cls._make_customer(f"Customer {number}") for number in range(3))
        )

    @classmethod
    def _get_jobs(cls):
        """The scheduled jobs of the add-on, by the name of their record."""
        data = cls.env["ir.model.data"].search(
            [("module", "=", "service_management"), ("model", "=", "ir.cron")]
        )
        crons = cls.env["ir.cron"].with_context(active_test=False)
        return {one.name: crons.browse(one.res_id) for one in data}

    def _plan_for_people(self, number):
        """Jobs that as many people are to be told of now."""
        people = self.env["hr.employee"].union(
            *(
                self._make_employee(
                    f"Person {one}",
                    user_id=self._make_user(
                        f"person-{one}", "service_management.group_technician"
                    ).id,
                )
                for one in range(number)
            )
        )
        for person in people:
            self._make_job(
                date_start="2026-03-10 08:00:00",
                employee_ids=[Command.set(person.ids)],
            ).action_plan()
        news = self.env["service.plan.news"].sudo().search([])
        news.changed_on = "2026-03-02 09:00:00"
        return people

    def _call(self, cron):
        """Do what the scheduled action does, and nothing around it."""
        self.env.flush_all()
        with self.enter_registry_test_mode(), self.registry.cursor() as cr:
            model = self.env[cron.sudo().model_id.model].with_env(self.env(cr=cr))
            safe_eval(cron.sudo().code, {"model": model.sudo()}, mode="exec")
        self.env.invalidate_all()

    @contextmanager
    def _failing(self, model, method, is_bad, error):
        """Let ``method`` fail, after its work, wherever ``is_bad`` says so."""
        cls = type(self.env[model])
        original = getattr(cls, method)

        def fail_for_bad(records, *args, **kwargs):
            result = original(records, *args, **kwargs)
            if is_bad(records, *args):
                raise error
            return result

        with patch.object(cls, method, fail_for_bad), mute_logger(*TOLD):
            yield


@tagged("post_install", "-at_install")
class TestOneBadRecord(ScheduledCommon):
    """For each job one of three records is bad: the others are done, and it is told."""

    def test_each_job_is_tried(self):
        tried = {name.removeprefix("test_") for name in dir(self)}
        self.assertLessEqual(set(self._get_jobs()), tried)

    def _run(self, name, model, method, is_bad, error=None):
        with (
            self._failing(model, method, is_bad, error or UserError("Planted")),
            self.enter_registry_test_mode(),
        ):
            self._get_jobs()[name].sudo().method_direct_trigger()
        self.env.invalidate_all()

    def _assert_told(self, contract, activity_type):
        activity_type = f"service_management.{activity_type}"
        [activity] = contract.activity_search([activity_type])
        self.assertIn("Planted", activity.note)

    def _make_contracts(self, *lines, **vals):
        return self.env["service.contract"].union(
            *(
                self._make_contract(*lines, partner_id=one.id, **vals)
                for one in self.customers
            )
        )

    def test_ir_cron_contract_state(self):
        contracts = self._make_contracts(
            date_start="2025-03-01",
            date_end="2026-02-28",
            renewal="tacit",
            renewal_months=12,
        )
        bad = contracts[1]
        self._run(
            "ir_cron_contract_state",
            "service.contract",
            "_append_term",
            lambda contracts: bad in contracts,
        )
        self.assertEqual(
            [str(day) for day in contracts.mapped("date_end")],
            ["2027-02-28", "2026-02-28", "2027-02-28"],
        )
        self._assert_told(bad, "mail_activity_contract_failure")

    def test_ir_cron_visits(self):
        contracts = self._make_contracts({"visit_interval": 1}, date_start="2026-03-02")
        bad = contracts[1]
        for method in ("_prepare_visit_vals", "_iter_visits"):
            self._run(
                "ir_cron_visits",
                "service.contract.line",
                method,
                lambda lines, *args: bad in (lines.contract_id or args[0].contract),
            )
            self.assertEqual(
                [len(one.intervention_ids) for one in contracts], [1, 0, 1]
            )
            self._assert_told(bad, "mail_activity_visit_failure")
        self._call(self._get_jobs()["ir_cron_visits"])
        self.assertEqual(len(bad.intervention_ids), 1)
        self.assertFalse(bad.activity_ids)

    def test_ir_cron_protocols(self):
        domain = f"[('id', 'in', {self.customers.ids})]"
        protocols = self.env["service.protocol"].union(
            *(
                self._make_protocol(
                    trigger,
                    {},
                    trigger=trigger,
                    trigger_date="2026-03-01",
                    domain=domain,
                )
                for trigger in ("new_customer", "periodic")
            )
        )
        self.env.cr.execute(
            "UPDATE res_partner SET create_date = '2026-03-02' WHERE id = ANY(%s)",
            [self.customers.ids],
        )
        bad = self.customers[1]
        self._run(
            "ir_cron_protocols",
            "service.protocol",
            "_prepare_intervention_vals",
            lambda _protocol, partner, *_args: partner == bad,
        )
        jobs = self.customers.service_intervention_ids
        for protocol, started_jobs in jobs.grouped("protocol_id").items():
            self.assertIn(protocol, protocols)
            started = started_jobs.partner_id
            self.assertEqual(started, self.customers - bad)
            message = protocol.message_ids[0].body
            self.assertIn(bad.name, message)
            self.assertIn("Planted", message)
        self._call(self._get_jobs()["ir_cron_protocols"])  # put right
        self.assertEqual(bad.service_intervention_ids.protocol_id, protocols)
        self.assertEqual(str(protocols[1].next_trigger_date), "2027-03-01")

    def test_ir_cron_prepaid(self):
        contracts = self._make_contracts(included_hours=10, prepaid_warning=100)
        bad = contracts[1]
        for method in ("_warn_prepaid", "_is_running_out"):
            self._run(
                "ir_cron_prepaid",
                "service.contract",
                method,
                lambda contract, *_args: contract == bad,
            )
            self.assertEqual(
                [bool(one.prepaid_warned_term) for one in contracts],
                [True, False, True],
            )
            self._assert_told(bad, "mail_activity_prepaid_failure")

    def test_ir_cron_service_levels(self):
        contracts = self._make_level().union(*(self._make_level() for _one in "ab"))
        jobs = self.env["service.intervention"].union(
            *(
                self._request(one, request_date="2026-02-27 08:00:00")
                for one in contracts
            )
        )
        bad = jobs[1]
        self._run(
            "ir_cron_service_levels",
            "service.intervention",
            "_remind",
            lambda job, *_args: job == bad,
        )
        self.assertEqual(
            [bool(one.response_reminders) for one in jobs], [True, False, True]
        )
        self._assert_told(bad.contract_id, "mail_activity_reminder_failure")

    def test_ir_cron_plan_news(self):
        people = self._plan_for_people(3)
        bad = people[1]
        self._run(
            "ir_cron_plan_news",
            "service.plan.news",
            "_tell_person",
            lambda _news, user: user == bad.user_id,
        )
        left = self.env["service.plan.news"].sudo().search([])
        self.assertEqual(left.employee_id, bad)

    def test_ir_cron_customer_messages(self):
        self.env["service.customer.moment"]._find("planned")._switch(self.company, True)
        self.customers.email = "customer@example.com"
        jobs = self.env["service.intervention"].union(
            *(
                self._make_job(date_start="2026-03-10 08:00:00", partner_id=one.id)
                for one in self.customers
            )
        )
        jobs.action_plan()
        messages = jobs.sudo().customer_message_ids
        messages.scheduled_date = "2026-03-02 09:30:00"
        bad = jobs[1]
        self._run(
            "ir_cron_customer_messages",
            "service.intervention",
            "_get_customer_news",
            lambda job, _code: job == bad,
        )
        self.assertEqual(
            [bool(one.customer_message_ids.said) for one in jobs], [True, False, True]
        )

    def test_ir_cron_invoicing(self):
        companies = self.company | self.setup_other_company()["company"]
        companies.service_invoicing_scheduled = True
        self._make_contract()
        before = self.env["service.invoicing.run"].search([])
        self._run(
            "ir_cron_invoicing",
            "service.invoicing.run",
            "_lock_due",
            lambda run: run.company_id == companies[1],
        )
        runs = self.env["service.invoicing.run"].search([]) - before
        states = {run.company_id: run.state for run in runs}
        self.assertEqual(states, {companies[0]: "done", companies[1]: "failed"})
        failed = runs.filtered(lambda run: run.state == "failed")
        self.assertIn("Planted", failed.error)

    def test_ir_cron_invoicing_batches(self):
        contracts = self._make_contracts()
        bad = contracts[1]
        self.company.service_invoicing_limit = 0
        run = self._invoice("2026-03-02")
        self._run(
            "ir_cron_invoicing_batches",
            "service.contract.line",
            "_prepare_invoice_line_vals",
            lambda line, *_args: line in bad.line_ids,
        )
        self.assertEqual(run.state, "done")
        self.assertEqual(
            [bool(one.line_ids.billed_until) for one in contracts],
            [True, False, True],
        )
        self.assertEqual(run.exception_ids.document, bad)
        self.assertIn("Planted", run.exception_ids.message)


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
