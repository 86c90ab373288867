# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Hours in which nobody wants to be disturbed, by the clock on the wall.

Pure: moments are naive and in UTC; hours are numbers from 0 to 24, as Odoo keeps them.
"""

from datetime import datetime, time, timedelta, tzinfo

from .local_time import ONE_DAY, to_local, to_utc

MINUTES = 60


def after_quiet(
    moment: datetime, zone: tzinfo, quiet_from: float, quiet_until: float
) -> datetime:
    """``moment``, or the end of the quiet hours that it lies in.

    From ``quiet_from`` on it is quiet, over midnight as well, and at ``quiet_until``
    no more. Two equal hours: it never is.
    """
    first, end = round(quiet_from * MINUTES), round(quiet_until * MINUTES)
    local = to_local(moment, zone)
    minute = local.hour * MINUTES + local.minute
    if first <= end:
        is_quiet = first <= minute < end
    else:
        is_quiet = minute >= first or minute < end
    if not is_quiet:
        return moment
    day = local.date() if minute < end else local.date() + ONE_DAY
    over = datetime.combine(day, time.min) + timedelta(minutes=end)
    return to_utc(over, zone)
