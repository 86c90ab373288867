# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rules 3 to 5 under any order of events: each day is invoiced once if it is owed."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from ..common import ServiceCommon

START = date(2025, 1, 31)
days = st.integers(0, 700).map(lambda count: START + timedelta(days=count))
INTERVALS = [
    (1, "month"),
    (3, "month"),
    (1, "year"),
    (1, "week"),
    (2, "week"),
    (10, "day"),
]
events = st.one_of(
    st.tuples(st.just("invoice"), days),
    st.tuples(st.just("suspend"), days, st.integers(0, 90)),
    st.tuples(st.just("end"), days),
    st.tuples(st.just("reprice"), days, st.integers(1, 500)),
    st.tuples(st.just("settle")),
    st.tuples(st.just("credit"), st.integers(0, 5)),
)


@tagged("post_install", "-at_install")
class TestExactDays(ServiceCommon):
    today = "2026-12-31"

    @settings(max_examples=20, deadline=None, derandomize=True, database=None)
    @given(
        st.lists(events, min_size=2, max_size=6),
        st.sampled_from(INTERVALS),
        st.sampled_from(["week", "month", "period"]),
        st.sampled_from(["anniversary", "calendar"]),
        st.sampled_from(["advance", "arrears"]),
    )
    def test_invoiced_and_due_are_what_is_owed(
        self, happened, interval, basis, alignment, timing
    ):
        contract = self._make_contract(
            {"price_unit": 100.0},
            date_start=str(START),
            billing_interval=interval[0],
            billing_unit=interval[1],
            billing_alignment=alignment,
            billing_timing=timing,
            price_basis=basis,
        )
        for name, *arguments in happened:
            getattr(self, f"_do_{name}")(contract, *arguments)
            self._assert_each_day_once(contract.line_ids)

    # === EVENTS === #

    def _do_invoice(self, contract, day):
        if contract.line_ids._get_due_instalments(day):
            wizard = self._make_wizard(
                str(day), post=True, partner_ids=self.customer.ids
            )
            wizard.action_run()

    def _do_suspend(self, contract, day, length):
        try:
            with self.env.cr.savepoint():
                contract._suspend(day, day + timedelta(days=length))
        except ValidationError:
            contract.invalidate_recordset()  # suspended already on these days

    def _do_end(self, contract, day):
        contract._end_on(day)

    def _do_reprice(self, contract, day, price):
        line = contract.line_ids
        if not line.price_since or line.price_since < line._get_repricing_date(day):
            line._set_price_from(day, price)

    def _do_settle(self, contract):
        proposed = contract.settlement_ids.filtered(lambda s: s.state == "proposed")
        if proposed:
            action = proposed.action_credit()
            self.env["account.move"].search(action["domain"]).action_post()

    def _do_credit(self, contract, index):
        invoices = contract.line_ids.invoice_line_ids.filtered(
            lambda line: line.service_live and not line.service_credit_line_ids
        ).move_id
        if index < len(invoices):
            self._credit(invoices[index])

    # === WHAT MUST HOLD === #

    def _assert_each_day_once(self, line):
        invoiced = self._days(line._get_billed_intervals().get(line.id, []))
        self.assertEqual(len(invoiced), len(set(invoiced)), "invoiced twice")
        last = date(2026, 12, 31)
        due = self._days(
            (one.period.start, one.period.end)
            for one in line._get_due_instalments(last + timedelta(days=400))
        )
        self.assertEqual(len(due), len(set(due)), "due twice")
        self.assertFalse(set(invoiced) & set(due), "invoiced and due")
        owed = set(self._days(self._clip(line._get_owed_intervals(), last)))
        covered = {day for day in (*invoiced, *due) if day <= last}
        proposed = line.settlement_ids.filtered(lambda s: s.state == "proposed")
        too_far = set(self._days((s.date_from, s.date_to) for s in proposed))
        self.assertEqual(covered - {d for d in too_far if d <= last}, owed)
        self.assertFalse(too_far & owed)

    def _clip(self, intervals, last):
        return [(start, min(end, last)) for start, end in intervals if start <= last]

    def _days(self, intervals):
        return [
            start + timedelta(days=count)
            for start, end in intervals
            for count in range((end - start).days + 1)
        ]
