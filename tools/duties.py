# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When a check that comes again is due.

Pure functions on :class:`datetime.date`. What is due "to the end of the month" is due
on the last day of the month in which it would be due otherwise.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from .interval import Interval


class Rule(NamedTuple):
    """How often something is checked, and whether it may wait for the month's end."""

    interval: Interval
    end_of_month: bool = False

    def due(self, since: date, index: int = 1) -> date:
        """Day on which the check number ``index``, counted from ``since``, is due.

        :raises ValueError: when the interval is empty
        """
        if self.interval.count < 1:
            raise ValueError("a check needs an interval of at least one")
        day = self.interval.start(since, index)
        return month_end(day) if self.end_of_month else day


def month_end(day: date) -> date:
    """Last day of the month of ``day``."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def due_in_series(anchor: date, rule: Rule, last: date | None, early: int) -> date:
    """First day of the series that the check of the day ``last`` does not settle.

    The series is counted from ``anchor`` and never from a check, so that a late one
    does not shift it.

    :param last: day of the last check; None when there was none
    :param early: so many days before its day a check counts as that one, included
    :raises ValueError: when the interval is empty
    """
    if last is None:
        return rule.due(anchor)
    settled = last + timedelta(days=early)
    index = 1
    if rule.interval.count > 0:
        index = max(index, rule.interval.index(anchor, settled))
    while rule.due(anchor, index) <= settled:
        index += 1
    return rule.due(anchor, index)
