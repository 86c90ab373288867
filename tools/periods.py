# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Calendar arithmetic of billing periods and warranties.

Pure functions on :class:`datetime.date`. Every period is inclusive at both ends, and
every boundary is computed from the anchor by an :class:`~.interval.Interval`.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from .interval import Interval

# Last day of an interval without end. One less than the last day there is, so that
# the day after it can be computed.
FOREVER = date.max - timedelta(days=1)

Days = tuple[date, date]


class Period(NamedTuple):
    """One billing period.

    ``start`` and ``end`` are the days that count, ``full_start`` and ``full_end``
    the whole period that they were clipped from. All four are inclusive.
    ``index`` is the number of the full period counted from the anchor, from 0.
    """

    index: int
    start: date
    end: date
    full_start: date
    full_end: date

    @property
    def days(self) -> int:
        return days_between(self.start, self.end)

    @property
    def full_days(self) -> int:
        return days_between(self.full_start, self.full_end)

    @property
    def is_full(self) -> bool:
        return self.days == self.full_days


def days_between(start: date, end: date) -> int:
    """Number of days from ``start`` to ``end``, both inclusive."""
    return (end - start).days + 1


def shift(day: date, count: int, unit: str) -> date:
    """Return ``day`` moved by ``count`` days, weeks, months or years.

    :param unit: ``day``, ``week``, ``month`` or ``year``
    :raises TypeError: on an unknown unit
    """
    return day + relativedelta(**{f"{unit}s": count})


def last_day(start: date, count: int, unit: str) -> date:
    """Last day of a span of ``count`` units that begins on ``start``.

    12 months from 2026-03-10 end on 2027-03-09.
    """
    return shift(start, count, unit) - timedelta(days=1)


def iter_periods(
    start: date,
    end: date | None,
    interval: Interval,
    alignment: str = "anniversary",
    since: date | None = None,
) -> Iterator[Period]:
    """Yield the billing periods of a line, oldest first.

    :param start: first day of the line
    :param end: last day of the line; without it the iterator never ends
    :param interval: length of a period
    :param alignment: ``anniversary`` or ``calendar``, see :meth:`Interval.anchor`
    :param since: skip the periods that end before this day
    :raises ValueError: when ``interval`` is empty
    """
    if interval.count < 1:
        raise ValueError("a billing period lasts at least one day")
    anchor = interval.anchor(start, alignment)
    index = interval.index(anchor, max(start, since or start))
    full_start = interval.start(anchor, index)
    while end is None or full_start <= end:
        next_start = interval.start(anchor, index + 1)
        full_end = next_start - timedelta(days=1)
        yield Period(
            index=index,
            start=max(full_start, start),
            end=full_end if end is None else min(full_end, end),
            full_start=full_start,
            full_end=full_end,
        )
        index += 1
        full_start = next_start


def subtract(period: Period, taken: Iterable[Days]) -> list[Period]:
    """Parts of ``period`` that no interval of ``taken`` covers, oldest first.

    :param taken: intervals, inclusive at both ends, in any order
    """
    free = []
    cursor = period.start
    for start, end in sorted(taken):
        if start > cursor:
            stop = min(start - timedelta(days=1), period.end)
            if cursor <= stop:
                free.append(period._replace(start=cursor, end=stop))
        cursor = max(cursor, end + timedelta(days=1))
    if cursor <= period.end:
        free.append(period._replace(start=cursor))
    return free


def subtract_intervals(intervals: Iterable[Days], taken: Iterable[Days]) -> list[Days]:
    """Parts of ``intervals`` that no interval of ``taken`` covers, oldest first."""
    free = sorted(intervals)
    for start, end in taken:
        free = [
            part
            for first, last in free
            for part in (
                (first, min(last, start - timedelta(days=1))),
                (max(first, end + timedelta(days=1)), last),
            )
            if part[0] <= part[1]
        ]
    return free


def split_after(period: Period, days: Iterable[date]) -> Iterator[Period]:
    """Cut ``period`` after each of ``days`` that lies inside it, oldest first."""
    start = period.start
    for day in sorted(days):
        if start <= day < period.end:
            yield period._replace(start=start, end=day)
            start = day + timedelta(days=1)
    yield period._replace(start=start)


def on_month_day(day: date, month_day: int) -> date:
    """First ``month_day`` of a month on or after ``day``.

    In a month that is shorter its last day counts. Zero: ``day`` itself.
    """
    if not month_day:
        return day
    same_month = day + relativedelta(day=month_day)
    if same_month >= day:
        return same_month
    return day + relativedelta(months=1, day=month_day)


def covered_until(start: date, taken: Iterable[Days]) -> date | None:
    """Last day up to which ``taken`` covers every day from ``start`` on, or None."""
    cursor = start
    for first, last in sorted(taken):
        if first > cursor:
            break
        cursor = max(cursor, last + timedelta(days=1))
    return cursor - timedelta(days=1) if cursor > start else None


def next_occurrence(anchor: date, interval: Interval, after: date) -> date:
    """First day of the series ``anchor + k · interval`` that is later than ``after``.

    :raises ValueError: when ``interval`` is empty
    """
    return interval.start(anchor, next_index(anchor, interval, after))


def next_index(anchor: date, interval: Interval, after: date) -> int:
    """Number ``k`` of that day, not less than 0.

    :raises ValueError: when ``interval`` is empty
    """
    if interval.count < 1:
        raise ValueError("a series needs an interval of at least one")
    return max(0, interval.index(anchor, after) + 1)
