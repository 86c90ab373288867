# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Between the clock on the wall and the moments of the database.

Pure: a moment is naive and in UTC, as Odoo keeps it; a local time is naive as well and
means the clock of a zone. Zones are those of :mod:`pytz`.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo

import pytz

ONE_DAY = timedelta(days=1)
LAST_INSTANT = 999_999  # microseconds


def get_zone(*names: str | bool | None) -> tzinfo:
    """The zone of the first of ``names`` that is one; UTC without any."""
    for name in filter(None, names):
        try:
            return pytz.timezone(name)
        except pytz.UnknownTimeZoneError:
            continue
    return pytz.utc


def to_local(moment: datetime, zone: tzinfo) -> datetime:
    """What the clock in ``zone`` shows at ``moment``."""
    return pytz.utc.localize(moment).astimezone(zone).replace(tzinfo=None)


def to_utc(local: datetime, zone: tzinfo, *, first: bool = False) -> datetime:
    """When the clock in ``zone`` shows ``local``.

    A time that the clock leaves out in spring is as much later; one that it shows
    twice in autumn is the second one, unless the ``first`` is asked for. The last
    microsecond of a day, with which Odoo's calendars close it, is its end.
    """
    if local.microsecond == LAST_INSTANT:
        local += timedelta(microseconds=1)
    return zone.localize(local, is_dst=first).astimezone(pytz.utc).replace(tzinfo=None)


def local_day(moment: datetime, zone: tzinfo) -> date:
    """Day on the calendar in ``zone`` at ``moment``."""
    return to_local(moment, zone).date()


def day_start(day: date, zone: tzinfo) -> datetime:
    """Moment when ``day`` begins in ``zone``, also where the clock changes then."""
    midnight = datetime.combine(day, time.min)
    first = to_utc(midnight, zone, first=True)
    return first if local_day(first, zone) == day else to_utc(midnight, zone)


def day_bounds(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    """Moments when ``day`` and the day after it begin in ``zone``."""
    return day_start(day, zone), day_start(day + ONE_DAY, zone)


def iter_days(
    start: datetime, end: datetime, zone: tzinfo
) -> Iterator[tuple[date, tuple[datetime, datetime]]]:
    """Yield each day in ``zone`` that has some time between two moments, and its
    bounds."""
    day = local_day(start, zone)
    while (bounds := day_bounds(day, zone))[0] < end:
        yield day, bounds
        day += ONE_DAY
