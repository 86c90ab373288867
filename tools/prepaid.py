# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prepaid blocks: what may be used when, and what is left of it.

Pure functions on days and amounts, whether hours or visits.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from math import ceil

# less than half a minute of an hour is nothing
EPSILON = 1e-3


def round_up(hours: float, minutes: int) -> float:
    """``hours`` rounded up to whole steps of ``minutes``; zero minutes: as they are."""
    if minutes <= 0:
        return hours
    return ceil(hours * 60 / minutes - EPSILON) * minutes / 60


@dataclass
class Credit:
    """An amount that can be used from ``start`` to ``end``, both included.

    What is left then moves on until ``until``, but no more than ``limit``. Without
    ``end`` it never expires. ``origin`` is whatever the owner wants to remember.
    ``used_before`` is the part of ``used`` that was there when the account began.
    """

    kind: str
    amount: float
    start: date
    end: date | None = None
    until: date | None = None
    limit: float | None = None
    origin: object = None
    used: float = 0.0
    used_later: float = 0.0
    used_before: float = 0.0

    @property
    def moved(self) -> float:
        """What was left at ``end`` and moved on."""
        if not self.end or not self.until:
            return 0.0
        left = self.amount - self.used
        return left if self.limit is None else min(left, self.limit)

    @property
    def expiry(self) -> date:
        return self.until or self.end or date.max

    def left_on(self, day: date) -> float:
        """What can still be used on ``day``."""
        if day < self.start or day > self.expiry:
            return 0.0
        if not self.end or day <= self.end:
            return self.amount - self.used - self.used_later
        return self.moved - self.used_later

    def take(self, amount: float, day: date) -> float:
        """Use up to ``amount`` on ``day``; return how much it was."""
        taken = max(0.0, min(amount, self.left_on(day)))
        if self.end and day > self.end:
            self.used_later += taken
        else:
            self.used += taken
        return taken

    def iter_losses(self) -> Iterator[tuple[date, float]]:
        """Days on which something expires unused, and how much."""
        if self.end:
            lost = self.amount - self.used - self.moved
            if lost > EPSILON:
                yield self.end, lost
            unused = self.moved - self.used_later
            if unused > EPSILON:
                yield self.expiry, unused


class Block:
    """Credits of one account. The first to expire is the first to be used."""

    def __init__(self, granted: list[Credit]):
        self.granted = sorted(granted, key=lambda credit: (credit.expiry, credit.start))
        self.overdrawn = 0.0

    def left_on(self, day: date) -> float:
        left = sum(max(0.0, credit.left_on(day)) for credit in self.granted)
        return left if left > EPSILON else 0.0

    def granted_on(self, day: date) -> float:
        """What could be used around ``day`` if nothing had been."""
        return sum(
            credit.amount if not credit.end or day <= credit.end else credit.moved
            for credit in self.granted
            if credit.start <= day <= credit.expiry
        )

    def take(self, amount: float, day: date) -> None:
        """Use ``amount`` on ``day``; what there is not is overdrawn."""
        for credit in self.granted:
            amount -= credit.take(amount, day)
        if amount > EPSILON:
            self.overdrawn += amount
