# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What falls due on a contract, when, and what it comes to on the invoice."""

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import tagged

from ..common import ServiceCommon

MONTHLY = {"billing_interval": 1, "billing_unit": "month"}
QUARTERLY = {"billing_interval": 3, "billing_unit": "month"}
CALENDAR = {"billing_alignment": "calendar"}
ARREARS = {"billing_timing": "arrears"}


@tagged("post_install", "-at_install")
class TestContractBilling(ServiceCommon):
    today = "2026-06-15"

    def _billed(self, date_to):
        """Invoice until ``date_to`` and return the periods and amounts of the lines."""
        run = self._invoice(date_to)
        return self._periods(run.invoice_ids.invoice_line_ids)

    def _due(self, contract, date_to):
        """Periods and amounts due until ``date_to``, without invoicing them."""
        return [
            (str(one.period.start), str(one.period.end), one.amount)
            for one in contract.line_ids._get_due_instalments(self._day(date_to))
        ]

    # === WHEN === #

    def test_in_advance_is_due_on_the_first_day(self):
        contract = self._make_contract(**QUARTERLY)
        self.assertEqual(
            self._due(contract, "2026-03-31"), [("2026-01-01", "2026-03-31", 1000.0)]
        )
        self.assertEqual(len(self._due(contract, "2026-04-01")), 2)

    def test_in_arrears_is_due_on_the_last_day(self):
        contract = self._make_contract(**QUARTERLY, **ARREARS)
        self.assertEqual(self._due(contract, "2026-03-30"), [])
        self.assertEqual(
            self._due(contract, "2026-03-31"), [("2026-01-01", "2026-03-31", 1000.0)]
        )

    def test_in_arrears_the_last_part_period_is_due_at_the_end_of_the_contract(self):
        contract = self._make_contract(**QUARTERLY, **ARREARS, date_end="2026-02-14")
        self.assertEqual(
            self._due(contract, "2026-02-14"), [("2026-01-01", "2026-02-14", 500.0)]
        )

    def test_nothing_is_due_before_the_start(self):
        contract = self._make_contract(date_start="2026-07-01")
        self.assertEqual(self._due(contract, "2026-06-30"), [])

    def test_a_draft_owes_nothing(self):
        contract = self._make_contract(active=False)
        self.assertEqual(self._due(contract, "2030-01-01"), [])
        self.assertFalse(contract.next_invoice_date)

    def test_a_cancelled_contract_owes_nothing(self):
        contract = self._make_contract()
        contract.action_cancel()
        self.assertEqual(self._due(contract, "2030-01-01"), [])
        self.assertFalse(contract.next_invoice_date)

    def test_a_line_without_price_owes_nothing(self):
        contract = self._make_contract({"price_unit": 0.0})
        self.assertFalse(contract.next_invoice_date)

    # === WHICH PERIODS === #

    def test_anniversary_periods_follow_the_line_not_the_contract(self):
        self._make_contract(
            {"date_start": "2026-01-31"}, date_start="2026-01-10", **MONTHLY
        )
        self.assertEqual(
            [period[:2] for period in self._billed("2026-03-31")],
            [
                ("2026-01-31", "2026-02-27"),
                ("2026-02-28", "2026-03-30"),
                ("2026-03-31", "2026-04-29"),
            ],
        )

    def test_first_part_period_of_the_calendar_is_prorated(self):
        self._make_contract(date_start="2026-02-15", **QUARTERLY, **CALENDAR)
        self.assertEqual(
            self._billed("2026-04-01"),
            [
                ("2026-02-15", "2026-03-31", 500.0),
                ("2026-04-01", "2026-06-30", 1000.0),
            ],
        )

    def test_last_part_period_is_prorated(self):
        self._make_contract(date_end="2026-05-15", **QUARTERLY)
        self.assertEqual(
            self._billed("2026-06-15"),
            [
                ("2026-01-01", "2026-03-31", 1000.0),
                ("2026-04-01", "2026-05-15", 494.51),  # 45 of 91 days
            ],
        )

    def test_a_year_of_a_yearly_price_billed_monthly(self):
        self._make_contract(**MONTHLY, price_basis="year", date_end="2026-12-31")
        amounts = [amount for *_days, amount in self._billed("2026-12-31")]
        self.assertEqual(amounts, [83.33] * 11 + [83.37])

    def test_all_due_periods_are_billed_in_one_run(self):
        self._make_contract(**MONTHLY)
        self.assertEqual(len(self._billed("2026-06-15")), 6)

    def test_all_due_periods_of_an_expired_contract_are_billed(self):
        contract = self._make_contract(
            **MONTHLY, date_start="2025-01-01", date_end="2025-04-30"
        )
        self.env["service.contract"]._cron_update_state()
        self.assertEqual(contract.state, "expired")
        self.assertEqual(len(self._billed("2026-06-15")), 4)

    def test_all_due_periods_of_a_closed_contract_are_billed(self):
        contract = self._make_contract(**MONTHLY, **ARREARS)
        contract.action_close()
        self.assertEqual(
            self._billed("2026-12-31")[-2:],
            [
                ("2026-05-01", "2026-05-31", 1000.0),
                ("2026-06-01", "2026-06-15", 500.0),
            ],
        )

    def test_what_was_owed_before_a_suspension_is_billed(self):
        contract = self._make_contract(**MONTHLY)
        contract.action_suspend()
        self.assertEqual(
            self._billed("2026-12-31")[-1], ("2026-06-01", "2026-06-14", 466.67)
        )

    def test_an_archived_contract_still_owes(self):
        self._make_contract(**MONTHLY).action_archive()
        self.assertEqual(len(self._billed("2026-06-15")), 6)

    def test_lines_have_their_own_dates(self):
        self._make_contract(
            {"date_end": "2026-01-31"}, {"date_start": "2026-03-01"}, **MONTHLY
        )
        self.assertEqual(
            [period[:2] for period in self._billed("2026-04-01")],
            [
                ("2026-01-01", "2026-01-31"),
                ("2026-03-01", "2026-03-31"),
                ("2026-04-01", "2026-04-30"),
            ],
        )

    # === WHAT IS LEFT === #

    def test_next_invoice_date_moves_on_with_each_run(self):
        contract = self._make_contract(**QUARTERLY)
        self.assertEqual(str(contract.next_invoice_date), "2026-01-01")
        self._invoice("2026-06-15")
        self.assertEqual(str(contract.next_invoice_date), "2026-07-01")

    def test_next_invoice_date_in_arrears_is_the_end_of_the_period(self):
        contract = self._make_contract(**QUARTERLY, **ARREARS)
        self.assertEqual(str(contract.next_invoice_date), "2026-03-31")
        self._invoice("2026-06-15")
        self.assertEqual(str(contract.next_invoice_date), "2026-06-30")

    def test_next_invoice_date_is_the_earliest_of_the_lines(self):
        contract = self._make_contract({"date_start": "2026-05-01"}, {})
        self.assertEqual(str(contract.next_invoice_date), "2026-01-01")

    def test_nothing_follows_the_last_period(self):
        contract = self._make_contract(**QUARTERLY, date_end="2026-06-30")
        self._invoice("2026-06-15")
        self.assertFalse(contract.next_invoice_date)
        self.assertEqual(str(contract.line_ids.billed_until), "2026-06-30")

    def test_renewing_makes_the_next_period_due(self):
        contract = self._make_contract(
            **QUARTERLY, date_end="2026-06-30", renewal="manual", renewal_months=12
        )
        self._invoice("2026-06-15")
        contract.action_renew()
        self.assertEqual(str(contract.next_invoice_date), "2026-07-01")

    def test_billed_until_is_the_end_of_the_last_period(self):
        contract = self._make_contract(**QUARTERLY)
        self.assertFalse(contract.line_ids.billed_until)
        self._invoice("2026-06-15")
        self.assertEqual(str(contract.line_ids.billed_until), "2026-06-30")

    def test_changing_the_interval_leaves_what_is_billed_alone(self):
        """Billed until the end of May by the month, then by the quarter."""
        contract = self._make_contract(**MONTHLY)
        self._invoice("2026-05-15")
        contract.write({**QUARTERLY, "price_basis": "month"})
        self.assertEqual(
            self._due(contract, "2026-07-01"),
            [
                ("2026-06-01", "2026-06-30", 989.01),  # 30 of 91 days of 3,000.00
                ("2026-07-01", "2026-09-30", 3000.0),
            ],
        )

    # === WHAT IT COMES TO === #

    def test_quantity_and_discount_stay_visible_on_the_invoice(self):
        self._make_contract({"quantity": 4, "price_unit": 250.0, "discount": 10.0})
        line = self._invoice("2026-01-01").invoice_ids.invoice_line_ids
        self.assertEqual(
            (line.quantity, line.price_unit, line.discount, line.price_subtotal),
            (4.0, 250.0, 10.0, 900.0),
        )

    def test_line_says_which_period_it_bills(self):
        contract = self._make_contract({"name": "Care"}, **QUARTERLY)
        line = self._invoice("2026-01-01").invoice_ids.invoice_line_ids
        self.assertIn("Care", line.name)
        self.assertIn(contract.name, line.name)
        self.assertIn("01/01/2026", line.name)
        self.assertIn("03/31/2026", line.name)

    def test_the_price_of_an_instalment_is_rounded_in_the_currency(self):
        yen = self.setup_other_currency("JPY", rounding=1.0)
        pricelist = self._create_pricelist(name="Yen", currency_id=yen.id)
        self._make_contract(
            {"price_unit": 1000.0},
            **MONTHLY,
            price_basis="year",
            pricelist_id=pricelist.id,
            date_end="2026-12-31",
        )
        run = self._invoice("2026-12-31")
        self.assertEqual(run.invoice_ids.currency_id, yen)
        amounts = [line[2] for line in self._periods(run.invoice_ids.invoice_line_ids)]
        self.assertEqual(amounts, [83.0] * 11 + [87.0])


@tagged("post_install", "-at_install")
class TestContractBillingAmounts(ServiceCommon):
    """Whatever price, quantity and discount: the invoice shows each cent due."""

    today = "2026-06-15"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = cls._make_contract(**MONTHLY, price_basis="year").line_ids

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(
        st.integers(1, 10_000_000),
        st.integers(1, 5000),
        st.integers(0, 9999),
        st.integers(0, 11),
    )
    def test_invoice_line_comes_to_the_instalment(
        self, price, quantity, discount, month
    ):
        self.line.write(
            {
                "price_unit": price / 100,
                "quantity": quantity / 100,
                "discount": discount / 100,
            }
        )
        instalments = self.line._get_due_instalments(self._day("2026-12-31"))
        if not instalments:
            return  # too small to be money
        instalment = instalments[month]
        vals = self.line._prepare_invoice_line_vals(instalment)
        invoice = self.env["account.move"].new(
            {
                "move_type": "out_invoice",
                "partner_id": self.customer.id,
                "invoice_line_ids": [(0, 0, vals)],
            }
        )
        subtotal = invoice.invoice_line_ids.price_subtotal
        self.assertEqual(self.currency.compare_amounts(subtotal, instalment.amount), 0)
