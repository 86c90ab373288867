"""Money per billing period.

Pure functions. Amounts are rounded by the ``rounding`` callable that the caller
passes, usually ``currency.round``, so that they are exact in that currency.
"""

from collections.abc import Callable
from math import gcd

from .periods import MONTHS_PER_YEAR, Period

Rounding = Callable[[float], float]


def split_amount(total: float, parts: int, rounding: Rounding) -> list[float]:
    """Split ``total`` into equal rounded parts; the last one takes the remainder.

    1,000.00 in 12 parts is eleven times 83.33 and once 83.37.
    """
    part = rounding(total / parts)
    return [part] * (parts - 1) + [rounding(total - part * (parts - 1))]


def full_amount(
    price: float, basis: str, months: int, index: int, rounding: Rounding
) -> float:
    """Amount of the full period ``index`` that lasts ``months`` months.

    :param price: price of one billing period, one month or one year
    :param basis: ``period``, ``month`` or ``year``: what ``price`` pays for

    A yearly price is split over the smallest whole number of years that the periods
    fill exactly (one year for monthly or quarterly billing), and the last instalment
    of those years takes the remainder.
    """
    if basis == "period":
        return rounding(price)
    if basis == "month":
        return rounding(price * months)
    cycle_months = months * MONTHS_PER_YEAR // gcd(months, MONTHS_PER_YEAR)
    instalments = split_amount(
        price * cycle_months / MONTHS_PER_YEAR, cycle_months // months, rounding
    )
    return instalments[index % len(instalments)]


def period_amount(
    price: float, basis: str, months: int, period: Period, rounding: Rounding
) -> float:
    """Amount of ``period``; a part period is prorated by days.

    Calendar quarter at 1,000.00 from 2026-02-15: 45 of 90 days, 500.00.
    """
    amount = full_amount(price, basis, months, period.index, rounding)
    if period.is_full:
        return amount
    return rounding(amount * period.days / period.full_days)


def annual_amount(price: float, basis: str, months: int) -> float:
    """What ``price`` comes to in a year, not rounded."""
    if basis == "year":
        return price
    if basis == "month":
        return price * MONTHS_PER_YEAR
    return price * MONTHS_PER_YEAR / months
