# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Money per billing period.

Pure functions. Amounts are rounded by the ``rounding`` callable that the caller
passes, usually ``currency.round``, so that they are exact in that currency.
"""

from collections.abc import Callable
from datetime import date

from .interval import ONE_DAY, Interval
from .periods import Period

Rounding = Callable[[float], float]
PRECISION = 1e-9  # amounts closer than this are the same


def split_amount(total: float, parts: int, rounding: Rounding) -> list[float]:
    """Split ``total`` into equal rounded parts; the last one takes the remainder.

    1,000.00 in 12 parts is eleven times 83.33 and once 83.37.
    """
    part = rounding(total / parts)
    return [part] * (parts - 1) + [rounding(total - part * (parts - 1))]


def share_amount(
    total: float, before: float, part: float, whole: float, rounding: Rounding
) -> float:
    """Share of ``part`` in ``total``, when ``before`` have had theirs of ``whole``.

    The shares come to exactly ``total`` in whatever steps they are taken.
    1,000.00 for three machines is 333.33, 333.34 and 333.33.
    """
    until = rounding(total * min(before + part, whole) / whole)
    return rounding(until - rounding(total * before / whole))


def spread_amount(
    total: float, weights: list[float], rounding: Rounding
) -> list[float]:
    """Spread ``total`` over parts in proportion to ``weights``.

    The parts are rounded, never negative and come to exactly ``total``; the last one
    that weighs anything takes the remainder.

    :param total: not negative
    :param weights: not negative and not all zero
    """
    whole = sum(weights)
    last = max(index for index, weight in enumerate(weights) if weight)
    parts, left = [], rounding(total)
    for weight in weights:
        part = min(rounding(total * weight / whole), left)
        parts.append(part)
        left = rounding(left - part)
    parts[last] = rounding(parts[last] + left)
    return parts


def unit_price(amount: float, factor: float, digits: int) -> float:
    """Price that comes to exactly ``amount`` when multiplied by ``factor``.

    Rounded to ``digits`` when it still does then.
    """
    if not factor:
        return 0.0
    price = round(amount / factor, digits)
    return price if abs(price * factor - amount) < PRECISION else amount / factor


def full_amount(
    price: float,
    basis: Interval,
    interval: Interval,
    period: Period,
    rounding: Rounding,
    anchor: date,
) -> float:
    """Amount of the full period that ``period`` is a part of.

    :param price: price of one ``basis``
    :param basis: what ``price`` pays for
    :param interval: length of a period
    :param anchor: day from which ``basis`` is counted

    A price is split over the smallest whole number of times that the periods fill
    exactly (one year for a yearly price and monthly or quarterly billing), and the
    last instalment of those takes the remainder. A price of months or years that is
    billed by days or weeks, and the other way round, never comes out even: each day
    has its share of what it belongs to, and no cent is lost from one to the next.
    """
    if basis.is_comparable(interval):
        prices, instalments = basis.meet(interval)
        amounts = split_amount(price * prices, instalments, rounding)
        return amounts[period.index % instalments]
    until = worth_until(price, basis, anchor, period.full_end + ONE_DAY)
    before = worth_until(price, basis, anchor, period.full_start)
    return rounding(rounding(until) - rounding(before))


def worth_until(price: float, basis: Interval, anchor: date, day: date) -> float:
    """What the days from ``anchor`` until before ``day`` come to, not rounded."""
    index = basis.index(anchor, day)
    start, following = basis.start(anchor, index), basis.start(anchor, index + 1)
    return price * (index + (day - start) / (following - start))


def period_amount(
    price: float,
    basis: Interval,
    interval: Interval,
    period: Period,
    rounding: Rounding,
    anchor: date,
) -> float:
    """Amount of ``period``; a part period is prorated by days.

    Calendar quarter at 1,000.00 from 2026-02-15: 45 of 90 days, 500.00.
    """
    amount = full_amount(price, basis, interval, period, rounding, anchor)
    if period.is_full:
        return amount
    return rounding(amount * period.days / period.full_days)


def annual_amount(price: float, basis: Interval) -> float:
    """What ``price`` for each ``basis`` comes to in a year, not rounded."""
    return price * basis.per_year
