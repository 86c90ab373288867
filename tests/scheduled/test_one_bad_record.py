# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One record in error blocks no other, in each scheduled job."""

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_scheduled import ScheduledCommon


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

    def test_ir_cron_duties(self):
        types = self.env["service.duty.type"].create(
            [{"name": f"Check {number}"} for number in range(3)]
        )
        machine = self._make_equipment("SN-DUTY")
        machine.duty_ids.unlink()
        bad = types[1]
        self._run(
            "ir_cron_duties",
            "service.duty.type",
            "_follow_machines",
            lambda one, *_args: one == bad,
        )
        self.assertEqual(machine.duty_ids.type_id, types - bad)
        self.assertIn("Planted", bad.message_ids[0].body)

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
