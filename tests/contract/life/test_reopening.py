# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A contract that was ended or cancelled by mistake goes on as it was before."""

from freezegun import freeze_time

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestReopening(ServiceCommon):
    today = "2026-06-15"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.boss = cls._make_user("boss", "service_management.group_manager")
        cls.clerk = cls._make_user("clerk", "service_management.group_contract_manager")

    def _reopen(self, contract):
        contract.with_user(self.boss).action_reopen("It was another contract")

    def _close(self, contract, day=None):
        with freeze_time(day or self.today):
            contract.action_close()

    def _due(self, contract, date_to="2027-12-31"):
        return [
            (str(one.period.start), str(one.period.end), one.amount)
            for one in contract.line_ids._get_due_instalments(self._day(date_to))
        ]

    def _credit_proposed(self, contract):
        contract.settlement_ids.action_credit()
        notes = contract.settlement_ids.credit_line_ids.move_id
        notes.action_post()
        return notes

    # === WHAT IS OWED === #

    def test_ends_are_those_of_before(self):
        contract = self._make_contract(
            {}, {"date_end": "2026-09-30"}, date_end="2027-12-31", renewal="tacit"
        )
        self._close(contract)
        self.assertEqual(
            contract.line_ids.mapped("date_end"), [self._day(self.today)] * 2
        )
        self._reopen(contract)
        self.assertEqual(contract.state, "active")
        self.assertEqual(str(contract.date_end), "2027-12-31")
        self.assertEqual(
            [str(line.date_end) for line in contract.line_ids],
            ["2027-12-31", "2026-09-30"],
        )

    def test_what_was_billed_is_owed_again_and_nothing_twice(self):
        contract = self._make_contract({"price_unit": 365.0})
        self._invoice("2026-01-01")
        due = self._due(contract)
        self._close(contract)
        self.assertTrue(contract.settlement_ids)
        self._reopen(contract)
        self.assertFalse(contract.settlement_ids)
        self.assertEqual(self._due(contract), due)
        self.assertEqual(str(contract.line_ids.billed_until), "2026-12-31")

    def test_what_was_credited_is_due_again(self):
        contract = self._make_contract({"price_unit": 365.0})
        self._invoice("2026-01-01").invoice_ids.action_post()
        self._close(contract)
        self._credit_proposed(contract)
        self._reopen(contract)
        self.assertEqual(
            self._due(contract, "2026-12-31"), [("2026-06-16", "2026-12-31", 199.0)]
        )

    def test_what_was_kept_can_be_settled_again(self):
        contract = self._make_contract({"price_unit": 365.0})
        self._invoice("2026-01-01")
        self._close(contract)
        contract.settlement_ids.action_waive()
        self._reopen(contract)
        self.assertFalse(contract.settlement_ids)
        self.assertFalse(self._due(contract, "2026-12-31"))
        self._close(contract, "2026-07-15")
        self.assertEqual(contract.settlement_ids.state, "proposed")
        self.assertEqual(contract.settlement_ids.amount, 169.0)

    def test_end_to_come_is_taken_back(self):
        contract = self._make_contract(date_end="2027-12-31", renewal="tacit")
        with freeze_time(self.today):
            contract._close_on(self._day("2026-06-30"))
        self._cron("2026-07-02")
        self._invoice("2026-07-02")
        contract.settlement_ids.action_waive()
        self._cron("2026-07-03")
        self.assertEqual(contract.state, "closed")
        with freeze_time("2026-07-03"):
            self._reopen(contract)
        self.assertEqual(contract.state, "active")
        self.assertEqual(contract.renewal, "tacit")
        self.assertEqual(str(contract.date_end), "2027-12-31")

    def _cron(self, day):
        with freeze_time(day):
            self.env["service.contract"]._cron_update_state()

    def test_renewed_terms_come_back(self):
        contract = self._make_contract(
            date_end="2026-12-31", renewal="manual", renewal_months=12
        )
        contract.action_renew()
        terms = contract.term_ids.mapped("date_start")
        self._close(contract)
        self.assertEqual(len(contract.term_ids), 1)
        self._reopen(contract)
        self.assertEqual(
            contract.term_ids.sorted("date_start").mapped("date_start"), sorted(terms)
        )

    def test_contract_whose_end_has_passed_is_expired(self):
        contract = self._make_contract(date_end="2026-05-31")
        contract.state = "closed"
        self._reopen(contract)
        self.assertEqual(contract.state, "expired")

    def test_suspended_contract_is_suspended_again(self):
        contract = self._make_contract()
        with freeze_time(self.today):
            contract._suspend(self._day("2026-06-01"))
            contract.action_close()
            self._reopen(contract)
            self.assertEqual(contract.state, "suspended")
            self.assertFalse(contract.date_end)

    # === CANCELLED === #

    def test_cancelled_draft_is_a_draft_again(self):
        contract = self._make_contract(active=False)
        contract.action_cancel()
        self._reopen(contract)
        self.assertEqual(contract.state, "draft")

    def test_cancelled_contract_is_billed_again(self):
        contract = self._make_contract({"price_unit": 365.0})
        contract.action_cancel()
        self.assertFalse(self._due(contract))
        self._reopen(contract)
        self.assertEqual(contract.state, "active")
        self.assertEqual(
            self._due(contract, "2026-01-01"), [("2026-01-01", "2026-12-31", 365.0)]
        )

    def test_contract_whose_only_invoice_was_cancelled_can_be_cancelled(self):
        contract = self._make_contract()
        invoice = self._invoice("2026-01-01").invoice_ids
        self.assertFalse(contract.can_be_cancelled)
        invoice.button_cancel()
        self.assertTrue(contract.can_be_cancelled)
        contract.action_cancel()
        self.assertEqual(contract.state, "cancelled")

    # === WHO AND WHY === #

    def test_only_a_service_manager_reopens(self):
        contract = self._make_contract()
        self._close(contract)
        with self.assertRaises(UserError):
            contract.with_user(self.clerk).action_reopen("Mine")
        technician = self._make_user("tech", "service_management.group_technician")
        with self.assertRaises(UserError):
            contract.with_user(technician).action_reopen("Mine")
        with self.assertRaises(AccessError):
            self.env["service.contract.reopen"].with_user(self.clerk).create(
                {"contract_id": contract.id, "reason": "Mine"}
            )
        self.assertEqual(contract.state, "closed")

    def test_reason_is_asked_for_and_kept_in_the_chatter(self):
        contract = self._make_contract()
        self._close(contract)
        with self.assertRaises(UserError):
            contract.with_user(self.boss).action_reopen(" ")
        wizard = (
            self.env["service.contract.reopen"]
            .with_user(self.boss)
            .with_context(active_id=contract.id)
            .create({"reason": "It was another contract"})
        )
        wizard.action_confirm()
        self.assertEqual(contract.state, "active")
        self.assertIn(
            "It was another contract", "".join(contract.message_ids.mapped("body"))
        )

    def test_client_context_opens_no_cancelled_contract(self):
        contract = self._make_contract(active=False)
        contract.action_cancel()
        with self.assertRaises(UserError):
            contract.with_context(service_reopening=True).write({"state": "active"})

    def test_running_contract_cannot_be_reopened(self):
        with self.assertRaises(UserError):
            self._reopen(self._make_contract())

    def test_contract_that_was_followed_by_another_stays_closed(self):
        contract = self._make_contract(date_end="2026-12-31", renewal="manual")
        contract._propose_renewal().action_activate()
        self._close(contract)
        with self.assertRaisesRegex(UserError, "followed"):
            self._reopen(contract)
