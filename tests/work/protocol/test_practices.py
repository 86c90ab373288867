# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Practices: protocols that start by themselves, once for each occasion."""

from datetime import date, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from psycopg2.errors import UniqueViolation

from odoo import Command
from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPractices(ServiceCommon):
    """A professional office: no equipment, n operations for each client."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clients = cls._make_customer("Client A") | cls._make_customer("Client B")

    def _make_practice(self, **vals):
        """A protocol of two steps for the clients only."""
        return self._make_protocol(
            "Practice",
            {},
            {},
            domain=f"[('id', 'in', {self.clients.ids})]",
            company_id=self.company.id,
            **vals,
        )

    def _run(self):
        self.env["service.protocol"].sudo()._cron_start()

    def _jobs(self, protocol):
        return self.env["service.intervention"].search(
            [("protocol_id", "=", protocol.id)], order="id"
        )

    # === NEW CUSTOMERS === #

    def test_scheduled_run_starts_it_once_for_each_new_customer(self):
        practice = self._make_practice(
            trigger="new_customer", trigger_date=date.today() - timedelta(days=1)
        )
        self._run()
        jobs = self._jobs(practice)
        self.assertEqual(jobs.partner_id, self.clients)
        self.assertEqual(jobs.mapped("progress"), [0.0, 0.0])
        self.assertEqual([len(job.activity_ids) for job in jobs], [2, 2])

        self._run()
        self.assertEqual(self._jobs(practice), jobs)

    def test_customer_entered_later_is_started_too(self):
        practice = self._make_practice(
            trigger="new_customer",
            trigger_date=date.today() - timedelta(days=1),
        )
        self._run()
        late = self._make_customer("Client C")
        practice.domain = f"[('id', 'in', {(self.clients | late).ids})]"
        self._run()
        self.assertEqual(self._jobs(practice)[-1].partner_id, late)
        self.assertEqual(len(self._jobs(practice)), 3)

    def test_customers_of_before_are_left_alone(self):
        practice = self._make_practice(
            trigger="new_customer", trigger_date=date.today() + timedelta(days=1)
        )
        self._run()
        self.assertFalse(self._jobs(practice))

    def test_contacts_of_a_customer_are_no_customers(self):
        contact = self.env["res.partner"].create(
            {"name": "Contact", "parent_id": self.clients[0].id}
        )
        practice = self._make_practice(
            trigger="new_customer", trigger_date=date.today() - timedelta(days=1)
        )
        practice.domain = f"[('id', '=', {contact.id})]"
        self._run()
        self.assertFalse(self._jobs(practice))

    def test_protocol_that_fails_says_why_and_does_not_block_the_others(self):
        day = date.today() - timedelta(days=1)
        broken, sound = (
            self._make_practice(trigger="new_customer", trigger_date=day)
            for _practice in range(2)
        )
        start_for = type(broken)._start_for

        def fail(protocol, *args):
            jobs = start_for(protocol, *args)
            if protocol == broken:
                raise UserError(self.env._("Out of order"))
            return jobs

        with patch.object(type(broken), "_start_for", fail):
            self._run()
        self.assertFalse(self._jobs(broken))
        self.assertEqual(self._jobs(sound).partner_id, self.clients)
        self.assertIn("Out of order", broken.message_ids[0].body)

    # === PERIODS === #

    @freeze_time("2026-03-15 10:00:00")
    def test_scheduled_run_starts_it_in_each_period_begun(self):
        practice = self._make_practice(
            trigger="periodic",
            trigger_date="2026-01-01",
            trigger_interval=1,
            trigger_unit="month",
        )
        self._run()
        occasions = self._jobs(practice).mapped("occasion")
        self.assertEqual(
            sorted(occasions),
            sorted([self._day(f"2026-0{month}-01") for month in (1, 2, 3)] * 2),
        )
        self.assertEqual(practice.next_trigger_date, self._day("2026-04-01"))

        self._run()
        self.assertEqual(len(self._jobs(practice)), 6)

    @freeze_time("2026-05-01 10:00:00")
    def test_month_ends_do_not_drift(self):
        practice = self._make_practice(
            trigger="periodic",
            trigger_date="2026-01-31",
            trigger_interval=1,
            trigger_unit="month",
        )
        self._run()
        occasions = sorted(set(self._jobs(practice).mapped("occasion")))
        expected = ("2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30")
        self.assertEqual(occasions, [self._day(text) for text in expected])

    @freeze_time("2026-03-15 10:00:00")
    def test_condition_on_the_customer_decides(self):
        self.clients[0].active = False
        practice = self._make_practice(trigger="periodic", trigger_date="2026-01-01")
        self._run()
        self.assertEqual(self._jobs(practice).partner_id, self.clients[1])

    # === START OF A CONTRACT === #

    def test_contract_starts_it_when_it_is_activated(self):
        practice = self._make_practice(trigger="contract_start")
        contract = self._make_contract(partner_id=self.clients[0].id, active=False)
        self.assertFalse(self._jobs(practice))
        contract.action_activate()
        job = self._jobs(practice)
        self.assertEqual(job.contract_id, contract)
        self.assertEqual(job.partner_id, self.clients[0])
        self.assertEqual(job.occasion, contract.date_start)
        self.assertEqual(len(job.activity_ids), 2)

    def test_resuming_a_contract_starts_nothing_again(self):
        practice = self._make_practice(trigger="contract_start")
        contract = self._make_contract(partner_id=self.clients[0].id)
        contract.action_suspend()
        contract.action_activate()
        self.assertEqual(len(self._jobs(practice)), 1)

    def test_second_contract_is_an_occasion_of_its_own(self):
        practice = self._make_practice(trigger="contract_start")
        contracts = self._make_contract(partner_id=self.clients[0].id)
        contracts |= self._make_contract(partner_id=self.clients[0].id)
        self.assertEqual(self._jobs(practice).contract_id, contracts)

    def test_contract_of_a_customer_that_is_not_meant_starts_nothing(self):
        practice = self._make_practice(trigger="contract_start")
        self._make_contract(partner_id=self.customer.id)
        self.assertFalse(self._jobs(practice))

    # === ONCE === #

    def test_database_refuses_a_second_start(self):
        practice = self._make_practice(trigger="manual")
        occasion = self._day("2026-01-01")
        practice._start_for(self.clients[0], occasion)
        with self.assertRaises(UniqueViolation), mute_logger("odoo.sql_db"):
            practice._start_for(self.clients[0], occasion)

    def test_copy_of_a_job_is_no_second_start(self):
        practice = self._make_practice(trigger="manual")
        job = practice._start_for(self.clients[0], self._day("2026-01-01"))
        self.assertFalse(job.copy().occasion)

    def test_practice_is_done_like_any_job(self):
        practice = self._make_practice(trigger="manual")
        job = practice._start_for(self.clients[0], self._day("2026-01-01"))
        job.employee_ids = [Command.set(self.technician.ids)]
        self._finish(job)
        self.assertEqual(job.state, "done")
        self.assertFalse(job.charge_ids, "an office does not travel")

    @freeze_time("2026-03-15 10:00:00")
    def test_later_start_is_respected(self):
        practice = self._make_practice(trigger="periodic", trigger_date="2026-06-01")
        self._run()
        self.assertFalse(self._jobs(practice))
        practice.trigger_date = "2026-03-01"
        self._run()
        self.assertEqual(len(self._jobs(practice)), 2)

    @freeze_time("2026-03-15 10:00:00")
    def test_start_moved_back_starts_no_period_twice(self):
        practice = self._make_practice(
            trigger="periodic", trigger_date="2026-02-01", trigger_unit="month"
        )
        self._run()
        practice.trigger_date = "2026-01-01"
        self._run()
        occasions = self._jobs(practice).mapped("occasion")
        self.assertEqual(
            sorted(occasions),
            sorted([self._day(f"2026-0{month}-01") for month in (1, 2, 3)] * 2),
        )
