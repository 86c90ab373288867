# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Prices that follow an index or a percentage.

Pure functions. Percentages are numbers such as 2.7; amounts are rounded by the
``rounding`` callable that the caller passes.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

Rounding = Callable[[float], float]


class AdjustmentRule(NamedTuple):
    """How much prices change: ``share`` percent of a ``variation`` in percent.

    ``source`` is where the variation was published; None when it was agreed.
    """

    variation: float
    share: float = 100.0
    source: Any = None

    @property
    def percent(self) -> float:
        """75 % of +2.7 % is +2.025 %."""
        return effective_percent(self.variation, self.share)


def effective_percent(variation: float, share: float = 100.0) -> float:
    """Percent that ``share`` percent of ``variation`` percent come to."""
    return variation * share / 100


def adjusted_price(
    price: float, variation: float, share: float, rounding: Rounding
) -> float:
    """``price × (1 + variation × share)``: 500.00, +2.7 %, 75 % is 510.13."""
    return rounding(price + price * effective_percent(variation, share) / 100)
