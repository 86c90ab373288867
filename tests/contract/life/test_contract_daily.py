# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The daily job of contracts: in batches, and one in error blocks no other."""

from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ...common import ServiceCommon

SHARED = "odoo.addons.service_management.models.shared"
FAILURE = "service_management.mail_activity_contract_failure"


@tagged("post_install", "-at_install")
class TestContractDaily(ServiceCommon):
    today = "2026-07-01"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contracts = cls.env["service.contract"].union(
            *(cls._make_ending() for _number in range(5))
        )
        cls.bad = cls.contracts[2]

    @classmethod
    def _make_ending(cls, **vals):
        return cls._make_contract(
            date_start="2025-07-01",
            date_end="2026-06-30",
            **{"renewal": "tacit", "renewal_months": 12, **vals},
        )

    def _cron(self):
        cron = self.env.ref("service_management.ir_cron_contract_state").sudo()
        with self.enter_registry_test_mode():
            cron.method_direct_trigger()

    def _failing(self, error):
        """Let one contract fail whenever a term is appended to it."""
        append, bad = type(self.bad)._append_term, self.bad

        def _append_term(contracts):
            append(contracts)
            if bad.id in contracts.ids:
                raise error

        return patch.object(type(self.bad), "_append_term", _append_term)

    def test_one_failing_contract_blocks_no_other(self):
        with (
            self._failing(UserError("Term refused")),
            mute_logger(f"{SHARED}.service_scheduled_mixin"),
            patch(f"{SHARED}.guarded.BATCH_SIZE", 2),
        ):
            self._cron()
        others = self.contracts - self.bad
        self.assertEqual({str(c.date_end) for c in others}, {"2027-06-30"})
        self.assertEqual(
            (self.bad.state, str(self.bad.date_end)), ("active", "2026-06-30")
        )
        [activity] = self.bad.activity_search([FAILURE])
        self.assertIn("Term refused", activity.note)
        self.assertFalse(others.activity_search([FAILURE]))

    def test_responsible_is_asked_once_and_no_longer_than_it_fails(self):
        with (
            self._failing(ZeroDivisionError()),
            mute_logger(f"{SHARED}.service_scheduled_mixin"),
        ):
            self._cron()
            self._cron()
            self.assertEqual(len(self.bad.activity_search([FAILURE])), 1)
        self._cron()
        self.assertEqual(str(self.bad.date_end), "2027-06-30")
        self.assertFalse(self.bad.activity_search([FAILURE]))

    def test_each_batch_is_committed(self):
        cron = type(self.env["ir.cron"])
        with (
            patch(f"{SHARED}.guarded.BATCH_SIZE", 2),
            patch.object(cron, "_commit_progress", return_value=60.0) as commit,
        ):
            self._cron()
        processed = [call.args[0] for call in commit.call_args_list if call.args]
        self.assertGreaterEqual(processed.count(2), 2)

    def test_out_of_time_goes_on_at_the_next_call(self):
        cron = type(self.env["ir.cron"])
        with (
            patch(f"{SHARED}.guarded.BATCH_SIZE", 2),
            patch.object(
                cron,
                "_commit_progress",
                lambda self, processed=0, *, remaining=None: 0.0,
            ),
        ):
            self.env["service.contract"].with_context(
                ir_cron_progress_id=1
            )._cron_update_state()
        renewed = self.contracts.filtered(lambda c: str(c.date_end) == "2027-06-30")
        self.assertLessEqual(len(renewed), 2)
        self._cron()
        self.assertEqual({str(c.date_end) for c in self.contracts}, {"2027-06-30"})

    def test_suspended_contract_expires(self):
        contract = self._make_ending(renewal="none")
        contract._suspend(self._day("2026-06-01"))
        self.assertEqual(contract.state, "suspended")
        self._cron()
        self.assertEqual(contract.state, "expired")

    def test_suspended_contract_that_is_prolonged_waits(self):
        contract = self._make_ending(renewal="none")
        contract._suspend(self._day("2026-06-01"), prolong=True)
        self._cron()
        self.assertEqual(contract.state, "suspended")
        contract.action_activate()
        self.assertEqual(str(contract.date_end), "2026-07-30")
        self.assertEqual(contract.state, "active")

    def test_suspended_contract_renews_tacitly_when_resumed(self):
        contract = self._make_ending()
        contract._suspend(self._day("2026-06-01"))
        self._cron()
        self.assertEqual(contract.state, "suspended")
        contract.action_activate()
        self._cron()
        self.assertEqual(str(contract.date_end), "2027-06-30")
