# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The contract: its states, and what is refused."""

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestContractStates(ServiceCommon):
    today = "2026-06-15"

    STATES = ("draft", "active", "suspended", "expired", "closed", "cancelled")
    ALLOWED = {
        "action_activate": ("draft", "suspended"),
        "action_suspend": ("active",),
        "action_close": ("active", "suspended", "expired"),
        "action_cancel": ("draft", "active", "suspended"),
        "action_renew": ("active", "expired"),
    }

    def _make_renewable(self, **vals):
        return self._make_contract(
            **{
                "date_end": "2026-12-31",
                "renewal": "manual",
                "renewal_months": 12,
                **vals,
            }
        )

    def _make_in_state(self, state):
        contract = self._make_renewable(active=state != "draft")
        contract.state = state
        return contract

    def test_each_transition_is_possible_where_it_should_be(self):
        for action, states in self.ALLOWED.items():
            for state in states:
                with self.subTest(action=action, state=state):
                    contract = self._make_in_state(state)
                    getattr(contract, action)()
                    expected = {
                        "action_activate": "active",
                        "action_suspend": "suspended",
                        "action_close": "closed",
                        "action_cancel": "cancelled",
                        "action_renew": "active",
                    }
                    self.assertEqual(contract.state, expected[action])

    def test_each_transition_is_refused_everywhere_else(self):
        for action, states in self.ALLOWED.items():
            for state in set(self.STATES) - set(states):
                with self.subTest(action=action, state=state):
                    contract = self._make_in_state(state)
                    with self.assertRaises(UserError):
                        getattr(contract, action)()
                    self.assertEqual(contract.state, state)

    def test_contract_without_line_cannot_start(self):
        contract = self._make_contract(active=False)
        contract.line_ids.unlink()
        with self.assertRaisesRegex(UserError, "no line"):
            contract.action_activate()

    def test_one_bad_contract_of_many_starts_none(self):
        contracts = self._make_contract(active=False) | self._make_contract(
            active=False
        )
        contracts[1].line_ids.unlink()
        with self.assertRaises(UserError):
            contracts.action_activate()
        self.assertEqual(set(contracts.mapped("state")), {"draft"})

    def test_suspending_remembers_the_day_and_resuming_forgets_it(self):
        contract = self._make_contract()
        contract.action_suspend()
        self.assertEqual(str(contract.date_suspended), self.today)
        contract.action_activate()
        self.assertFalse(contract.date_suspended)

    def test_closing_ends_contract_and_lines_today(self):
        contract = self._make_contract({}, {"date_end": "2026-03-31"})
        contract.action_close()
        self.assertEqual(str(contract.date_end), self.today)
        self.assertEqual(
            [str(line.date_end) for line in contract.line_ids],
            [self.today, "2026-03-31"],
        )

    def test_closing_after_the_end_keeps_the_end(self):
        contract = self._make_renewable(date_end="2026-03-31")
        contract.action_close()
        self.assertEqual(str(contract.date_end), "2026-03-31")

    def test_closing_before_the_start_leaves_one_day(self):
        contract = self._make_contract(date_start="2026-07-01")
        contract.action_close()
        self.assertEqual(str(contract.date_end), "2026-07-01")

    def test_closing_with_a_line_that_starts_later(self):
        contract = self._make_contract({}, {"date_start": "2026-09-01"})
        contract.action_close()
        self.assertEqual(contract.state, "closed")
        self.assertFalse(
            contract.line_ids[1]._get_due_instalments(self._day("2030-01-01"))
        )

    def test_closing_a_suspended_contract_ends_it_before_the_suspension(self):
        contract = self._make_contract(billing_interval=1)
        contract.action_suspend()
        with freeze_time("2026-12-15"):
            contract.action_close()
            due = contract.line_ids._get_due_instalments(self._day("2026-12-31"))
        suspended = self._day(self.today)
        self.assertLess(contract.date_end, suspended)
        self.assertTrue(due)
        self.assertLess(max(instalment.period.end for instalment in due), suspended)

    def test_billed_contract_cannot_be_cancelled(self):
        contract = self._make_contract()
        self._invoice(self.today)
        with self.assertRaisesRegex(UserError, "has been invoiced"):
            contract.action_cancel()

    def test_contract_in_force_cannot_be_deleted(self):
        contract = self._make_contract()
        with self.assertRaises(UserError):
            contract.unlink()

    def test_draft_can_be_deleted(self):
        contract = self._make_contract(active=False)
        contract.unlink()
        self.assertFalse(contract.exists())

    def test_duplicate_is_a_draft_of_its_own(self):
        contract = self._make_contract()
        self._invoice(self.today)
        copy = contract.copy()
        self.assertEqual(copy.state, "draft")
        self.assertNotEqual(copy.name, contract.name)
        self.assertEqual(len(copy.line_ids), 1)
        self.assertFalse(copy.line_ids.billed_until)


@tagged("post_install", "-at_install")
class TestContractConstraints(ServiceCommon):
    def _assert_refused_by_database(self, record, **vals):
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            record.write(vals)
            record.flush_recordset()

    def test_end_before_start(self):
        contract = self._make_contract()
        contract.line_ids.unlink()
        with self.assertRaises(ValidationError):
            contract.date_end = "2025-12-31"

    def test_line_end_before_start(self):
        line = self._make_contract({"date_start": "2026-02-01"}).line_ids
        self._assert_refused_by_database(line, date_end="2026-01-31")

    def test_interval_of_zero(self):
        self._assert_refused_by_database(self._make_contract(), billing_interval=0)

    def test_coverage_above_100_percent(self):
        for name in ("labour_coverage", "parts_coverage", "travel_coverage"):
            self._assert_refused_by_database(self._make_contract(), **{name: 100.01})

    def test_negative_coverage(self):
        self._assert_refused_by_database(self._make_contract(), labour_coverage=-1)

    def test_negative_included_hours(self):
        self._assert_refused_by_database(self._make_contract(), included_hours=-1)

    def test_renewal_without_term(self):
        self._assert_refused_by_database(
            self._make_contract(), renewal="tacit", renewal_months=0
        )

    def test_negative_notice(self):
        self._assert_refused_by_database(self._make_contract(), notice_days=-1)

    def test_quantity_of_zero_or_less(self):
        line = self._make_contract().line_ids
        for quantity in (0, -1):
            self._assert_refused_by_database(line, quantity=quantity)

    def test_discount_above_100_percent(self):
        self._assert_refused_by_database(self._make_contract().line_ids, discount=101)

    def test_negative_visit_interval(self):
        self._assert_refused_by_database(
            self._make_contract().line_ids, visit_interval=-1
        )

    def test_same_number_twice_in_a_company(self):
        contract = self._make_contract()
        self._assert_refused_by_database(self._make_contract(), name=contract.name)

    def test_line_that_starts_before_its_contract(self):
        line = self._make_contract().line_ids
        with self.assertRaises(ValidationError):
            line.date_start = "2025-12-31"

    def test_line_that_ends_after_its_contract(self):
        line = self._make_contract(date_end="2026-12-31").line_ids
        with self.assertRaises(ValidationError):
            line.date_end = "2027-01-01"

    def test_line_without_end_in_a_contract_with_one(self):
        line = self._make_contract(date_end="2026-12-31").line_ids
        with self.assertRaises(ValidationError):
            line.date_end = False

    def test_contract_cut_shorter_than_its_lines(self):
        contract = self._make_contract(date_end="2026-12-31")
        with self.assertRaises(ValidationError):
            contract.date_end = "2026-06-30"

    def test_equipment_of_another_customer(self):
        stranger = self._make_customer("Stranger")
        equipment = self._make_equipment("S1", partner_id=stranger.id)
        with self.assertRaisesRegex(ValidationError, "belongs to"):
            self._make_contract({"equipment_id": equipment.id})

    def test_equipment_of_an_address_of_the_customer(self):
        site = self._make_customer("Site", parent_id=self.customer.id, type="other")
        equipment = self._make_equipment("S1", partner_id=site.id)
        contract = self._make_contract({"equipment_id": equipment.id})
        self.assertEqual(contract.line_ids.equipment_id, equipment)

    def test_customer_of_another_company(self):
        other = self.setup_other_company()["company"]
        stranger = self._make_customer("Stranger", company_id=other.id)
        with self.assertRaises(UserError):
            self._make_contract(partner_id=stranger.id)
