# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The terms that a contract has run for."""

from odoo.tests import tagged

from ..common import ServiceCommon


@tagged("post_install", "-at_install")
class TestTerms(ServiceCommon):
    today = "2026-06-15"

    def _make_renewable(self, **vals):
        return self._make_contract(
            **{
                "date_end": "2026-12-31",
                "renewal": "manual",
                "renewal_months": 12,
                **vals,
            }
        )

    def _terms(self, contract):
        return [
            (str(term.date_start), str(term.date_end or ""), term.how)
            for term in contract.term_ids.sorted("date_start")
        ]

    def test_draft_has_no_term(self):
        contract = self._make_renewable(active=False)
        self.assertFalse(contract.term_ids)
        self.assertEqual(
            contract._get_term_start(self._day(self.today)), self._day("2026-01-01")
        )

    def test_activation_starts_the_first_term_once(self):
        contract = self._make_renewable()
        contract.action_suspend()
        contract.action_activate()
        self.assertEqual(
            self._terms(contract), [("2026-01-01", "2026-12-31", "initial")]
        )

    def test_contract_that_is_entered_in_force_has_a_term(self):
        contract = self._make_renewable(active=False, state="active")
        self.assertEqual(len(contract.term_ids), 1)

    def test_each_renewal_appends_one(self):
        contract = self._make_renewable()
        contract.action_renew()
        contract.action_renew()
        self.assertEqual(
            self._terms(contract),
            [
                ("2026-01-01", "2026-12-31", "initial"),
                ("2027-01-01", "2027-12-31", "renewed"),
                ("2028-01-01", "2028-12-31", "renewed"),
            ],
        )

    def test_first_day_of_the_term_of_any_day(self):
        contract = self._make_renewable(date_end="2026-03-31")
        contract.action_renew()
        for day, start in (
            ("2026-03-31", "2026-01-01"),
            ("2026-04-01", "2026-04-01"),
            ("2027-03-31", "2026-04-01"),
            ("2027-06-01", "2026-04-01"),
        ):
            with self.subTest(day=day):
                self.assertEqual(
                    contract._get_term_start(self._day(day)), self._day(start)
                )

    def test_without_end_terms_are_counted_by_the_renewal_length(self):
        contract = self._make_contract(renewal="tacit", renewal_months=3)
        self.assertEqual(
            contract._get_term_start(self._day(self.today)), self._day("2026-04-01")
        )

    def test_last_term_follows_the_end(self):
        contract = self._make_renewable()
        contract._move_end(self._day("2026-10-31"))
        self.assertEqual(
            self._terms(contract), [("2026-01-01", "2026-10-31", "initial")]
        )

    def test_closing_takes_back_terms_to_come(self):
        contract = self._make_renewable()
        contract.action_renew()
        contract.action_close()
        self.assertEqual(self._terms(contract), [("2026-01-01", self.today, "initial")])

    def _suspend(self, contract, **vals):
        return self.env["service.contract.suspension"].create(
            {
                "contract_id": contract.id,
                "date_from": "2026-02-01",
                "date_to": "2026-02-10",
                "prolong": True,
                **vals,
            }
        )

    def test_prolonging_moves_the_end_of_the_term_that_was_suspended(self):
        contract = self._make_renewable()
        contract.action_renew()
        suspension = self._suspend(contract)
        self.assertEqual(
            [term[:2] for term in self._terms(contract)],
            [("2026-01-01", "2027-01-10"), ("2027-01-11", "2028-01-10")],
        )
        suspension.unlink()
        self.assertEqual(
            [term[:2] for term in self._terms(contract)],
            [("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31")],
        )

    def test_terms_of_one_month_move_by_a_month(self):
        contract = self._make_renewable(date_end="2026-01-31", renewal_months=1)
        for _month in range(3):
            contract.action_renew()
        self._suspend(contract, date_from="2026-01-01", date_to="2026-01-31")
        self.assertEqual(
            [term[0] for term in self._terms(contract)],
            ["2026-01-01", "2026-03-04", "2026-04-01", "2026-05-02"],
        )
