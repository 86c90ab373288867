# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Contracts come to their end: renewed, or expired on the day after it."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestContractRenewal(ServiceCommon):
    today = "2026-06-15"

    def _make_ending(self, renewal, end="2026-06-30", **vals):
        return self._make_contract(
            date_start="2025-07-01",
            date_end=end,
            renewal=renewal,
            **{"renewal_months": 12, **vals},
        )

    def _cron(self, day):
        with freeze_time(day):
            self.env["service.contract"]._cron_update_state()

    def test_renewing_appends_a_term(self):
        contract = self._make_ending("manual")
        contract.action_renew()
        self.assertEqual(str(contract.date_end), "2027-06-30")
        self.assertEqual(str(contract.line_ids.date_end), "2027-06-30")

    def test_renewing_twice_appends_two_terms(self):
        contract = self._make_ending("manual", renewal_months=6)
        contract.action_renew()
        contract.action_renew()
        self.assertEqual(str(contract.date_end), "2027-06-30")

    def test_renewed_month_end_does_not_drift(self):
        contract = self._make_ending("manual", end="2026-01-31", renewal_months=1)
        for _month in range(3):
            contract.action_renew()
        self.assertEqual(str(contract.date_end), "2026-04-30")

    def test_lines_that_ended_before_are_not_renewed(self):
        contract = self._make_contract(
            {},
            {"date_end": "2026-03-31"},
            date_end="2026-06-30",
            renewal="manual",
            renewal_months=12,
        )
        contract.action_renew()
        self.assertEqual(str(contract.line_ids[1].date_end), "2026-03-31")

    def test_contract_without_end_cannot_be_renewed(self):
        with self.assertRaisesRegex(UserError, "needs an end"):
            self._make_contract(renewal="manual", renewal_months=12).action_renew()

    def test_contract_without_term_cannot_be_renewed(self):
        with self.assertRaisesRegex(UserError, "renewal term"):
            self._make_ending("none", renewal_months=0).action_renew()

    def test_expired_contract_can_be_renewed(self):
        contract = self._make_ending("manual")
        self._cron("2026-07-01")
        contract.action_renew()
        self.assertEqual(contract.state, "active")

    def test_last_day_still_counts(self):
        contract = self._make_ending("none")
        self._cron("2026-06-30")
        self.assertEqual(contract.state, "active")

    def test_contract_expires_the_day_after_its_end(self):
        for renewal in ("none", "manual"):
            contract = self._make_ending(renewal)
            self._cron("2026-07-01")
            self.assertEqual(contract.state, "expired")
            self.assertEqual(str(contract.date_end), "2026-06-30")

    def test_tacit_renewal(self):
        contract = self._make_ending("tacit")
        self._cron("2026-07-01")
        self.assertEqual(
            (contract.state, str(contract.date_end)), ("active", "2027-06-30")
        )

    def test_tacit_renewal_missed_for_years_catches_up(self):
        contract = self._make_ending("tacit")
        self._cron("2029-08-15")
        self.assertEqual(
            (contract.state, str(contract.date_end)), ("active", "2030-06-30")
        )

    def test_expiry_missed_for_weeks_catches_up(self):
        contract = self._make_ending("none")
        self._cron("2026-09-15")
        self.assertEqual(contract.state, "expired")

    def test_running_twice_on_a_day_changes_nothing_more(self):
        contract = self._make_ending("tacit")
        self._cron("2026-07-01")
        self._cron("2026-07-01")
        self.assertEqual(str(contract.date_end), "2027-06-30")

    def test_suspended_and_closed_contracts_are_left_alone(self):
        suspended, closed = self._make_ending("tacit"), self._make_ending("tacit")
        suspended.action_suspend()
        closed.action_close()
        self._cron("2026-09-15")
        self.assertEqual((suspended.state, closed.state), ("suspended", "closed"))
        self.assertEqual(str(suspended.date_end), "2026-06-30")

    def test_contract_without_end_goes_on(self):
        contract = self._make_contract(renewal="tacit", renewal_months=12)
        self._cron("2030-01-01")
        self.assertEqual(contract.state, "active")

    def test_notice_by_is_counted_back_from_the_end(self):
        contract = self._make_ending("tacit", notice_days=60)
        self.assertEqual(str(contract.cancel_by), "2026-05-01")

    def test_notice_by_moves_on_with_the_term(self):
        contract = self._make_ending("tacit", notice_days=60)
        self._cron("2026-07-01")
        self.assertEqual(str(contract.cancel_by), "2027-05-01")

    def test_no_notice_without_renewal_or_end(self):
        self.assertFalse(self._make_ending("none").cancel_by)
        endless = self._make_contract(renewal="tacit", renewal_months=12)
        self.assertFalse(endless.cancel_by)

    def test_the_scheduled_action_runs_it(self):
        contract = self._make_ending("none", end="2026-06-14")
        with self.enter_registry_test_mode():
            self.env.ref(
                "service_management.ir_cron_contract_state"
            ).sudo().method_direct_trigger()
        self.assertEqual(contract.state, "expired")
