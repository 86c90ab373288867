# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Lists that people look at: deadlines, contracts to renew, and what is worth what."""

from ast import literal_eval

from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestDeadlines(ServiceCommon):
    """One record for each day that matters."""

    today = "2026-03-01"

    def _deadlines(self, contract):
        found = self.env["service.contract.deadline"].search(
            [("contract_id", "=", contract.id)]
        )
        return [(deadline.kind, str(deadline.date)) for deadline in found]

    def test_each_kind_once(self):
        contract = self._make_contract(
            {"visit_interval": 6},
            {"visit_interval": 3},
            date_end="2026-12-31",
            renewal="tacit",
            renewal_months=12,
            notice_days=30,
            adjustment="percent",
            adjustment_percent=2.0,
        )
        self.assertEqual(
            self._deadlines(contract),
            [
                ("invoice", "2026-01-01"),
                ("visit", "2026-04-01"),
                ("notice", "2026-12-01"),
                ("end", "2026-12-31"),
                ("adjustment", "2027-01-01"),
            ],
        )

    def test_nothing_of_drafts_and_of_what_is_over(self):
        contract = self._make_contract(active=False, date_end="2026-12-31")
        self.assertFalse(self._deadlines(contract))
        contract.action_activate()
        contract.action_cancel()
        self.assertFalse(self._deadlines(contract))

    def test_archived_contracts_have_none(self):
        contract = self._make_contract(date_end="2026-12-31")
        contract.active = False
        self.assertFalse(self._deadlines(contract))

    def test_deadline_says_whose_it_is_and_opens_the_contract(self):
        contract = self._make_contract(date_end="2026-12-31")
        deadline = self.env["service.contract.deadline"].search(
            [("contract_id", "=", contract.id), ("kind", "=", "end")]
        )
        self.assertEqual(deadline.display_name, f"Ends · {self.customer.name}")
        self.assertEqual(deadline.action_open_contract()["res_id"], contract.id)

    def test_technicians_have_no_board_of_deadlines(self):
        for group, allowed in (
            ("service_management.group_technician", False),
            ("service_management.group_planner", True),
            ("service_management.group_contract_manager", True),
            ("account.group_account_invoice", True),
        ):
            user = self._make_user(group.split("_")[-1], group)
            board = self.env["service.contract.deadline"].with_user(user)
            with self.subTest(group=group):
                self.assertEqual(board.has_access("read"), allowed)


@tagged("post_install", "-at_install")
class TestToRenew(ServiceCommon):
    """Contracts that somebody must renew, or can still end."""

    today = "2026-03-01"

    def _make(self, cancel_by, **vals):
        return self._make_contract(
            date_end=cancel_by, renewal_months=12, notice_days=0, **vals
        )

    def _is_listed(self, contract):
        action = self.env.ref("service_management.service_contract_action_to_renew")
        return contract in contract.search(literal_eval(action.domain))

    def test_window_of_two_months(self):
        for renewal in ("manual", "tacit"):
            with self.subTest(renewal=renewal):
                self.assertTrue(
                    self._is_listed(self._make("2026-04-30", renewal=renewal))
                )
                self.assertFalse(
                    self._is_listed(self._make("2026-05-01", renewal=renewal))
                )

    def test_after_the_last_day_of_notice(self):
        contract = self._make_contract(
            date_end="2026-03-20", renewal="manual", renewal_months=12, notice_days=30
        )
        self.assertTrue(self._is_listed(contract))
        contract.renewal = "tacit"  # nothing can be done about it any more
        self.assertFalse(self._is_listed(contract))

    def test_contract_that_ends_is_not_renewed(self):
        self.assertFalse(self._is_listed(self._make("2026-03-20", renewal="none")))


@tagged("post_install", "-at_install")
class TestRunningContracts(ServiceCommon):
    today = "2026-06-15"

    def test_all_contracts_opens_on_what_runs_and_counts_only_that(self):
        menu = self.env.ref("service_management.service_menu_contract_list")
        self.assertIn("search_default_in_force", menu.action.context)
        draft = self._make_contract(active=False)
        ended = self._make_contract()
        ended.action_close()
        running = self._make_contract()
        suspended = self._make_contract()
        suspended.action_suspend()
        contracts = draft | ended | running | suspended
        [(total,)] = contracts._read_group(
            [("id", "in", contracts.ids)], [], ["running_value:sum"]
        )
        self.assertEqual(total, 2000.0)
