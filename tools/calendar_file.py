# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An appointment as a file that calendars read (iCalendar, RFC 5545)."""

from datetime import date, datetime

import pytz
import vobject


def make_calendar_file(
    *,
    uid: str,
    version: int,
    start: datetime | date,
    end: datetime | date,
    title: str,
    place: str = "",
    link: str = "",
    is_cancelled: bool = False,
) -> bytes:
    """A calendar of one appointment.

    :param uid: the same for the same appointment, wherever it is moved
    :param version: greater than that of any file before
    :param start: in UTC, as ``end``; of whole days ``end`` is the day after the last
    """
    calendar = vobject.iCalendar()
    calendar.add("method").value = "PUBLISH"
    event = calendar.add("vevent")
    event.add("uid").value = uid
    event.add("sequence").value = str(version)
    event.add("dtstamp").value = datetime.now(pytz.utc).replace(microsecond=0)
    event.add("dtstart").value = _with_zone(start)
    event.add("dtend").value = _with_zone(end)
    event.add("summary").value = title
    event.add("status").value = "CANCELLED" if is_cancelled else "CONFIRMED"
    for name, value in (("location", place), ("url", link)):
        if value:
            event.add(name).value = value
    return calendar.serialize().encode()


def _with_zone(moment):
    return pytz.utc.localize(moment) if isinstance(moment, datetime) else moment
