"""Arithmetic on working time.

Pure functions on naive moments in UTC; whoever makes a :class:`WorkingTime` says which
hours are worked.
"""

from bisect import bisect_right
from collections.abc import Callable
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

Hours = list[tuple[datetime, datetime]]
# Whoever does not work for so long will not work at all.
HORIZON_MONTHS = 36


class WorkingTime:
    """Hours worked, looked up once for each month that is asked about.

    :param load: returns the working intervals between two moments, oldest first; they
        begin with their start and end before their end
    """

    def __init__(self, load: Callable[[datetime, datetime], Hours]):
        self._load = load
        self._months: dict[datetime, Hours] = {}

    def holds(self, moment: datetime) -> bool:
        """Whether ``moment`` is worked."""
        hours = self._get_month(_month_start(moment))
        index = bisect_right(hours, moment, key=lambda interval: interval[0])
        return index > 0 and moment < hours[index - 1][1]

    def after(self, moment: datetime, hours: float) -> datetime | None:
        """Moment when ``hours`` have been worked since ``moment``; None: never."""
        left = timedelta(hours=hours)
        for start, end in self._iter_hours(moment):
            if end - start >= left:
                return start + left
            left -= end - start
        return None

    def between(self, start: datetime, end: datetime) -> float:
        """Hours worked from ``start`` to ``end``."""
        worked = timedelta()
        for first, last in self._iter_hours(start):
            if first >= end:
                break
            worked += min(last, end) - first
        return worked / timedelta(hours=1)

    def _iter_hours(self, moment):
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


def _month_start(moment: datetime) -> datetime:
    return datetime(moment.year, moment.month, 1)
