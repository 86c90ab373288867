# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Between moments, naive and in UTC, and the minutes of a plan.

What is taken ends at the whole minute after it, hours of work begin at one: rounding
never makes room that is not there.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from .day import common, without
from .problem import Shift, Stop

Moments = tuple[datetime, datetime]
MINUTE = timedelta(minutes=1)


class Clock:
    """Minutes from the midnight in UTC before ``begin``, so that quarters are whole.

    :ivar begin: when the plan may begin
    """

    def __init__(self, begin: datetime):
        self.begin = begin
        self._origin = datetime(begin.year, begin.month, begin.day)

    def minute(self, moment: datetime, up: bool = False) -> int:
        """The whole minute before ``moment``, or after it."""
        passed = moment - self._origin
        return -(-passed // MINUTE) if up else passed // MINUTE

    def moment(self, minute: int) -> datetime:
        """When a minute begins."""
        return self._origin + minute * MINUTE

    def length(self, hours: float) -> int:
        """Whole minutes that so many hours need."""
        return -(-timedelta(hours=hours) // MINUTE)

    def read_stop(self, stop: Stop) -> Stop:
        """The same stop with moments."""
        start, end = self.moment(stop.start), self.moment(stop.end)
        return stop._replace(start=start, end=end)

    def shifts(
        self,
        days: Sequence[Moments],
        breaks: Sequence[Moments],
        off: Sequence[Moments],
        end: datetime,
        reserve: float = 0.0,
    ) -> list[Shift]:
        """Shifts of the days that are not over at the begin, up to ``end``.

        :param reserve: part of each shift that is left free
        """
        spans = [
            (self.minute(start, up=True), self.minute(min(finish, end)))
            for start, finish in days
            if finish > self.begin and start < end
        ]
        breaks, off = self._minutes(breaks), self._minutes(off)
        return [
            Shift(
                *span,
                pauses := common([span], breaks),
                common([span], off),
                _get_most([span], pauses, reserve),
            )
            for span in spans
            if span[0] < span[1]
        ]

    def _minutes(self, spans):
        return [(self.minute(start), self.minute(end, up=True)) for start, end in spans]


def _get_most(shift, breaks, reserve):
    if not reserve:
        return None
    worked = sum(end - start for start, end in without(shift, breaks))
    return round(worked * (1 - reserve))
