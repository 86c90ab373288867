# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""An appointment as a file that calendars read (iCalendar, RFC 5545)."""

from datetime import datetime

import pytz
import vobject


def make_calendar_file(
    *,
    uid: str,
    version: int,
    start: datetime,
    end: datetime,
    title: str,
    place: str = "",
    link: str = "",
    is_cancelled: bool = False,
) -> bytes:
    """A calendar of one appointment.

    :param uid: the same for the same appointment, wherever it is moved
    :param version: greater than that of any file before
    :param start: in UTC, as ``end``
    """
    calendar = vobject.iCalendar()
    calendar.add("method").value = "PUBLISH"
    event = calendar.add("vevent")
    event.add("uid").value = uid
    event.add("sequence").value = str(version)
    event.add("dtstamp").value = datetime.now(pytz.utc).replace(microsecond=0)
    event.add("dtstart").value = pytz.utc.localize(start)
    event.add("dtend").value = pytz.utc.localize(end)
    event.add("summary").value = title
    event.add("status").value = "CANCELLED" if is_cancelled else "CONFIRMED"
    for name, value in (("location", place), ("url", link)):
        if value:
            event.add(name).value = value
    return calendar.serialize().encode()
