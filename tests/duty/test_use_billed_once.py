# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Rule 16: whatever people do, what is billed and what is due are what was used."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from ...tools.billed_use import BilledUse
from ...tools.usage import Reading, add_up, usage
from .common_meters import MeterCommon

EVENTS = (
    "run",
    "correct",
    "credit",
    "read",
    "cancel",
    "run",
    "delete",
    "correct",
    "replace",
    "suspend",
    "end",
    "take_credit_back",
    "go_on",
    "resume",
    "reset",
    "run",
    "remove_reading",
)
COUNT = 12
INCLUDED, PRICE = 500, Fraction(1, 20)
MONTHS = (
    ("2026-01-01", "2026-01-31"),
    ("2026-02-01", "2026-02-28"),
    ("2026-03-01", "2026-03-31"),
    ("2026-04-01", "2026-04-30"),
    ("2026-05-01", "2026-05-31"),
)


@tagged("post_install", "-at_install")
class TestUseBilledOnce(MeterCommon):
    """May is never billed, so that it settles whatever the months before leave."""

    today = "2026-05-31"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.meter = cls._make_meter(
            ("2025-12-31", 0),
            ("2026-01-31", 1000),
            ("2026-03-10", 2500),
            ("2026-05-31", 4000),
        )
        cls.contract = cls._make_use_contract(cls.meter, included_quantity=INCLUDED)
        cls.line = cls.contract.line_ids

    @settings(max_examples=5, deadline=None, derandomize=True, database=None)
    @given(
        st.permutations(EVENTS),
        st.lists(st.integers(0, 7), min_size=COUNT, max_size=COUNT),
    )
    def test_any_order_of_events(self, names, picks):
        with self.env.cr.savepoint() as savepoint:
            happened = zip(names[:COUNT], picks, strict=True)
            for name, index in [("run", 0), *happened]:
                self._happen(name, index)
                self._assert_all_is_billed_or_due()
            savepoint.rollback()
        self.env.invalidate_all()

    def _happen(self, name, index):
        try:
            with self.env.cr.savepoint():
                getattr(self, f"_do_{name}")(index)
        except UserError:
            self.env.invalidate_all()

    # === WHAT PEOPLE DO === #

    def _pick(self, index, *states, move_type="out_invoice"):
        moves = self.line.invoice_line_ids.move_id.filtered(
            lambda move: move.move_type == move_type and move.state in states
        ).sorted("id")
        if not moves:
            raise UserError(self.env._("Nothing to do"))
        return moves[index % len(moves)]

    def _pick_reading(self, index):
        readings = self.meter.reading_ids.sorted("date")[1:-1]
        if not readings:
            raise UserError(self.env._("Nothing to do"))
        return readings[index % len(readings)]

    def _do_run(self, index):
        ends = [end for _start, end in MONTHS[:-1]]
        self._invoice(ends[index % 4 - 1], post=index % 4 != 3)

    def _do_credit(self, index):
        self._credit(self._pick(index, "posted"))

    def _do_replace(self, index):
        self._credit(self._pick(index, "posted"), modify=True)

    def _do_cancel(self, index):
        self._pick(index, "draft", "posted").button_cancel()

    def _do_delete(self, index):
        self._pick(index, "draft", "cancel").unlink()

    def _do_reset(self, index):
        self._pick(index, "posted", "cancel").button_draft()

    def _do_take_credit_back(self, index):
        self._pick(index, "posted", "cancel", move_type="out_refund").button_cancel()

    def _do_correct(self, index):
        """Between its neighbours, so that it counts."""
        reading = self._pick_reading(index)
        before = self.meter._get_value_before(reading.date)
        reading.value = before + 100 * index

    def _do_read(self, index):
        day = self._day("2026-02-10").replace(day=10 + index)
        self._read_meter(self.meter, day, self.meter._get_value_before(day) + index)

    def _do_remove_reading(self, index):
        self._pick_reading(index).unlink()

    def _do_suspend(self, index):
        start = self._day(f"2026-0{1 + index % 3}-01")
        self.contract._suspend(start, start.replace(day=5 + index))

    def _do_resume(self, _index):
        self.contract.suspension_ids[:1].unlink()

    def _do_end(self, index):
        self.line.date_end = self._day(f"2026-0{2 + index % 3}-1{index}")

    def _do_go_on(self, _index):
        self.line.date_end = False

    # === WHAT MUST HOLD === #

    def _assert_all_is_billed_or_due(self):
        self.env.flush_all()
        self.env.invalidate_all()
        billed = [
            BilledUse.from_json(one.service_use)
            for one in self.line.invoice_line_ids
            if one.service_live
        ]
        due = [
            one.details.billed
            for one in self.line._get_due_instalments(self._day(self.today))
        ]
        all_of_them = [*billed, *due]
        owed_units, owed_amount = self._get_owed()
        self.assertEqual(
            sum(sum(one.units.values()) + one.settled_units for one in all_of_them),
            owed_units,
        )
        self.assertAlmostEqual(
            sum(one.amount + one.settled_amount for one in all_of_them), owed_amount, 2
        )

    def _get_owed(self):
        """Units and amount of all months until today, reckoned apart.

        A month is cut where a suspension lies; what is cut has its share of what is
        included, in whichever pieces it was billed.
        """
        points = add_up(
            [
                Reading(one.date, one.value)
                for one in self.meter.reading_ids
                if one.state == "valid"
            ]
        )
        owed = self.line._get_owed_intervals()
        units, amount = Fraction(0), 0.0
        for start, end in self._get_pieces():
            days = [
                (max(first, start), min(last, end))
                for first, last in owed
                if first <= end and last >= start
            ]
            used = sum(usage(points, *one) for one in days)
            count = sum((last - first).days + 1 for first, last in days)
            whole = self._get_month_days(start)
            free = Fraction(INCLUDED * count, whole)
            units += used
            amount += self.contract.currency_id.round(
                float(max(used - free, 0) * PRICE)
            )
        return units, amount

    def _get_pieces(self):
        """Days of what is billed, and of what is due."""
        pieces = [
            (one.service_period_start, one.service_period_end)
            for one in self.line.invoice_line_ids
            if one.service_live and one.service_period_start
        ]
        return pieces + [
            (one.period.start, one.period.end)
            for one in self.line._get_due_instalments(self._day(self.today))
            if not one.details.correction
        ]

    def _get_month_days(self, day):
        [(first, last)] = [
            (self._day(first), self._day(last))
            for first, last in MONTHS
            if self._day(first) <= day <= self._day(last)
        ]
        return (last - first).days + 1
