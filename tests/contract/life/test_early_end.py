# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Ending contracts and lines early: what it credits is seen before."""

from freezegun import freeze_time

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestEarlyEnd(ServiceCommon):
    today = "2026-06-15"

    def _open(self, contracts):
        return Form(
            self.env["service.contract.close"].with_context(
                active_model="service.contract", active_ids=contracts.ids
            )
        )

    def _end(self, contracts, day, **vals):
        with self._open(contracts) as form:
            form.date_end = day
            for name, value in vals.items():
                form[name] = value
        form.record.action_confirm()

    def test_credit_is_shown_and_not_proposed_yet(self):
        contract = self._make_contract({"price_unit": 365.0})
        self._invoice(self.today)
        form = self._open(contract)
        self.assertEqual(str(form.date_end), self.today)
        self.assertIn("199.00", form.to_credit)
        form.date_end = "2026-12-30"
        self.assertIn("1.00", form.to_credit)
        self.assertFalse(contract.settlement_ids)
        form.save().action_confirm()
        self.assertEqual(contract.settlement_ids.mapped("amount"), [1.0])

    def test_ends_today_and_is_closed(self):
        contract = self._make_contract()
        self._end(contract, self.today, reason="Sold the machine")
        self.assertEqual(
            (contract.state, str(contract.date_end)), ("closed", self.today)
        )
        self.assertIn("Sold the machine", contract.message_ids[0].body)

    def test_goes_on_until_a_day_to_come_and_is_not_renewed(self):
        contract = self._make_contract(
            date_end="2026-12-31", renewal="tacit", renewal_months=12
        )
        self._end(contract, "2026-08-31")
        self.assertEqual(contract.state, "active")
        with freeze_time("2026-09-07"):
            self.env["service.contract"]._cron_update_state()
        self.assertEqual(
            (contract.state, str(contract.date_end)), ("expired", "2026-08-31")
        )

    def test_end_before_the_start_is_refused(self):
        contract = self._make_contract()
        with self.assertRaisesRegex(UserError, "starts on"):
            self._end(contract, "2025-12-31")
        self.assertEqual(contract.state, "active")

    def test_suspended_contract_ends_before_its_suspension(self):
        contract = self._make_contract()
        contract.action_suspend()
        self.assertEqual(str(self._open(contract).date_end), "2026-06-14")

    def test_many_end_on_one_day(self):
        contracts = self._make_contract() | self._make_contract()
        self._end(contracts, self.today)
        self.assertEqual(set(contracts.mapped("state")), {"closed"})

    # === LINES === #

    def _end_line(self, line, day):
        action = line.action_end()
        wizard = self.env[action["res_model"]].with_context(**action["context"])
        with Form(wizard) as form:
            form.date_end = day
        form.record.action_confirm()

    def test_one_line_ends_and_the_others_go_on(self):
        contract = self._make_contract({"price_unit": 365.0}, {})
        self._invoice(self.today)
        self._end_line(contract.line_ids[0], self.today)
        self.assertEqual(str(contract.line_ids[0].date_end), self.today)
        self.assertFalse(contract.line_ids[1].date_end)
        self.assertFalse(contract.date_end)
        self.assertEqual(contract.settlement_ids.mapped("amount"), [199.0])

    def test_line_that_has_not_started_is_not_ended(self):
        contract = self._make_contract({}, {"date_start": "2026-09-01"})
        with self.assertRaisesRegex(UserError, "has not started"):
            self._end_line(contract.line_ids[1], self.today)

    def test_invoiced_line_in_force_is_not_deleted(self):
        contract = self._make_contract({}, {"date_start": "2026-09-01"})
        self._invoice(self.today)
        with self.assertRaisesRegex(UserError, "End it"):
            contract.line_ids[0].unlink()
        contract.line_ids[1].unlink()
        self.assertEqual(len(contract.line_ids), 1)
