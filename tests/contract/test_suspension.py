# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Suspended days are not invoiced, not covered, and settled when they were."""

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestSuspension(ServiceCommon):
    today = "2026-06-15"

    def _suspend(self, contract, start, end=None, **vals):
        contract._suspend(self._day(start), end and self._day(end), **vals)

    def _due(self, contract, date_to):
        return [
            (str(one.period.start), str(one.period.end), one.amount)
            for one in contract.line_ids._get_due_instalments(self._day(date_to))
        ]

    # === STATE === #

    def test_suspended_and_resumed_on_the_days_agreed(self):
        contract = self._make_contract()
        self._suspend(contract, "2026-07-01", "2026-07-31")
        for day, state in (
            ("2026-06-30", "active"),
            ("2026-07-08", "suspended"),  # a week late
            ("2026-08-05", "active"),
        ):
            with freeze_time(day), self.subTest(day=day):
                contract._cron_update_state()
                self.assertEqual(contract.state, state)

    def test_covers_nothing_on_these_days_whatever_the_state(self):
        contract = self._make_contract(labour_coverage=100)
        self._suspend(contract, "2026-07-01", "2026-07-31")
        nothing = self.env["service.equipment"]
        percents = [
            contract._get_cover("labour", nothing, self._day(day)).percent
            for day in ("2026-06-30", "2026-07-01", "2026-07-31", "2026-08-01")
        ]
        self.assertEqual(percents, [100.0, 0.0, 0.0, 100.0])

    def test_equipment_shows_no_cover_while_suspended(self):
        equipment = self._make_equipment("SN-1")
        contract = self._make_contract({"equipment_id": equipment.id})
        self.assertEqual(equipment.cover_state, "contract")
        contract.action_suspend()
        equipment.invalidate_recordset()
        self.assertEqual(equipment.cover_state, "none")
        self.assertIn(equipment, equipment.search([("cover_state", "=", "none")]))

    def test_resuming_on_the_same_day_leaves_no_trace(self):
        contract = self._make_contract()
        contract.action_suspend()
        contract.action_activate()
        self.assertFalse(contract.suspension_ids)

    # === BILLING === #

    def test_suspended_days_are_not_invoiced(self):
        contract = self._make_contract({"price_unit": 300.0}, billing_interval=1)
        self._suspend(contract, "2026-02-08", "2026-04-15")
        self.assertEqual(
            self._due(contract, "2026-05-01"),
            [
                ("2026-01-01", "2026-01-31", 300.0),
                ("2026-02-01", "2026-02-07", 75.0),
                ("2026-04-16", "2026-04-30", 150.0),
                ("2026-05-01", "2026-05-31", 300.0),
            ],
        )

    def test_in_arrears_what_came_before_is_due_at_once(self):
        contract = self._make_contract(billing_interval=1, billing_timing="arrears")
        self._suspend(contract, "2026-02-15")
        self.assertEqual(
            self._due(contract, "2026-12-31")[-1], ("2026-02-01", "2026-02-14", 500.0)
        )

    def test_without_an_end_nothing_more_falls_due(self):
        contract = self._make_contract(billing_interval=1)
        self._suspend(contract, "2026-03-01")
        self.assertEqual(len(self._due(contract, "2099-12-31")), 2)

    def test_billed_until_reaches_over_the_gap(self):
        contract = self._make_contract(billing_interval=1)
        self._suspend(contract, "2026-02-01", "2026-03-31")
        self._invoice("2026-01-31")
        self.assertEqual(str(contract.line_ids.billed_until), "2026-01-31")
        self._invoice("2026-05-01")
        self.assertEqual(str(contract.line_ids.billed_until), "2026-05-31")
        self.assertEqual(str(contract.next_invoice_date), "2026-06-01")

    def test_billed_days_are_proposed_for_credit(self):
        contract = self._make_contract({"price_unit": 365.0})
        self._invoice("2026-01-01")
        self._suspend(contract, "2026-07-01", "2026-07-31")
        settlement = contract.settlement_ids
        self.assertEqual(
            (str(settlement.date_from), str(settlement.date_to), settlement.amount),
            ("2026-07-01", "2026-07-31", 31.0),
        )

    def test_resuming_earlier_proposes_less(self):
        contract = self._make_contract({"price_unit": 365.0})
        self._invoice("2026-01-01")
        contract.action_suspend()
        self.assertEqual(contract.settlement_ids.amount, 200.0)
        with freeze_time("2026-06-25"):
            contract.action_activate()
        self.assertEqual(contract.settlement_ids.amount, 10.0)

    # === PROLONGING === #

    def test_the_end_moves_by_the_suspended_days(self):
        contract = self._make_contract(date_end="2026-12-31")
        self._suspend(contract, "2026-07-01", "2026-07-31", prolong=True)
        self.assertEqual(str(contract.date_end), "2027-01-31")
        self.assertEqual(str(contract.line_ids.date_end), "2027-01-31")

    def test_a_suspension_without_end_prolongs_when_resumed(self):
        contract = self._make_contract(date_end="2026-12-31")
        self._suspend(contract, self.today, prolong=True)
        self.assertEqual(str(contract.date_end), "2026-12-31")
        with freeze_time("2026-06-25"):
            contract.action_activate()
        self.assertEqual(str(contract.date_end), "2027-01-10")

    def test_taking_a_suspension_back_takes_the_days_back(self):
        contract = self._make_contract(date_end="2026-12-31")
        self._suspend(contract, "2026-07-01", "2026-07-31", prolong=True)
        contract.suspension_ids.unlink()
        self.assertEqual(str(contract.date_end), "2026-12-31")
        self.assertEqual(str(contract.line_ids.date_end), "2026-12-31")

    # === BAD INPUT === #

    def test_two_at_once_are_refused(self):
        contract = self._make_contract()
        self._suspend(contract, "2026-07-01", "2026-07-31")
        with self.assertRaisesRegex(ValidationError, "already suspended"):
            self._suspend(contract, "2026-07-31")

    def test_end_before_start_is_refused(self):
        contract = self._make_contract()
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._suspend(contract, "2026-07-31", "2026-07-01")

    def test_wizard_suspends_only_what_is_in_force(self):
        draft = self._make_contract(active=False)
        wizards = self.env["service.contract.suspend"]
        with self.assertRaises(UserError):
            wizards.with_context(active_ids=draft.ids).create({}).action_confirm()

    def test_wizard(self):
        contract = self._make_contract()
        wizards = self.env["service.contract.suspend"]
        form = Form(wizards.with_context(active_ids=contract.ids))
        form.date_to = self._day("2026-06-30")
        form.reason = "Closed for works"
        form.save().action_confirm()
        self.assertEqual(contract.state, "suspended")
        self.assertEqual(contract.suspension_ids.reason, "Closed for works")
