# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What use costs: included quantity, tiers, minimum, and what balances periods.

Pure functions on exact fractions; amounts are rounded by the ``rounding`` callable
that the caller passes, usually ``currency.round``.
"""

from collections.abc import Hashable, Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from .proration import Rounding


class UseTerms(NamedTuple):
    """What was agreed for one whole period.

    ``tiers`` are pairs of a quantity and the price of each unit beyond it, the lowest
    first; the first quantity is zero. Tiers count the units beyond ``included``.
    ``volume``: the price of the tier that is reached holds for all of them, instead of
    for those of that tier (graduated). ``minimum`` is the least amount.
    """

    tiers: tuple[tuple[Fraction, Fraction], ...]
    included: Fraction = Fraction(0)
    minimum: Fraction = Fraction(0)
    volume: bool = False


class Span(NamedTuple):
    """One period, or part of one, and what was used in it.

    ``share`` is the part of the whole period that is owed, from 0 to 1. ``window``
    says which spans are balanced with each other; ``closes`` that it is the last one
    of its window.
    """

    units: Fraction
    terms: UseTerms
    share: Fraction = Fraction(1)
    window: Hashable = None
    closes: bool = False


class Price(NamedTuple):
    """What a span costs: of its units ``included`` are free and ``charged`` are not."""

    included: Fraction
    charged: Fraction
    amount: float


def price_units(units: Fraction, terms: UseTerms, share: Fraction) -> Fraction:
    """Price of ``units`` beyond what is included, with tiers for ``share``."""
    tiers = [(start * share, price) for start, price in terms.tiers]
    if terms.volume:
        reached = [price for start, price in tiers if start < units or not start]
        return units * reached[-1]
    ends = [start for start, _price in tiers[1:]] + [max(units, tiers[-1][0])]
    return sum(
        max(min(units, end) - start, 0) * price
        for (start, price), end in zip(tiers, ends, strict=True)
    )


def price_span(
    units: Fraction,
    terms: UseTerms,
    share: Fraction,
    rounding: Rounding,
    carried: Fraction = Fraction(0),
) -> Price:
    """Price of ``units`` that were used in ``share`` of a period.

    :param carried: units that were included before and not used
    """
    included = max(min(units, terms.included * share + carried), Fraction(0))
    charged = max(units - included, Fraction(0))
    amount = max(price_units(charged, terms, share), terms.minimum * share)
    return Price(included, charged, rounding(float(amount)))


def price_each(spans: Iterable[Span], rounding: Rounding) -> list[Price]:
    """Each span by itself."""
    return [price_span(one.units, one.terms, one.share, rounding) for one in spans]


def price_carrying(spans: Sequence[Span], rounding: Rounding) -> list[Price]:
    """What is included and not used is used later in the same window.

    :param spans: oldest first
    """
    prices = []
    window, left = None, Fraction(0)
    for one in spans:
        if one.window != window:
            window, left = one.window, Fraction(0)
        price = price_span(one.units, one.terms, one.share, rounding, left)
        left += one.terms.included * one.share - price.included
        prices.append(price)
    return prices


def price_settling(spans: Sequence[Span], rounding: Rounding) -> list[Price]:
    """Each by itself, and the last one of a window settles the whole of it.

    All that was used under the same terms then costs what it costs in one long
    period: the difference to what was charged before is added, or given back.

    :param spans: oldest first
    """
    prices = price_each(spans, rounding)
    for index, one in enumerate(spans):
        if not one.closes:
            continue
        before = [
            number for number in range(index) if spans[number].window == one.window
        ]
        together = [*before, index]
        whole = _price_together([spans[number] for number in together], rounding)
        prices[index] = Price(
            whole.included - sum(prices[number].included for number in before),
            whole.charged - sum(prices[number].charged for number in before),
            rounding(whole.amount - sum(prices[number].amount for number in before)),
        )
    return prices


def _price_together(spans: Sequence[Span], rounding: Rounding) -> Price:
    """Price of what was used under each terms, as one."""
    parts = []
    for terms in dict.fromkeys(one.terms for one in spans):
        same = [one for one in spans if one.terms == terms]
        units = sum(one.units for one in same)
        share = sum(one.share for one in same)
        parts.append(price_span(units, terms, share, rounding))
    return Price(
        sum(part.included for part in parts),
        sum(part.charged for part in parts),
        rounding(sum(part.amount for part in parts)),
    )


BALANCES = {"none": price_each, "carry": price_carrying, "year": price_settling}
