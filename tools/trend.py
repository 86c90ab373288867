# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""When a value that drifts will leave its limits.

Pure functions on :class:`datetime.date` and numbers. The rule is the trend
extrapolation of ISO 13381-1 (condition monitoring and diagnostics of machines,
prognostics): a straight line is laid through what was measured by ordinary least
squares, and followed until it meets a limit. A line that explains less than half of
the differences (R² of 0.5) is no trend.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

LEAST = 3  # measurements that make a trend
CLEAR = 0.5  # least share of the differences that the line explains

Measurement = tuple[date, float]


class Trend(NamedTuple):
    """A straight line: ``level`` on ``day``, the last one, and ``slope`` a day."""

    day: date
    level: float
    slope: float


class Crossing(NamedTuple):
    """First day on which the trend is at or beyond ``limit``."""

    day: date
    limit: float


def find_trend(values: Sequence[Measurement]) -> Trend | None:
    """The trend of what was measured, or None when there is no clear one."""
    if len({day for day, _value in values}) < LEAST:
        return None
    last = max(day for day, _value in values)
    days = [(day - last).days for day, _value in values]
    mean_day = sum(days) / len(days)
    mean = sum(value for _day, value in values) / len(values)
    spread = sum((day - mean_day) ** 2 for day in days)
    common = sum(
        (day - mean_day) * (value - mean)
        for day, (_day, value) in zip(days, values, strict=True)
    )
    differences = sum((value - mean) ** 2 for _day, value in values)
    if not differences or common**2 < CLEAR * spread * differences:
        return None
    slope = common / spread
    return Trend(last, mean - slope * mean_day, slope)


def find_crossing(
    values: Sequence[Measurement], low: float, high: float
) -> Crossing | None:
    """When the trend meets one of two limits.

    :return: None without a clear trend, without limits, or when the last value is
        outside already: it does not drift, it has failed
    """
    trend = find_trend(values)
    last = max(values, default=None)
    if not trend or low >= high or not low <= last[1] <= high:
        return None
    limit = high if trend.slope > 0 else low
    days = max(ceil((limit - trend.level) / trend.slope), 0)
    if days >= (date.max - trend.day).days:
        return None
    return Crossing(trend.day + timedelta(days=days), limit)
