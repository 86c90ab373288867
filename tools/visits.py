# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Days on which planned visits are made.

Pure functions on :class:`datetime.date`. A *series* is ``anchor + k · interval``. The
day of a visit may be moved to another one, the series itself never is.
"""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import count

from .interval import ONE_DAY, Interval
from .periods import next_index, next_occurrence


def first_occurrence(anchor: date, interval: Interval, since: date) -> date:
    """First day of the series that is not before ``since``.

    :raises ValueError: when ``interval`` is empty
    """
    return next_occurrence(anchor, interval, since - ONE_DAY)


def iter_series(anchor: date, interval: Interval, first: date) -> Iterator[date]:
    """Yield ``first`` and then the days of the series that are later, without end.

    :raises ValueError: when ``interval`` is empty
    """
    yield first
    for index in count(next_index(anchor, interval, first)):
        yield interval.start(anchor, index)


def on_weekday(day: date, weekday: int) -> date:
    """The ``weekday`` (Monday is 0) of the week, from Monday to Sunday, of ``day``."""
    return day + timedelta(days=weekday - day.weekday())


def open_day(
    day: date, closed: Collection[date], first: date, last: date | None
) -> date:
    """``day``, or the next one that is not ``closed``.

    When that is later than ``last``, the latest open day from ``first`` on; when there
    is none, the last day on which it could have been.
    """
    after = day
    while after in closed:
        after += ONE_DAY
    if last is None or after <= last:
        return after
    before = latest = min(day, last)
    while before in closed and before > first:
        before -= ONE_DAY
    return latest if before in closed else before


def visit_day(
    day: date,
    weekday: int | None,
    closed: Collection[date],
    first: date,
    last: date | None = None,
) -> date:
    """Day on which the visit that the series plans on ``day`` is made.

    :param weekday: preferred day of the week, Monday is 0
    :param closed: days on which nobody works
    :param first: first day on which a visit can be made, included
    :param last: last such day, included; None without end
    """
    if weekday is not None:
        preferred = on_weekday(day, weekday)
        day = preferred if preferred >= first else day
    return open_day(day, closed, first, last)
