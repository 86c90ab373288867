# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What use costs: tiers, what is included, minimum, carried over and settled."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged
from odoo.tools import float_round

from ...tools.usage_price import (
    Span,
    UseTerms,
    price_carrying,
    price_each,
    price_settling,
    price_span,
    price_units,
)

EXAMPLES = settings(max_examples=200, deadline=None, derandomize=True, database=None)
WHOLE = Fraction(1)


def cents(amount):
    return float_round(amount, precision_rounding=0.01)


def terms(*tiers, **vals):
    exact = tuple((Fraction(start), Fraction(str(price))) for start, price in tiers)
    vals = {
        name: Fraction(str(value)) if name != "volume" else value
        for name, value in vals.items()
    }
    return UseTerms(exact, **vals)


quantities = st.integers(0, 20_000).map(Fraction)
one_price = st.builds(
    lambda price, included, minimum: terms(
        (0, price / 1000), included=included, minimum=minimum
    ),
    st.integers(1, 100),
    st.integers(0, 5000),
    st.integers(0, 50),
)
tiered = st.builds(
    lambda starts, prices, volume: terms(
        (0, "0.1"),
        *zip(sorted(starts), [price / 1000 for price in prices], strict=False),
        volume=volume,
    ),
    st.sets(st.integers(1, 15_000), max_size=3),
    st.lists(st.integers(1, 99), min_size=3, max_size=3),
    st.booleans(),
)


@tagged("post_install", "-at_install")
class TestTiers(BaseCase):
    TIERS = ((0, "0.05"), (1000, "0.04"), (5000, "0.03"))

    def test_graduated(self):
        """Each unit has the price of its own tier."""
        graduated = terms(*self.TIERS)
        for units, price in [(0, 0), (1000, 50), (1001, "50.04"), (6000, 240)]:
            self.assertEqual(
                price_units(Fraction(units), graduated, WHOLE), Fraction(str(price))
            )

    def test_volume(self):
        """All units have the price of the tier that is reached."""
        volume = terms(*self.TIERS, volume=True)
        for units, price in [(1000, 50), (1001, "40.04"), (6000, 180)]:
            self.assertEqual(
                price_units(Fraction(units), volume, WHOLE), Fraction(str(price))
            )

    def test_tiers_of_part_of_a_period(self):
        half = price_units(Fraction(3000), terms(*self.TIERS), Fraction(1, 2))
        whole = price_units(Fraction(6000), terms(*self.TIERS), WHOLE)
        self.assertEqual(half * 2, whole)

    @EXAMPLES
    @given(tiered, quantities, quantities)
    def test_more_never_costs_less_when_graduated(self, agreed, few, more):
        agreed = agreed._replace(volume=False)
        less = price_units(few, agreed, WHOLE)
        self.assertLessEqual(less, price_units(few + more, agreed, WHOLE))

    def test_included_and_minimum(self):
        agreed = terms((0, "0.05"), included=1000, minimum=20)
        for units, expected in [
            (800, (800, 0, 20.0)),
            (1200, (1000, 200, 20.0)),
            (2000, (1000, 1000, 50.0)),
        ]:
            self.assertEqual(
                price_span(Fraction(units), agreed, WHOLE, cents), expected
            )

    def test_part_of_a_period_includes_its_share(self):
        agreed = terms((0, "0.05"), included=1000, minimum=20)
        part = price_span(Fraction(600), agreed, Fraction(1, 2), cents)
        self.assertEqual(part, (500, 100, 10.0))


@tagged("post_install", "-at_install")
class TestBalances(BaseCase):
    AGREED = terms((0, "0.1"), included=1000)

    def spans(self, *units, agreed=AGREED, window="2026"):
        return [
            Span(Fraction(one), agreed, window=window, closes=number == len(units))
            for number, one in enumerate(units, start=1)
        ]

    def test_unused_is_carried_over_within_the_term(self):
        spans = [*self.spans(400, 1500, 1500), *self.spans(1500, window="2027")]
        self.assertEqual(
            [price.charged for price in price_carrying(spans, cents)], [0, 0, 400, 500]
        )
        self.assertEqual(
            [price.amount for price in price_carrying(spans, cents)],
            [0.0, 0.0, 40.0, 50.0],
        )

    def test_the_year_is_settled_at_its_end(self):
        prices = price_settling(self.spans(2000, 400, 400), cents)
        self.assertEqual([price.amount for price in prices], [100.0, 0.0, -100.0])
        self.assertEqual([price.charged for price in prices], [1000, 0, -1000])

    @EXAMPLES
    @given(one_price | tiered, st.lists(quantities, min_size=1, max_size=12))
    def test_a_settled_year_costs_what_one_long_period_does(self, agreed, units):
        prices = price_settling(self.spans(*units, agreed=agreed), cents)
        whole = price_span(sum(units), agreed, Fraction(len(units)), cents)
        self.assertEqual(cents(sum(price.amount for price in prices)), whole.amount)
        self.assertEqual(sum(price.charged for price in prices), whole.charged)

    @EXAMPLES
    @given(one_price, st.lists(quantities, min_size=1, max_size=12))
    def test_carrying_over_lies_between(self, agreed, units):
        """Never dearer than each period by itself, nor cheaper than all as one."""
        agreed = agreed._replace(minimum=Fraction(0))
        spans = self.spans(*units, agreed=agreed)
        charged = sum(price.charged for price in price_carrying(spans, cents))
        alone = sum(price.charged for price in price_each(spans, cents))
        whole = price_span(sum(units), agreed, Fraction(len(units)), cents).charged
        self.assertLessEqual(charged, alone)
        self.assertGreaterEqual(charged, whole)

    @EXAMPLES
    @given(one_price | tiered, st.lists(quantities, min_size=1, max_size=12))
    def test_every_unit_is_included_or_charged(self, agreed, units):
        spans = self.spans(*units, agreed=agreed)
        for balance in (price_each, price_carrying, price_settling):
            prices = balance(spans, cents)
            self.assertEqual(
                sum(price.included + price.charged for price in prices), sum(units)
            )
