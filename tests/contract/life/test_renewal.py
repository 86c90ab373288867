# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Renewal: proposals, terms that are appended by themselves, the end for good."""

from odoo.exceptions import UserError
from odoo.tests import Form, tagged

from .common_renewal import RenewalCommon


@tagged("post_install", "-at_install")
class TestRenewalProposal(RenewalCommon):
    """A contract that is renewed by hand is followed by a draft."""

    def _propose(self, contracts, **vals):
        wizard = self.env["service.contract.renew"].with_context(
            active_model="service.contract", active_ids=contracts.ids
        )
        with Form(wizard) as form:
            for name, value in vals.items():
                form[name] = value
        form.record.action_confirm()
        return contracts.renewed_by_ids

    def test_successor_starts_after_the_end_with_the_lines_that_last(self):
        contract = self._make_ending(
            "manual",
            {"name": "Lasts", "price_unit": 500.0},
            {"name": "Ended", "date_end": "2026-03-31"},
            {"name": "Once", "one_off": True},
        )
        successor = self._propose(contract)
        self.assertEqual(successor.state, "draft")
        self.assertEqual(successor.renewal_of_id, contract)
        self.assertEqual(
            (str(successor.date_start), str(successor.date_end)),
            ("2027-01-01", "2027-12-31"),
        )
        line = successor.line_ids
        self.assertEqual(line.mapped("name"), ["Lasts"])
        self.assertEqual(line.price_unit, 500.0)
        self.assertEqual(
            (line.date_start, line.date_end),
            (successor.date_start, successor.date_end),
        )

    def test_conditions_of_the_contract_go_on(self):
        contract = self._make_ending(
            "manual", billing_interval=3, labour_coverage=70, clauses="<p>Ours</p>"
        )
        successor = self._propose(contract)
        for name in (*contract._get_condition_fields(), "user_id", "clauses"):
            with self.subTest(name=name):
                self.assertEqual(successor[name], contract[name])

    def test_prices_change_by_a_percent(self):
        contract = self._make_ending("manual", {"price_unit": 500.0})
        self.assertEqual(
            self._propose(contract, percent=2.5).line_ids.price_unit, 512.5
        )

    def test_price_of_the_end_counts(self):
        contract = self._make_ending("manual", {"price_unit": 500.0})
        contract.line_ids._set_price_from(self._day("2026-10-01"), 600.0)
        self.assertEqual(self._propose(contract).line_ids.price_unit, 600.0)

    def test_visits_go_on_in_their_series(self):
        contract = self._make_ending(
            "manual", {"visit_interval": 5, "visit_unit": "month"}
        )
        line = self._propose(contract).line_ids
        # January, June, November, April
        self.assertEqual(str(line.next_visit_date), "2027-04-01")

    def test_many_at_once(self):
        contracts = self._make_ending("manual") | self._make_ending("manual")
        self.assertEqual(len(self._propose(contracts)), 2)

    def test_one_proposal_at_a_time(self):
        contract = self._make_ending("manual")
        proposal = self._propose(contract)
        with self.assertRaisesRegex(UserError, "is renewed by"):
            contract._propose_renewal()
        proposal.action_cancel()
        self.assertTrue(contract._propose_renewal())

    def test_contract_without_end_has_no_successor(self):
        with self.assertRaisesRegex(UserError, "has no end"):
            self._make_contract()._propose_renewal()

    def test_draft_has_no_successor(self):
        with self.assertRaises(UserError):
            self._make_ending("manual", active=False)._propose_renewal()

    def test_activating_leaves_the_old_one_to_its_end(self):
        contract = self._make_ending("manual")
        contract._propose_renewal().action_activate()
        self.assertEqual(
            (contract.state, str(contract.date_end)), ("active", "2026-12-31")
        )

    def test_activating_ends_an_old_one_that_went_on(self):
        contract = self._make_ending("manual")
        successor = contract._propose_renewal()
        contract.action_renew()
        successor.action_activate()
        self.assertEqual(str(contract.date_end), "2026-12-31")
        self.assertEqual(str(contract.line_ids.date_end), "2026-12-31")

    def test_contract_with_successor_does_not_renew_by_itself(self):
        contract = self._make_ending("tacit")
        contract._propose_renewal().action_activate()
        self._cron("2027-01-07")
        self.assertEqual(
            (contract.state, str(contract.date_end)), ("expired", "2026-12-31")
        )

    def test_daily_job_proposes_within_the_notice_window_once(self):
        contract = self._make_ending("manual", propose_renewal=True)
        unwanted = self._make_ending("manual")
        self._cron("2026-10-02")  # notice by 1 November, a reminder 30 days before
        self.assertEqual(len(contract.renewed_by_ids), 1)
        self._cron("2026-10-09")
        self.assertEqual(len(contract.renewed_by_ids), 1)
        self.assertFalse(unwanted.renewed_by_ids)

    def test_daily_job_proposes_nothing_too_early_or_too_late(self):
        contract = self._make_ending("manual", propose_renewal=True)
        self._cron("2026-10-01")
        self._cron("2027-01-01")
        self.assertFalse(contract.renewed_by_ids)


@tagged("post_install", "-at_install")
class TestTacitRenewal(RenewalCommon):
    """A term is appended when it begins, or when its first invoice is to be issued."""

    def test_not_before_the_end(self):
        contract = self._make_ending("tacit")
        self._cron("2026-12-31")
        self.assertEqual(str(contract.date_end), "2026-12-31")

    def test_missed_for_a_week(self):
        contract = self._make_ending("tacit")
        self._cron("2027-01-07")
        self.assertEqual(str(contract.date_end), "2027-12-31")
        self.assertEqual(contract.term_ids.mapped("how"), ["initial", "renewed"])

    def test_in_time_for_invoices_issued_ahead(self):
        contract = self._make_ending("tacit", lead_days=15)
        self._cron("2026-12-16")
        self.assertEqual(str(contract.date_end), "2026-12-31")
        self._cron("2026-12-17")
        self.assertEqual(str(contract.date_end), "2027-12-31")

    def test_not_as_long_as_notice_can_be_given(self):
        contract = self._make_ending("tacit", lead_days=90)
        self._cron("2026-11-01")
        self.assertEqual(str(contract.date_end), "2026-12-31")

    def test_hook_gets_the_first_day_of_the_term(self):
        contract = self._make_ending("tacit")
        seen = []
        self.patch(
            type(contract),
            "_on_term_appended",
            lambda contracts, day: seen.append((contracts, str(day))),
        )
        self._cron("2028-01-07")
        self.assertEqual(seen, [(contract, "2027-01-01"), (contract, "2028-01-01")])


@tagged("post_install", "-at_install")
class TestEndForGood(RenewalCommon):
    """What has ended and is settled is closed."""

    def test_settled_contract_is_closed_by_the_job(self):
        contract = self._make_ending("none")
        self._invoice("2026-06-15")
        self._cron("2027-01-07")
        self.assertEqual(contract.state, "expired")
        self._cron("2027-01-08")
        self.assertEqual(contract.state, "closed")

    def test_not_as_long_as_something_is_to_be_invoiced(self):
        contract = self._make_ending("none", billing_timing="arrears")
        self._cron("2027-01-07")
        self._cron("2027-01-14")
        self.assertEqual(contract.state, "expired")

    def test_not_as_long_as_something_is_to_be_credited(self):
        contract = self._make_ending("none", date_end=False)
        self._invoice("2026-06-15")
        contract._close_on(self._day("2026-09-30"))
        self._cron("2026-10-07")
        self._cron("2026-10-14")
        self.assertEqual(contract.state, "expired")
        contract.settlement_ids.action_waive()
        self._cron("2026-10-21")
        self.assertEqual(contract.state, "closed")

    def test_contract_that_may_be_renewed_stays(self):
        contract = self._make_ending("manual")
        self._invoice("2026-06-15")
        self._cron("2027-01-07")
        self._cron("2027-01-14")
        self.assertEqual(contract.state, "expired")

    def test_renewed_contract_is_closed(self):
        contract = self._make_ending("manual")
        self._invoice("2026-06-15")
        contract._propose_renewal().action_activate()
        self._cron("2027-01-07")
        self._cron("2027-01-14")
        self.assertEqual(contract.state, "closed")

    def test_cancelled_contract_stays_cancelled(self):
        contract = self._make_ending("none")
        contract.action_cancel()
        for change in (
            contract.action_activate,
            contract.action_close,
            lambda: contract.write({"state": "draft"}),
        ):
            with self.assertRaisesRegex(UserError, "Duplicate"):
                change()
        action = contract.action_duplicate()
        copy = contract.browse(action["res_id"])
        self.assertEqual(copy.state, "draft")
        self.assertNotEqual(copy, contract)

    def test_contract_to_come_is_in_force_from_its_start(self):
        contract = self._make_ending("none", date_start="2026-07-01")
        self.assertEqual(contract.state, "active")
        nothing = self.env["service.equipment"]
        self.assertFalse(contract._covers(nothing, self._day("2026-06-30")))
        self.assertTrue(contract._covers(nothing, self._day("2026-07-01")))
