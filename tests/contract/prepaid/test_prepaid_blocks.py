# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The arithmetic of prepaid blocks and of working time, without a database."""

import random
from datetime import date, datetime, timedelta

from odoo.tests import BaseCase, tagged

from ....tools.prepaid import Block, Credit, round_up
from ....tools.working_time import WorkingTime

START = date(2026, 1, 1)


@tagged("post_install", "-at_install")
class TestBlocks(BaseCase):
    def test_round_up(self):
        for hours, minutes, expected in (
            (1.0, 30, 1.0),
            (1.01, 30, 1.5),
            (0.1, 15, 0.25),
            (1 / 3, 20, 1 / 3),
            (0.7, 0, 0.7),
            (0.0, 30, 0.0),
        ):
            with self.subTest(hours=hours, minutes=minutes):
                self.assertAlmostEqual(round_up(hours, minutes), expected)

    def test_first_to_expire_is_used_first(self):
        soon = Credit("topup", 2.0, START, date(2026, 1, 31))
        later = Credit("included", 5.0, START, date(2026, 12, 31))
        block = Block([later, soon])
        block.take(3.0, date(2026, 1, 15))
        self.assertEqual((soon.used, later.used), (2.0, 1.0))

    def test_nothing_is_lost_or_made(self):
        """Whatever is used when, the amounts add up and no credit is overdrawn."""
        dice = random.Random(19)
        for _round in range(300):
            block = Block([self._make_credit(dice) for _credit in range(4)])
            granted = sum(credit.amount for credit in block.granted)
            taken = 0.0
            for _use in range(15):
                day = START + timedelta(days=dice.randrange(200))
                amount = min(dice.choice((0.5, 1, 3)), block.left_on(day))
                before = block.left_on(day)
                block.take(amount, day)
                taken += amount
                self.assertAlmostEqual(block.left_on(day), before - amount)
            lost = sum(
                loss for credit in block.granted for _day, loss in credit.iter_losses()
            )
            endless = sum(
                credit.amount - credit.used
                for credit in block.granted
                if not credit.end
            )
            self.assertAlmostEqual(granted, taken + lost + endless)
            self.assertEqual(block.overdrawn, 0.0)
            for credit in block.granted:
                self.assertLessEqual(credit.used + credit.used_later, credit.amount)

    def _make_credit(self, dice):
        start = START + timedelta(days=dice.randrange(100))
        if dice.random() < 0.2:
            return Credit("topup", 4.0, start)
        end = start + timedelta(days=dice.randrange(60))
        moves = dice.random() < 0.5
        return Credit(
            "included",
            float(dice.randrange(1, 8)),
            start,
            end,
            end + timedelta(days=30) if moves else None,
            dice.choice((None, 2.0)),
        )


@tagged("post_install", "-at_install")
class TestWorkingTime(BaseCase):
    """Every day from 8 to 12 and from 13 to 17."""

    def setUp(self):
        super().setUp()
        self.loaded = []
        self.time = WorkingTime(self._load)

    def _load(self, start, end):
        self.loaded.append(start)
        day = start
        hours = []
        while day < end:
            for first, last in ((8, 12), (13, 17)):
                hours.append((day.replace(hour=first), day.replace(hour=last)))
            day += timedelta(days=1)
        return hours

    def test_holds(self):
        for hour, expected in ((7, False), (8, True), (12, False), (16, True)):
            self.assertEqual(self.time.holds(datetime(2026, 3, 10, hour)), expected)
        self.assertEqual(self.loaded, [datetime(2026, 3, 1)])

    def test_after(self):
        start = datetime(2026, 3, 31, 11)
        for hours, expected in (
            (0, start),
            (1, datetime(2026, 3, 31, 12)),
            (2, datetime(2026, 3, 31, 14)),
            (6, datetime(2026, 4, 1, 9)),
        ):
            self.assertEqual(self.time.after(start, hours), expected)

    def test_between_is_the_inverse_of_after(self):
        dice = random.Random(7)
        for _round in range(200):
            start = datetime(2026, 3, 1) + timedelta(hours=dice.randrange(2000))
            hours = dice.randrange(1, 100) / 4
            end = self.time.after(start, hours)
            self.assertAlmostEqual(self.time.between(start, end), hours)

    def test_never(self):
        nothing = WorkingTime(lambda start, end: [])
        self.assertIsNone(nothing.after(datetime(2026, 3, 1), 1))
        self.assertFalse(nothing.holds(datetime(2026, 3, 1)))
