# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The contract: its terms, its states and what is refused."""

from freezegun import freeze_time
from psycopg2 import IntegrityError

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command, Domain
from odoo.tests import Form, tagged
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


@tagged("post_install", "-at_install")
class TestContractTerms(ServiceCommon):
    """What is proposed, and stays as people leave it."""

    TERMS = {
        "labour_coverage": 100.0,
        "parts_coverage": 50.0,
        "travel_coverage": 25.0,
        "included_hours": 10.0,
        "included_visits": 4,
        "renewal": "tacit",
        "renewal_months": 24,
        "notice_days": 90,
        "billing_interval": 3,
        "billing_unit": "month",
        "billing_timing": "arrears",
        "billing_alignment": "calendar",
        "lead_days": 15,
        "invoice_day": 20,
        "price_basis": "year",
    }

    def _assert_terms(self, contract, terms):
        self.assertEqual({name: contract[name] for name in terms}, terms)

    def test_type_proposes_its_terms(self):
        contract_type = self._make_contract_type("Complete", **self.TERMS)
        contract = self._make_contract(contract_type_id=contract_type.id)
        self._assert_terms(contract, self.TERMS)

    def test_type_proposes_its_terms_in_the_form(self):
        contract_type = self._make_contract_type("Complete", **self.TERMS)
        form = Form(self.env["service.contract"])
        form.partner_id = self.customer
        form.contract_type_id = contract_type
        self._assert_terms(form.save(), self.TERMS)

    def test_every_term_is_proposed(self):
        """Whatever terms there are, those that are added later too."""
        names = self.env["service.contract.conditions.mixin"]._get_condition_fields()
        contract_type = self._make_contract_type(
            "Complete",
            **{name: self._sample(self.contract_type._fields[name]) for name in names},
        )
        contract = self._make_contract(contract_type_id=contract_type.id)
        for name in names:
            with self.subTest(term=name):
                self.assertTrue(contract_type[name])
                self.assertEqual(contract[name], contract_type[name])

    def _sample(self, field):
        """A value that is not the usual one."""
        if field.type == "selection":
            return field.get_values(self.env)[-1]
        if field.relational:
            record = self._sample_record(self.env[field.comodel_name])
            return record.id if field.type == "many2one" else record.ids
        return {"boolean": True, "integer": 7, "float": 7.0}.get(field.type, "Text")

    def _sample_record(self, records):
        """One that all companies share, as the type is."""
        shared = {"company_id": False} if "company_id" in records._fields else {}
        domain = Domain.AND(Domain(name, "=", value) for name, value in shared.items())
        found = records.search(domain, limit=1)
        return found or records.create({"name": "Sample", **shared})

    def test_terms_given_by_hand_win(self):
        contract_type = self._make_contract_type("Complete", **self.TERMS)
        contract = self._make_contract(
            contract_type_id=contract_type.id, labour_coverage=0.0, renewal="none"
        )
        self._assert_terms(
            contract, {**self.TERMS, "labour_coverage": 0.0, "renewal": "none"}
        )

    def test_changing_the_type_later_touches_no_contract(self):
        contract_type = self._make_contract_type("Complete", **self.TERMS)
        contract = self._make_contract(contract_type_id=contract_type.id)
        contract_type.write({"labour_coverage": 10.0, "billing_interval": 1})
        self._assert_terms(contract, self.TERMS)

    def test_type_proposes_the_end(self):
        contract_type = self._make_contract_type("One Year", duration_months=12)
        contract = self._make_contract(
            contract_type_id=contract_type.id, date_start="2026-03-10"
        )
        self.assertEqual(str(contract.date_end), "2027-03-09")
        self.assertEqual(str(contract.line_ids.date_end), "2027-03-09")

    def test_end_given_by_hand_wins(self):
        contract_type = self._make_contract_type("One Year", duration_months=12)
        contract = self._make_contract(
            contract_type_id=contract_type.id,
            date_start="2026-03-10",
            date_end="2026-12-31",
        )
        self.assertEqual(str(contract.date_end), "2026-12-31")

    def test_line_takes_the_price_of_its_product(self):
        contract = self.env["service.contract"].create(
            {
                "partner_id": self.customer.id,
                "contract_type_id": self.contract_type.id,
                "line_ids": [Command.create({})],
            }
        )
        self.assertEqual(contract.line_ids.product_id, self.fee_product)
        self.assertEqual(contract.line_ids.price_unit, 1000.0)

    def test_price_list_gives_currency_and_price(self):
        euro = self.setup_other_currency("EUR", rates=[("2020-01-01", 0.5)])
        self.customer.property_product_pricelist = self._create_pricelist(
            name="Euro", currency_id=euro.id
        )
        contract = self._make_contract()
        line = self.env["service.contract.line"].create({"contract_id": contract.id})
        self.assertEqual(contract.currency_id, euro)
        self.assertEqual(line.price_unit, 500.0)

    def test_without_price_list_the_currency_is_the_companys(self):
        contract = self._make_contract(pricelist_id=False)
        self.assertEqual(contract.currency_id, self.company.currency_id)

    def test_taxes_go_through_the_fiscal_position(self):
        self.customer.property_account_position_id = self.fiscal_pos_a
        contract = self._make_contract()
        self.assertEqual(contract.fiscal_position_id, self.fiscal_pos_a)
        self.assertEqual(contract.line_ids.tax_ids, self.tax_sale_b)

    def test_taxes_are_those_of_the_company(self):
        other = self.setup_other_company()
        self.fee_product.taxes_id |= other["default_tax_sale"]
        self.assertEqual(self._make_contract().line_ids.tax_ids, self.tax_sale_a)

    def test_customer_proposes_address_and_payment_terms(self):
        office = self._make_customer(
            "Office", parent_id=self.customer.id, type="invoice"
        )
        self.customer.property_payment_term_id = self.pay_terms_b
        contract = self._make_contract()
        self.assertEqual(contract.partner_invoice_id, office)
        self.assertEqual(contract.payment_term_id, self.pay_terms_b)

    def test_annual_value_is_that_of_a_whole_year(self):
        contract = self._make_contract(
            {"price_unit": 100.0, "quantity": 2, "discount": 50.0},
            {"price_unit": 10.0},
            billing_interval=3,
        )
        self.assertEqual(contract.annual_value, 440.0)

    def test_each_company_counts_its_own_contracts(self):
        other = self.setup_other_company()["company"]
        first, second = self._make_contract(), self._make_contract()
        there = self.env["service.contract"].create(
            {
                "company_id": other.id,
                "partner_id": self.customer.id,
                "contract_type_id": self.contract_type.id,
                "pricelist_id": False,
            }
        )
        self.assertTrue(there.name.endswith("/00001"))
        self.assertEqual(
            int(second.name.split("/")[-1]), int(first.name.split("/")[-1]) + 1
        )


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
