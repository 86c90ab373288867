# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""How long something lasts: a number of days, weeks, months or years.

Pure functions on :class:`datetime.date`. Months and years are those of the calendar:
one month after 30 January is the last day of February. Whatever comes again is counted
from its first day and never chained, so that month ends do not drift.
"""

from calendar import monthrange
from datetime import date, timedelta
from math import lcm
from typing import NamedTuple

DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "year": 12}
DAYS_PER_YEAR = 365
MONTHS_PER_YEAR = 12
ONE_DAY = timedelta(days=1)


class Interval(NamedTuple):
    """``count`` times the ``unit``: ``day``, ``week``, ``month`` or ``year``."""

    count: int
    unit: str

    @property
    def days(self) -> int:
        """Length in days; zero when it is counted in months or years."""
        return self.count * DAYS.get(self.unit, 0)

    @property
    def months(self) -> int:
        """Length in months; zero when it is counted in days or weeks."""
        return self.count * MONTHS.get(self.unit, 0)

    @property
    def per_year(self) -> float:
        """How often it fits into a year, of 365 days when it is counted in days."""
        if self.days:
            return DAYS_PER_YEAR / self.days
        return MONTHS_PER_YEAR / self.months

    def start(self, anchor: date, index: int) -> date:
        """First day of the interval number ``index`` counted from ``anchor``."""
        if self.days:
            return anchor + timedelta(days=self.days * index)
        month = anchor.year * MONTHS_PER_YEAR + anchor.month - 1 + self.months * index
        year, month = divmod(month, MONTHS_PER_YEAR)
        day = min(anchor.day, monthrange(year, month + 1)[1])
        return anchor.replace(year=year, month=month + 1, day=day)

    def last_day(self, start: date) -> date:
        """Last day of the one that begins on ``start``, included."""
        return self.start(start, 1) - ONE_DAY

    def index(self, anchor: date, day: date) -> int:
        """Number of the interval counted from ``anchor`` that holds ``day``."""
        if self.days:
            return (day - anchor).days // self.days
        elapsed = (day.year - anchor.year) * MONTHS_PER_YEAR + day.month - anchor.month
        index = elapsed // self.months
        return index - 1 if self.start(anchor, index) > day else index

    def anchor(self, start: date, alignment: str) -> date:
        """Day from which the intervals of what begins on ``start`` are counted.

        ``anniversary`` counts from ``start``. ``calendar`` counts from 1 January of
        its year, so that quarters are those of the calendar; weeks from the Monday of
        the first one of its year.
        """
        if alignment == "anniversary":
            return start
        if self.unit == "week":
            return date.fromisocalendar(start.isocalendar().year, 1, 1)
        return start.replace(month=1, day=1)

    def is_comparable(self, other: "Interval") -> bool:
        """Whether both are counted in days, or both in months."""
        return bool(self.days) == bool(other.days)

    def holds_whole(self, other: "Interval") -> bool:
        """Whether it is exactly so many times as long as ``other``."""
        return self.is_comparable(other) and self._length % other._length == 0

    def meet(self, other: "Interval") -> tuple[int, int]:
        """How many of these, and of ``other``, last until both end together."""
        cycle = lcm(self._length, other._length)
        return cycle // self._length, cycle // other._length

    @property
    def _length(self) -> int:
        return self.days or self.months
