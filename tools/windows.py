# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Times of a day that somebody may choose from, by the clock on the wall.

Pure: moments are naive and in UTC. A window begins at its ``start`` and is over at its
``end``; what is promised in it begins in between.
"""

from collections.abc import Iterator
from datetime import datetime, time, timedelta, tzinfo
from typing import NamedTuple

from .local_time import day_start, iter_days, to_local, to_utc

NOON = time(13)
QUARTER = timedelta(minutes=15)
ONE_HOUR = timedelta(hours=1)


class Window(NamedTuple):
    """When something may begin."""

    start: datetime
    end: datetime

    @property
    def is_half_day(self):
        return self.end - self.start > ONE_HOUR

    def is_morning(self, zone: tzinfo) -> bool:
        return to_local(self.start, zone).time() < NOON

    def holds(self, moment: datetime) -> bool:
        return self.start <= moment < self.end


def iter_half_days(start: datetime, end: datetime, zone: tzinfo) -> Iterator[Window]:
    """Yield mornings and afternoons that have some time between two moments."""
    for day, (midnight, next_midnight) in iter_days(start, end, zone):
        noon = to_utc(datetime.combine(day, NOON), zone)
        for window in (Window(midnight, noon), Window(noon, next_midnight)):
            if window.end > start and window.start < end:
                yield window


def iter_hours(start: datetime, end: datetime, zone: tzinfo) -> Iterator[Window]:
    """Yield the full hours between two moments; what is chosen begins on the hour."""
    for day, (_midnight, next_midnight) in iter_days(start, end, zone):
        moment = day_start(day, zone)
        while moment < next_midnight:
            if start <= moment < end:
                yield Window(moment, moment + QUARTER)
            moment += ONE_HOUR
