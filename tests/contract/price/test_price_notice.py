# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Adjusted prices: what the customer is told, and tacit renewals."""

from freezegun import freeze_time

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from ...common import ServiceCommon


@tagged("post_install", "-at_install")
class TestPriceNotice(ServiceCommon):
    today = "2026-12-01"

    def _apply(self, contracts, percent=2.7, date="2027-01-01", **vals):
        wizard = self.env["service.price.adjust"].create(
            {
                "contract_ids": contracts.ids,
                "method": "percent",
                "percent": percent,
                "date_from": date,
                **vals,
            }
        )
        wizard.action_apply()
        return contracts.adjustment_line_ids.adjustment_id

    def _names(self, date_to):
        lines = self._invoice(date_to).invoice_ids.invoice_line_ids
        return lines.sorted("service_period_start").mapped("name")

    # === NOTICE === #

    def test_the_first_invoice_at_the_new_price_says_so_once(self):
        self._apply(self._make_contract(billing_interval=3))
        *before, first, second = self._names("2027-04-01")
        self.assertIn("From 01/01/2027 the price changes", first)
        self.assertIn("1,000.00", first)
        self.assertIn("1,027.00", first)
        self.assertIn("+2.7 %", first)
        for name in (*before, second):
            self.assertNotIn("the price changes", name)

    def test_it_is_said_again_on_the_invoice_that_replaces_it(self):
        self._apply(self._make_contract())
        self._invoice("2026-12-01")
        invoice = self._invoice("2027-01-01").invoice_ids
        invoice.button_cancel()
        self.assertIn("the price changes", self._names("2027-01-01")[0])

    def test_suspended_days_put_it_off(self):
        contract = self._make_contract(billing_interval=1)
        self._apply(contract)
        contract._suspend(self._day("2026-12-15"), self._day("2027-02-10"))
        names = self._names("2027-03-01")
        told = [name for name in names if "the price changes" in name]
        self.assertEqual(len(told), 1)
        self.assertIn("02/11/2027", told[0])

    def test_nothing_is_said_when_it_is_not_wanted_or_taken_back(self):
        self._apply(self._make_contract(), notify=False)
        self._apply(self._make_contract()).action_take_back()
        self.assertNotIn("the price changes", "".join(self._names("2027-01-01")))

    def test_an_own_text_is_used(self):
        self._apply(
            self._make_contract(), notice="Now %(new)s instead of %(old)s 100%%"
        )
        self.assertIn("instead of $", self._names("2027-01-01")[-1])

    def test_an_own_text_that_cannot_be_used_is_refused(self):
        for text in ("%(price)s", "100 %", "%d"):
            with self.subTest(text=text), self.assertRaises(ValidationError):
                self._apply(self._make_contract(), notice=text)

    # === TACIT RENEWAL === #

    def _make_tacit(self, *lines, **vals):
        return self._make_contract(
            *lines,
            **{
                "date_end": "2026-12-31",
                "renewal": "tacit",
                "renewal_months": 12,
                "adjustment": "percent",
                "adjustment_percent": 3.0,
                **vals,
            },
        )

    @freeze_time("2027-01-05")
    def _renew(self):
        self.env["service.contract"]._cron_update_state()

    def test_tacit_renewal_adjusts_the_prices(self):
        contract = self._make_tacit()
        self._renew()
        self.assertEqual(str(contract.date_end), "2027-12-31")
        self.assertEqual(contract.line_ids.price_unit, 1030.0)
        self.assertEqual(str(contract.line_ids.price_since), "2027-01-01")
        self.assertEqual(contract.adjustment_line_ids.adjustment_id.method, "contract")
        self.assertEqual(str(contract.next_adjustment_date), "2028-01-01")

    def test_without_an_agreement_nothing_changes(self):
        contract = self._make_tacit(adjustment="none")
        self._renew()
        self.assertEqual(contract.line_ids.price_unit, 1000.0)

    def test_an_index_that_is_not_published_is_said(self):
        index = self.env["service.price.index"].create({"name": "FOI"})
        contract = self._make_tacit(adjustment="index", adjustment_index_id=index.id)
        self._renew()
        self.assertEqual(contract.line_ids.price_unit, 1000.0)
        self.assertIn(
            "no variation of FOI", "".join(contract.message_ids.mapped("body"))
        )
        self.assertEqual(str(contract.next_adjustment_date), "2027-01-01")

    def test_a_monthly_term_is_adjusted_once_a_year(self):
        contract = self._make_tacit(renewal_months=1, date_end="2026-11-30")
        self._renew()
        self.assertEqual(contract.line_ids.price_unit, 1030.0)
        self.assertEqual(len(contract.adjustment_line_ids), 1)

    # === COMPANIES === #

    def test_each_company_has_its_own_record(self):
        other = self.setup_other_company(name="Other")["company"]
        self.env.user.company_ids |= other
        contracts = self._make_contract() | self._make_contract(company_id=other.id)
        self._apply(contracts)
        for contract in contracts:
            adjustment = contract.adjustment_line_ids.adjustment_id
            self.assertEqual(adjustment.company_id, contract.company_id)
            self.assertEqual(len(adjustment.line_ids), 1)

    def test_an_index_of_another_company_cannot_be_agreed(self):
        other = self.setup_other_company(name="Other")["company"]
        index = self.env["service.price.index"].create(
            {
                "name": "Theirs",
                "company_id": other.id,
                "value_ids": [Command.create({"date": "2026-10-01", "variation": 1})],
            }
        )
        with self.assertRaises(UserError):
            self._make_contract(adjustment="index", adjustment_index_id=index.id)
