# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Days on which planned visits are made.

Pure functions on :class:`datetime.date`. A *series* is ``anchor + k · interval``. The
day of a visit may be moved to another one, the series itself never is.

What is maintained by use is visited after so many units *or* so much time, whichever
comes first, as makers of machines state it ("every 500 hours or 12 months") and as
EN 13306 calls it: predetermined maintenance, by number of units of use or by time. Both
are counted from the visit before. The day on which the units will have been used is a
forecast, by the use of the twelve months until the last reading.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import count
from typing import NamedTuple

from .interval import ONE_DAY, Interval
from .periods import next_index, next_occurrence
from .usage import Point, estimated_total_at, forecast_day


class Due(NamedTuple):
    """Day on which a visit is due.

    ``total`` is what will have been used by then where that is the reason, else None.
    """

    day: date
    total: Fraction | None = None


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


def next_due(
    since: date,
    anchor: date,
    interval: Interval | None,
    points: Sequence[Point],
    step: Fraction,
) -> Due | None:
    """The visit after one on ``since``: by the series or by use, whichever is first.

    :param interval: of the series, or None when only use counts
    :param points: of the meter, see :func:`.usage.add_up`
    :param step: units from one visit to the next, more than zero
    :return: None when use will never come to it, as far as one can tell
    """
    dues = [Due(next_occurrence(anchor, interval, since))] if interval else []
    if points:
        total = estimated_total_at(points, since) + step
        day = forecast_day(points, total)
        if day:
            dues.append(Due(max(day, since + ONE_DAY), total))
    return min(dues, key=lambda due: due.day, default=None)


def iter_dues(
    first: Due,
    anchor: date,
    interval: Interval | None,
    points: Sequence[Point],
    step: Fraction,
) -> Iterator[Due]:
    """Yield ``first`` and the visits after it, each by :func:`next_due`.

    The series begins anew with a visit that is due by use.
    """
    due = first
    while due:
        yield due
        if due.total is not None:
            anchor = due.day
        due = next_due(due.day, anchor, interval, points, step)


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
