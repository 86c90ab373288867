# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a counter has counted between any two days.

Pure functions on :class:`datetime.date` and exact fractions. The rule, as
interpolation between meter readings is done wherever energy, water and copies are
billed: **a reading is what the counter shows at the end of its day, and between two
readings each day has the same share of what was used.** What was used from the first
to the last of some days, both included, is the total at the end of the last day less
the total at the end of the day before the first one. Totals are rounded and not
differences, so that periods that follow one another always add up to the whole.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

ONE_DAY = timedelta(days=1)
YEAR_DAYS = 365  # the last twelve months, from which is estimated
UNUSUAL = 10  # this many times the usual use is asked about

Number = int | float | Fraction


class Reading(NamedTuple):
    """What a counter showed at the end of ``day``.

    ``before`` is given when the counter was replaced or set back on that day: what
    the former one showed; ``value`` is then what the new one began with. An
    ``estimated`` reading counts only as long as no true one follows it.
    """

    day: date
    value: Number
    before: Number | None = None
    estimated: bool = False


class Point(NamedTuple):
    """The end of a day on which the counter was read.

    ``total`` is what has been used since the first reading, ``value`` what was shown.
    """

    day: date
    value: Fraction
    total: Fraction
    estimated: bool = False


def exact(number: Number) -> Fraction:
    """The number that people wrote: 0.1 is a tenth, not its nearest binary."""
    return Fraction(Decimal(repr(number)) if isinstance(number, float) else number)


def round_to(number: Fraction, decimals: int) -> Fraction:
    """``number`` to so many decimals, halves up."""
    scale = 10**decimals
    return Fraction(floor(number * scale + Fraction(1, 2)), scale)


def add_up(readings: Iterable[Reading], digits: int = 0) -> list[Point]:
    """Add up what was used from reading to reading, oldest first.

    :param readings: one for each day, in any order
    :param digits: of the counter: after 9…9 it begins again with 0; zero when it
        never does
    """
    readings = sorted(readings, key=lambda one: one.day)
    last_true = max((one.day for one in readings if not one.estimated), default=None)
    points: list[Point] = []
    total = Fraction(0)
    for one in readings:
        if one.estimated and last_true and one.day <= last_true:
            continue
        shown = exact(one.value)
        if points:
            total += get_step(points[-1].value, _get_end_value(one), digits)
        points.append(Point(one.day, shown, total, one.estimated))
    return points


def get_step(earlier: Fraction, later: Fraction, digits: int = 0) -> Fraction:
    """What was used between two values that were shown."""
    step = later - earlier
    return step + 10**digits if step < 0 and digits else step


def total_at(points: Sequence[Point], day: date) -> Fraction | None:
    """Total at the end of ``day``; None when nobody has read the counter since.

    Before the first reading nothing is known to have been used.
    """
    if not points or day > points[-1].day:
        return None
    return _interpolate(points, day)


def _interpolate(points: Sequence[Point], day: date) -> Fraction:
    after = bisect_right(points, day, key=lambda point: point.day)
    if not after:
        return points[0].total
    earlier = points[after - 1]
    if earlier.day == day:
        return earlier.total
    later = points[after]
    share = Fraction((day - earlier.day).days, (later.day - earlier.day).days)
    return earlier.total + (later.total - earlier.total) * share


def estimated_total_at(points: Sequence[Point], day: date) -> Fraction:
    """The same, where it is not known by the use of the twelve months before."""
    known = total_at(points, day)
    if known is not None:
        return known
    if not points:
        return Fraction(0)
    last = points[-1]
    return last.total + (daily_use(points) or 0) * (day - last.day).days


def usage(
    points: Sequence[Point],
    first: date,
    last: date,
    decimals: int = 0,
    estimate: bool = False,
) -> Fraction | None:
    """What was used from ``first`` to ``last``, both included.

    :param decimals: totals are rounded to these
    :param estimate: what nobody has read yet goes on as in the last twelve months
    :return: None when it is not known and not to be estimated
    """
    get_total = estimated_total_at if estimate else total_at
    until, before = get_total(points, last), get_total(points, first - ONE_DAY)
    if until is None or before is None:
        return None
    return round_to(until, decimals) - round_to(before, decimals)


class Counter(NamedTuple):
    """A counter with its points, oldest first, and how it is looked at.

    ``last_day``: after it the machine was not there any more, and used nothing.
    """

    points: Sequence[Point]
    decimals: int = 0
    last_day: date | None = None

    def usage(self, first: date, last: date, estimate: bool = False) -> Fraction | None:
        """See :func:`usage`; nothing after the last day."""
        if self.last_day and last > self.last_day:
            last = self.last_day
        if last < first:
            return Fraction(0)
        return usage(self.points, first, last, self.decimals, estimate)

    def shows(self, day: date) -> Fraction:
        """See :func:`value_at`; what it showed at last after the last day."""
        return value_at(self.points, min(day, self.last_day or day), self.decimals)

    def begins_after(self, day: date) -> bool:
        """Whether nobody knows what it showed on ``day`` or before."""
        return not self.points or self.points[0].day > day


def value_at(points: Sequence[Point], day: date, decimals: int = 0) -> Fraction:
    """What the counter shows at the end of ``day``, as far as one can tell.

    Counted on from the reading before, so not rolled over.
    """
    before = [point for point in points if point.day <= day]
    origin = before[-1] if before else points[0]
    total = max(estimated_total_at(points, day), origin.total)
    return round_to(origin.value + total - origin.total, decimals)


# === THE USUAL USE === #


def daily_use(points: Sequence[Point], before: date | None = None) -> Fraction | None:
    """Average use of a day, in the twelve months until the last reading.

    :param before: only readings before this day count
    :return: None when there are no two readings to tell from
    """
    known = [point for point in points if before is None or point.day < before]
    if len(known) < 2:
        return None
    last = known[-1]
    since = max(known[0].day, last.day - timedelta(days=YEAR_DAYS))
    used = last.total - _interpolate(known, since)
    return used / (last.day - since).days


def forecast_day(points: Sequence[Point], total: Fraction) -> date | None:
    """First day at whose end ``total`` is reached, on past days or by the trend.

    :return: None when it never will be, as far as one can tell
    """
    if not points:
        return None
    last = points[-1]
    if total <= last.total:
        return _find_day(points, total)
    use = daily_use(points)
    if not use or use < 0:
        return None
    days = ceil((total - last.total) / use)
    return (
        last.day + timedelta(days=days) if days < (date.max - last.day).days else None
    )


def _find_day(points: Sequence[Point], total: Fraction) -> date:
    later = next(point for point in points if point.total >= total)
    earlier = points[max(points.index(later) - 1, 0)]
    if later.total == earlier.total:
        return later.day
    use = (later.total - earlier.total) / (later.day - earlier.day).days
    return earlier.day + timedelta(days=ceil((total - earlier.total) / use))


def judge(readings: Iterable[Reading], new: Reading, digits: int = 0) -> str:
    """What is strange about ``new`` beside the readings that count.

    :return: ``backwards``, ``unusual``, or nothing
    """
    others = [one for one in readings if one.day != new.day and not one.estimated]
    points = add_up(others, digits)
    earlier = [point for point in points if point.day < new.day]
    later = min(
        (one for one in others if one.day > new.day),
        key=lambda one: one.day,
        default=None,
    )
    steps = []
    if earlier:
        step = get_step(earlier[-1].value, _get_end_value(new), digits)
        steps.append((step, earlier[-1].day, new.day))
    if later:
        step = get_step(exact(new.value), _get_end_value(later), digits)
        steps.append((step, new.day, later.day))
    if any(step < 0 or _rolls_far(step, digits) for step, _since, _until in steps):
        return "backwards"
    usual = daily_use(points, before=new.day)
    if usual and any(
        step > UNUSUAL * usual * (until - since).days for step, since, until in steps
    ):
        return "unusual"
    return ""


def _get_end_value(reading: Reading) -> Fraction:
    """What the counter that was there until then showed at last."""
    return exact(reading.value if reading.before is None else reading.before)


def _rolls_far(step: Fraction, digits: int) -> bool:
    """More than half of all that the counter can show: it rather went backwards."""
    return bool(digits) and step > Fraction(10**digits, 2)
