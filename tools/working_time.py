# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Arithmetic on working time, on Odoo's intervals.

Pure: a span is a pair of moments, naive and in UTC, the end not included. Lists of
spans are sorted and do not overlap, unless a function says otherwise.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from math import ceil, floor

from dateutil.relativedelta import relativedelta

from odoo.tools.date_utils import sum_intervals
from odoo.tools.intervals import Intervals, invert_intervals

Span = tuple[datetime, datetime]
HOUR = timedelta(hours=1)
# Whoever does not work for so long will not work at all.
HORIZON_MONTHS = 36
NOBODY = frozenset()


def merge(spans: Iterable[Span]) -> list[Span]:
    """Any spans, in order and joined where they touch or overlap."""
    return _plain(_intervals(spans))


def clip(spans: list[Span], start: datetime, end: datetime) -> list[Span]:
    """The parts of ``spans`` that lie between two moments.

    Looks only at those: it is asked day by day of the hours of a month.
    """
    first = max(bisect_right(spans, (start, start)) - 1, 0)
    clipped = []
    for begin, finish in spans[first:]:
        if begin >= end:
            break
        if finish > start:
            clipped.append((max(begin, start), min(finish, end)))
    return clipped


def complement(spans: list[Span], start: datetime, end: datetime) -> list[Span]:
    """What ``spans`` leave free between two moments."""
    return invert_intervals(clip(spans, start, end), start, end)


def subtract(spans: list[Span], taken: Iterable[Span]) -> list[Span]:
    """``spans`` without what is ``taken``; those may overlap.

    The same list when nothing is taken, so that many people can share it.
    """
    taken = _intervals(taken)
    return _plain(_intervals(spans) - taken) if taken else spans


def hours(spans: Iterable[Span]) -> float:
    """Length of ``spans``."""
    return sum_intervals(spans)


def hours_between(start: datetime, end: datetime) -> float:
    """Length from ``start`` to ``end``; nothing when it ends before it starts."""
    return max((end - start) / HOUR, 0.0)


def round_hours(hours: float, minutes: int, up: bool = False) -> float:
    """``hours`` in whole steps of ``minutes``; zero minutes leave them as they are.

    A second more does not begin a new step, so a clock that is read late costs nothing.
    """
    if not minutes:
        return hours
    steps = hours * 60 / minutes
    whole = ceil(steps - 1 / 60) if up else floor(steps + 0.5)
    return max(whole, 0) * minutes / 60


class WorkingTime:
    """Hours worked, looked up once for each month that is asked about.

    :param load: returns the spans worked between two moments
    """

    def __init__(self, load: Callable[[datetime, datetime], list[Span]]):
        self._load = load
        self._months: dict[datetime, list[Span]] = {}

    def holds(self, moment: datetime) -> bool:
        """Whether ``moment`` is worked."""
        spans = self._get_month(_month_start(moment))
        index = bisect_right(spans, moment, key=lambda span: span[0])
        return index > 0 and moment < spans[index - 1][1]

    def after(self, moment: datetime, hours: float) -> datetime | None:
        """Moment when ``hours`` have been worked since ``moment``; None: never."""
        left = timedelta(hours=hours)
        for start, end in self._iter_spans(moment):
            if end - start >= left:
                return start + left
            left -= end - start
        return None

    def between(self, start: datetime, end: datetime) -> float:
        """Hours worked from ``start`` to ``end``."""
        worked = timedelta()
        for first, last in self._iter_spans(start):
            if first >= end:
                break
            worked += min(last, end) - first
        return worked / HOUR

    def _iter_spans(self, moment):
        month = _month_start(moment)
        for _month in range(HORIZON_MONTHS):
            for start, end in self._get_month(month):
                if end > moment:
                    yield max(start, moment), end
            month += relativedelta(months=1)

    def _get_month(self, start):
        if start not in self._months:
            self._months[start] = self._load(start, start + relativedelta(months=1))
        return self._months[start]


def _intervals(spans: Iterable[Span]) -> Intervals:
    return Intervals((start, end, NOBODY) for start, end in spans)


def _plain(intervals: Intervals) -> list[Span]:
    return [(start, end) for start, end, _nobody in intervals]


def _month_start(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, 1)
