# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whatever people do to invoices, what is billed and what is due are what is owed.

Rules 3, 4 and 9 under any order of events, to the cent, for contracts and work.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common_exactly_once import ExactlyOnceCommon

EVENTS = (
    "run",
    "cancel",
    "post",
    "credit",
    "delete",
    "credit_part",
    "reset",
    "edit_line",
    "run",
    "replace",
    "remove_line",
    "take_credit_back",
    "suspend",
    "settle",
    "duplicate",
    "resume",
    "correct_opening",
)
COUNT = 12  # of these happen, in any order


@tagged("post_install", "-at_install")
class TestBilledPlusDue(ExactlyOnceCommon):
    today = "2026-03-20"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._make_stock(cls.part, 10)
        cls.contract = cls._make_contract(
            {"price_unit": 100.0}, billing_interval=1, price_basis="month"
        )
        cls.taken_over = cls._make_contract(
            {"price_unit": 100.0, "opening_billed_until": "2026-01-20"},
            billing_interval=1,
            price_basis="month",
        )
        cls.contracts = cls.contract | cls.taken_over
        cls.job = cls._finish(
            cls._make_job(
                activities=[{}], charges=[{}], date_start="2026-03-01 08:00:00"
            )
        )

    @settings(max_examples=4, deadline=None, derandomize=True, database=None)
    @given(
        st.permutations(EVENTS),
        st.lists(st.integers(0, 7), min_size=COUNT, max_size=COUNT),
    )
    def test_any_order_of_events(self, names, picks):
        with self.env.cr.savepoint() as savepoint:
            happened = zip(names[:COUNT], picks, strict=True)
            for name, index in [("run", 0), *happened]:
                self._happen(name, index)
                for contract in self.contracts:
                    self._assert_contract(contract)
                self._assert_work()
            savepoint.rollback()
        self.env.invalidate_all()

    def _happen(self, name, index):
        """What is refused must leave nothing behind."""
        try:
            with self.env.cr.savepoint():
                getattr(self, f"_do_{name}")(index)
        except UserError:
            self.env.invalidate_all()

    # === WHAT PEOPLE DO === #

    def _moves(self, move_type="out_invoice"):
        lines = self.contracts.line_ids.invoice_line_ids
        lines |= self.job.activity_ids.invoice_line_ids
        lines |= self.job.charge_ids.invoice_line_ids
        return lines.move_id.filtered(lambda m: m.move_type == move_type).sorted("id")

    def _pick(self, index, *states, move_type="out_invoice"):
        moves = self._moves(move_type).filtered(lambda move: move.state in states)
        if not moves:
            raise UserError(self.env._("Nothing to do"))
        return moves[index % len(moves)]

    def _do_run(self, index):
        self._run(post=index % 4 != 3, grouping="contract")

    def _do_cancel(self, index):
        self._pick(index, "draft", "posted").button_cancel()

    def _do_delete(self, index):
        self._pick(index, "draft", "cancel").unlink()

    def _do_credit(self, index):
        self._credit(self._pick(index, "posted"))

    def _do_replace(self, index):
        self._credit(self._pick(index, "posted"), modify=True)

    def _do_credit_part(self, index):
        invoice = self._pick(index, "posted")
        refund = invoice._reverse_moves([{"invoice_date": self.today}])
        refund.invoice_line_ids[:1].price_unit /= 4
        refund.invoice_line_ids[1:].unlink()
        refund.action_post()

    def _do_duplicate(self, index):
        self._pick(index, "draft", "posted", "cancel").copy()

    def _do_reset(self, index):
        self._pick(index, "posted", "cancel").button_draft()

    def _do_take_credit_back(self, index):
        refund = self._pick(index, "posted", "cancel", move_type="out_refund")
        refund.button_cancel() if index % 2 else refund.button_draft()

    def _do_edit_line(self, index):
        lines = self._pick(index, "draft").invoice_line_ids
        lines[index % len(lines)].price_unit = 12.34 * index

    def _do_remove_line(self, index):
        lines = self._pick(index, "draft").invoice_line_ids
        lines[index % len(lines)].unlink()

    def _do_post(self, index):
        self._pick(index, "draft").action_post()

    def _do_suspend(self, index):
        start = self._day(f"2026-0{1 + index % 3}-01")
        self.contracts._suspend(start, start.replace(day=5 + index))

    def _do_resume(self, _index):
        for contract in self.contracts:
            contract.suspension_ids[:1].unlink()

    def _do_settle(self, _index):
        proposed = self.contracts.settlement_ids.filtered(
            lambda settlement: settlement.state == "proposed"
        )
        moves = self.env["account.move"].search(proposed.action_credit()["domain"])
        moves.invoice_date = self.today
        moves.action_post()

    def _do_correct_opening(self, index):
        """On a boundary or within a period; none, or before the start, is neither."""
        days = ("2025-12-31", "2026-01-31", "2026-02-10", "2026-03-31", False)
        self.taken_over.line_ids.opening_billed_until = days[index % len(days)]

    # === WHAT MUST HOLD === #

    def _assert_contract(self, contract):
        """Each day is billed or due once if it is owed, or about to be settled.

        What was invoiced before this system is billed, owed or not.
        """
        line = contract.line_ids
        self.env.flush_all()
        billed = line._get_billed_intervals().get(line.id, [])
        due = [
            (one.period.start, one.period.end)
            for one in line._get_due_instalments(self._day(self.today))
        ]
        proposed = [
            (settlement.date_from, settlement.date_to)
            for settlement in line.settlement_ids
            if settlement.state == "proposed"
        ]
        end = self._day("2026-03-31")
        owed = [(start, min(last, end)) for start, last in line._get_owed_intervals()]
        before = [(line.date_start, line.opening_billed_until or line.date_start)]
        unowed = {*self._days(before)} - {*self._days(owed)}
        if not line.opening_billed_until:
            unowed = set()
        self.assertEqual(
            self._days(billed + due),
            sorted([*self._days(owed), *self._days(proposed), *unowed]),
        )
        self._assert_amounts(line.invoice_line_ids)

    def _assert_work(self):
        for work in (self.job.activity_ids, self.job.charge_ids):
            live = work.invoice_line_ids.filtered("service_live")
            self.assertLessEqual(len(live), 1)
            self.assertEqual(work.invoice_state, "invoiced" if live else "to_invoice")
            self._assert_amounts(work.invoice_line_ids)
        self.assertEqual(
            [
                work.amount_billable
                for work in (self.job.activity_ids, self.job.charge_ids)
            ],
            [80.0, 40.0],
        )

    def _assert_amounts(self, lines):
        """No line is credited beyond its amount; one that bills no more, wholly."""
        for line in lines.filtered(lambda one: one.move_type == "out_invoice"):
            credit_lines = line._get_service_credits(("posted",))
            left = round(
                line.price_subtotal - sum(credit_lines.mapped("price_subtotal")), 2
            )
            if line.parent_state == "cancel" or not line.service_live:
                self.assertEqual(left if credit_lines else 0.0, 0.0)
            else:
                self.assertGreaterEqual(left, 0.0)

    def _days(self, intervals):
        """Every day of ``intervals``, as often as it is in them."""
        return sorted(
            start.toordinal() + count
            for start, end in intervals
            for count in range((end - start).days + 1)
        )
