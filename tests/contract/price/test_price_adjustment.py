# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prices that follow an index or a percentage: previewed, applied, told, taken back."""

from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg2 import IntegrityError

from odoo import Command
from odoo.exceptions import AccessError, UserError
from odoo.tests import BaseCase, Form, tagged
from odoo.tools import float_round, mute_logger

from ....tools.adjustment import adjusted_price
from ...common import ServiceCommon

EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True, database=None)
prices = st.integers(1, 10_000_000).map(lambda cents: cents / 100)
variations = st.integers(-9000, 30000).map(lambda points: points / 1000)
shares = st.integers(0, 100)


def cents(amount):
    return float_round(amount, precision_digits=2)


@tagged("post_install", "-at_install")
class TestAdjustedPrice(BaseCase):
    def test_three_quarters_of_the_index(self):
        self.assertEqual(adjusted_price(500.0, 2.7, 75, cents), 510.13)

    def test_whole_percent(self):
        self.assertEqual(adjusted_price(100.0, 3.0, 100, cents), 103.0)

    @EXAMPLES
    @given(prices, variations)
    def test_no_share_changes_nothing(self, price, variation):
        self.assertEqual(adjusted_price(price, variation, 0, cents), price)

    @EXAMPLES
    @given(prices, variations, shares)
    def test_the_price_moves_with_the_index_and_by_no_more(
        self, price, variation, share
    ):
        price_after = adjusted_price(price, variation, share, cents)
        exact = price * (1 + variation / 100 * share / 100)
        self.assertAlmostEqual(price_after, exact, delta=0.00501)
        self.assertEqual(price_after >= price, exact >= price or price_after == price)
        whole = adjusted_price(price, variation, 100, cents)
        self.assertLessEqual(abs(price_after - price), abs(whole - price))


@tagged("post_install", "-at_install")
class TestPriceAdjustment(ServiceCommon):
    today = "2026-12-01"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.index = cls.env["service.price.index"].create(
            {
                "name": "ISTAT FOI",
                "value_ids": [
                    Command.create({"date": "2026-10-17", "variation": 2.7}),
                    Command.create({"date": "2026-09-01", "variation": 1.9}),
                ],
            }
        )
        cls.agreed = {
            "adjustment": "index",
            "adjustment_index_id": cls.index.id,
            "adjustment_share": 75.0,
        }

    def _make_agreed(self, *lines, **vals):
        return self._make_contract(
            *lines or [{"price_unit": 500.0}], **{**self.agreed, **vals}
        )

    def _form(self, contracts, **vals):
        form = Form(
            self.env["service.price.adjust"].with_context(
                active_model=contracts._name, active_ids=contracts.ids
            )
        )
        for name, value in vals.items():
            form[name] = value
        return form

    def _adjust(self, contracts, **vals):
        """Adjust prices with the wizard; return the record of it."""
        action = self._form(contracts, **vals).save().action_apply()
        return self.env[action["res_model"]].browse(action["res_id"])

    def _by_percent(self, contracts, percent, date="2027-01-01", **vals):
        return self._adjust(
            contracts, method="percent", percent=percent, date_from=date, **vals
        )

    # === THE INDEX === #

    def test_a_month_is_kept_as_its_first_day_and_only_once(self):
        self.assertEqual(str(max(self.index.value_ids.mapped("date"))), "2026-10-01")
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self.index.value_ids.create(
                {"index_id": self.index.id, "date": "2026-10-20", "variation": 1.0}
            )

    def test_the_latest_month_before_counts(self):
        for date, variation in (
            ("2027-01-01", 2.7),
            ("2026-10-15", 1.9),
            ("2026-09-15", 0.0),
            ("2028-01-01", 0.0),
        ):
            with self.subTest(date=date):
                value = self.index._get_value_for(self._day(date))
                self.assertEqual(value.variation, variation)

    # === TERMS === #

    def test_terms_are_proposed_by_the_type(self):
        self.contract_type.write(self.agreed)
        contract = self._make_contract()
        self.assertEqual(contract.adjustment, "index")
        self.assertEqual(contract.adjustment_index_id, self.index)
        self.assertEqual(contract.adjustment_share, 75.0)

    def test_an_index_must_be_chosen(self):
        with self.assertRaises(IntegrityError), mute_logger("odoo.sql_db"):
            self._make_contract(adjustment="index")

    def test_next_adjustment_is_on_the_anniversary(self):
        contract = self._make_agreed(date_start="2026-03-15")
        self.assertEqual(str(contract.next_adjustment_date), "2027-03-15")
        contract.write({"date_end": "2026-12-31", "renewal": "none"})
        self.assertFalse(contract.next_adjustment_date)
        self.assertFalse(self._make_contract().next_adjustment_date)

    def test_an_adjustment_moves_the_next_one(self):
        contract = self._make_agreed()
        adjustment = self._adjust(contract)
        self.assertEqual(str(contract.next_adjustment_date), "2028-01-01")
        adjustment.action_take_back()
        self.assertEqual(str(contract.next_adjustment_date), "2027-01-01")

    # === PREVIEW === #

    def test_the_day_after_the_end_is_left_to_the_renewal(self):
        form = self._form(self._make_agreed(date_end="2026-12-31"))
        self.assertEqual(str(form.date_from), self.today)
        self.assertTrue(len(form.line_ids))

    def test_the_wizard_shows_what_it_will_do(self):
        form = self._form(self._make_agreed())
        self.assertEqual(str(form.date_from), "2027-01-01")
        with form.line_ids.edit(0) as line:
            self.assertTrue(line.selected)
            self.assertEqual((line.price_before, line.price_after), (500.0, 510.13))
            self.assertEqual(line.percent, 2.025)
            self.assertEqual(str(line.date), "2027-01-01")
        form.method = "percent"
        form.percent = 4.0
        with form.line_ids.edit(0) as line:
            self.assertEqual(line.price_after, 520.0)

    def test_unticked_lines_stay(self):
        contract = self._make_contract({}, {"price_unit": 300.0})
        form = self._form(contract, method="percent", percent=5.0)
        with form.line_ids.edit(0) as line:
            line.selected = False
        form.save().action_apply()
        self.assertEqual(contract.line_ids.mapped("price_unit"), [1000.0, 315.0])

    def test_what_has_no_price_or_has_ended_is_left_out(self):
        contract = self._make_contract(
            {}, {"price_unit": 0.0}, {"one_off": True}, {"date_end": "2026-11-30"}
        )
        form = self._form(contract, method="percent", percent=5.0)
        self.assertEqual(len(form.line_ids), 1)

    def test_more_than_ten_percent_asks_again(self):
        contract = self._make_contract()
        form = self._form(contract, method="percent", percent=10.5)
        self.assertTrue(form.large)
        with self.assertRaisesRegex(UserError, "more than 10 %"):
            form.save().action_apply()
        form.confirmed = True
        form.save().action_apply()
        self.assertEqual(contract.line_ids.price_unit, 1105.0)

    def test_a_confirmation_holds_only_for_what_was_seen(self):
        form = self._form(self._make_contract(), method="percent", percent=12.0)
        form.confirmed = True
        form.percent = 50.0
        self.assertFalse(form.confirmed)

    def test_obstacles_are_shown_and_not_applied(self):
        billed = self._make_contract(date_end="2027-06-30")
        self._invoice("2027-01-01")
        free = self._make_contract()
        changing = self._make_contract()
        changing.line_ids._set_price_from(self._day("2027-06-01"), 2000.0)
        none = self._make_contract()
        form = self._form(
            free | changing | billed | none, date_from="2027-02-01", method="contract"
        )
        texts = [form.line_ids.edit(one).__enter__().obstacle for one in range(4)]
        self.assertTrue(all(texts))
        with self.assertRaisesRegex(UserError, "no price to change"):
            form.save().action_apply()
        form.method = "percent"
        form.percent = 1.0
        form.save().action_apply()
        self.assertEqual(free.line_ids.price_unit, 1010.0)
        self.assertEqual(changing.line_ids.price_unit, 2000.0)
        self.assertEqual(billed.line_ids.price_unit, 1000.0)

    # === APPLYING === #

    def test_never_inside_a_billed_period(self):
        contract = self._make_contract(billing_interval=3)
        self._invoice("2027-01-01")
        adjustment = self._by_percent(contract, 5.0, "2027-02-01")
        self.assertEqual(str(adjustment.line_ids.date), "2027-04-01")
        run = self._invoice("2027-04-01")
        self.assertEqual(run.invoice_ids.amount_untaxed, 1050.0)

    def test_the_record_says_who_why_and_what(self):
        contract = self._make_agreed()
        adjustment = self._adjust(contract)
        self.assertEqual(adjustment.user_id, self.env.user)
        self.assertEqual(adjustment.reason, "ISTAT FOI +2.7 % × 75 %")
        self.assertEqual(adjustment.state, "applied")
        line = adjustment.line_ids
        self.assertEqual((line.price_before, line.price_after), (500.0, 510.13))
        self.assertEqual(line.contract_id, contract)

    def test_a_published_month_can_be_chosen(self):
        value = self.index.value_ids.filtered(lambda one: one.variation == 1.9)
        contract = self._make_contract()
        self._adjust(contract, method="index", index_value_id=value, share=50.0)
        self.assertEqual(contract.line_ids.price_unit, 1009.5)

    # === TAKING BACK === #

    def test_taking_back_restores_the_prices(self):
        contract = self._make_contract({}, {"price_unit": 333.33})
        adjustment = self._by_percent(contract, 5.0)
        adjustment.action_take_back()
        self.assertEqual(contract.line_ids.mapped("price_unit"), [1000.0, 333.33])
        self.assertFalse(contract.line_ids.earlier_price_ids)
        self.assertEqual(adjustment.state, "taken_back")

    def test_what_is_billed_is_not_taken_back_but_the_rest_can_be(self):
        billed = self._make_contract({"name": "Billed"})
        open_ = self._make_contract({"name": "Open"}, billing_timing="arrears")
        adjustment = self._by_percent(billed | open_, 5.0)
        self._invoice("2027-01-01")
        with self.assertRaisesRegex(UserError, "Billed has been invoiced") as caught:
            adjustment.action_take_back()
        self.assertNotIn("Open", str(caught.exception))
        self.assertEqual(open_.line_ids.price_unit, 1050.0)
        adjustment.line_ids.filtered(
            lambda line: line.contract_id == open_
        ).action_take_back()
        self.assertEqual(open_.line_ids.price_unit, 1000.0)
        self.assertEqual(adjustment.state, "partly")

    def test_only_the_latest_adjustment_is_taken_back(self):
        contract = self._make_contract()
        first = self._by_percent(contract, 5.0)
        second = self._by_percent(contract, 5.0, "2028-01-01")
        with self.assertRaisesRegex(UserError, "changed again"):
            first.action_take_back()
        second.action_take_back()
        first.action_take_back()
        self.assertEqual(contract.line_ids.price_unit, 1000.0)

    def test_an_adjustment_that_holds_is_not_deleted(self):
        adjustment = self._by_percent(self._make_contract(), 5.0)
        with self.assertRaisesRegex(UserError, "Take it back"):
            adjustment.unlink()

    # === ACCESS === #

    def test_technicians_do_not_adjust(self):
        contract = self._make_contract()
        technician = self._make_user("tech", "service_management.group_technician")
        with self.assertRaises(AccessError):
            self.env["service.price.adjust"].with_user(technician).create(
                {"contract_ids": contract.ids}
            )

    def test_a_contract_manager_adjusts_and_takes_back(self):
        manager = self._make_user(
            "manager", "service_management.group_contract_manager"
        )
        contract = self._make_agreed().with_user(manager)
        self.env = self.env(user=manager)
        adjustment = self._adjust(contract)
        adjustment.action_take_back()
        self.assertEqual(contract.line_ids.price_unit, 500.0)


@tagged("post_install", "-at_install")
class TestToldBeforehand(ServiceCommon):
    """What renewal does to the prices is said before anybody confirms."""

    today = "2026-06-15"

    def _make_agreed(self, **vals):
        return self._make_contract(
            {"name": "Press", "price_unit": 1000.0},
            **{
                "date_end": "2026-12-31",
                "renewal": "tacit",
                "renewal_months": 12,
                "adjustment": "percent",
                "adjustment_percent": 2.0,
                **vals,
            },
        )

    def _open(self, model, contracts):
        return (
            self.env[model]
            .with_context(active_model="service.contract", active_ids=contracts.ids)
            .create({})
        )

    def test_renewal_tells_the_new_price(self):
        contract = self._make_agreed()
        wizard = self._open("service.contract.prolong", contract)
        self.assertIn("01/01/2027 to 12/31/2027", wizard.summary)
        self.assertIn("1,000.00 → $", wizard.summary)
        self.assertIn("1,020.00 per year", wizard.summary)
        wizard.action_confirm()
        self.assertEqual(contract.date_end, self._day("2027-12-31"))
        self.assertEqual(contract.line_ids.price_unit, 1020.0)

    def test_renewal_at_the_same_price(self):
        contract = self._make_agreed(adjustment="none")
        wizard = self._open("service.contract.prolong", contract)
        self.assertIn("stay as they are", wizard.summary)

    def test_renewal_before_the_index_is_published(self):
        index = self.env["service.price.index"].create({"name": "FOI"})
        contract = self._make_agreed(adjustment="index", adjustment_index_id=index.id)
        wizard = self._open("service.contract.prolong", contract)
        self.assertIn("FOI is not published", wizard.summary)

    def test_adjusting_names_the_contracts_that_adjust_by_themselves(self):
        own = self._make_agreed()
        by_hand = self._make_agreed(renewal="manual")
        wizard = self._open("service.price.adjust", own | by_hand)
        self.assertIn(own.name, wizard.renewal_note)
        self.assertIn("01/01/2027", wizard.renewal_note)
        self.assertNotIn(by_hand.name, wizard.renewal_note)
