# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Use that was billed, and what of it turned out otherwise since.

What was billed is never changed. The rule is that of an account: all that was billed
and all that is due come to what is owed. Where a reading is corrected, or a true one
takes the place of an estimate, the next period that is due settles the difference.
"""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from .proration import Rounding
from .usage_price import BALANCES, Price, Span, UseTerms

NOTHING = Fraction(0)


class BilledUse(NamedTuple):
    """What one invoice line bills.

    ``units`` by meter and ``amount`` are those of its own period of ``full_days``, of
    which it may be a part; the settled ones are what it adds, or gives back, for
    earlier periods.
    """

    units: dict[int, Fraction]
    amount: float
    terms: UseTerms
    balance: str
    full_days: int
    settled_units: Fraction = NOTHING
    settled_amount: float = 0.0

    @classmethod
    def from_json(cls, value: dict) -> "BilledUse":
        terms = value["terms"]
        return cls(
            {int(meter): Fraction(units) for meter, units in value["units"].items()},
            value["amount"],
            UseTerms(
                tuple(
                    (Fraction(since), Fraction(one)) for since, one in terms["tiers"]
                ),
                Fraction(terms["included"]),
                Fraction(terms["minimum"]),
                terms["volume"],
            ),
            value["balance"],
            value["full_days"],
            Fraction(value["settled_units"]),
            value["settled_amount"],
        )

    def to_json(self) -> dict:
        """Fractions as texts, so that nothing is lost."""
        return {
            "units": {str(meter): str(units) for meter, units in self.units.items()},
            "amount": self.amount,
            "terms": {
                "tiers": [[str(since), str(one)] for since, one in self.terms.tiers],
                "included": str(self.terms.included),
                "minimum": str(self.terms.minimum),
                "volume": self.terms.volume,
            },
            "balance": self.balance,
            "full_days": self.full_days,
            "settled_units": str(self.settled_units),
            "settled_amount": self.settled_amount,
        }


class Stretch(NamedTuple):
    """A period, or part of one, that is billed or due, as it is owed now."""

    start: date
    span: Span
    balance: str
    billed: BilledUse | None = None


class Difference(NamedTuple):
    """What is owed beyond what was billed; below zero what was billed too much."""

    units: Fraction = NOTHING
    amount: float = 0.0


def price_stretches(stretches: Sequence[Stretch], rounding: Rounding) -> list[Price]:
    """What each of these comes to now, beside those with the same balance.

    :param stretches: oldest first
    """
    prices = {}
    for balance in {one.balance for one in stretches}:
        same = [
            number for number, one in enumerate(stretches) if one.balance == balance
        ]
        spans = [stretches[number].span for number in same]
        prices.update(zip(same, BALANCES[balance](spans, rounding), strict=True))
    return [prices[number] for number in range(len(stretches))]


def get_difference(
    stretches: Sequence[Stretch],
    prices: Sequence[Price],
    corrections: Sequence[BilledUse],
    rounding: Rounding,
) -> Difference:
    """What the periods that were billed come to now, less what was billed.

    :param prices: of the stretches
    :param corrections: what was billed and has no period of its own
    """
    units, amount = NOTHING, 0.0
    for one, price in zip(stretches, prices, strict=True):
        if one.billed:
            units += one.span.units - sum(one.billed.units.values())
            amount += price.amount - one.billed.amount
    for billed in (*corrections, *(one.billed for one in stretches if one.billed)):
        units -= billed.settled_units
        amount -= billed.settled_amount
    return Difference(units, rounding(amount))
