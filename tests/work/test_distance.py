# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
from math import inf, nan, pi

from odoo.tests import BaseCase, tagged

from ...tools.distance import (
    EARTH_RADIUS_KM,
    is_place,
    road_km,
    straight_km,
    travel_hours,
)

MILAN = (45.4642, 9.1900)
ROME = (41.8933, 12.4829)


@tagged("post_install", "-at_install")
class TestDistance(BaseCase):
    def test_known_distances(self):
        self.assertAlmostEqual(straight_km(MILAN, ROME), 477, delta=1)
        self.assertAlmostEqual(straight_km((0, 0), (0, 1)), 111.19, delta=0.01)
        self.assertAlmostEqual(straight_km((0, 0), (1, 0)), 111.19, delta=0.01)

    def test_same_place_is_no_distance(self):
        self.assertEqual(straight_km(MILAN, MILAN), 0)

    def test_both_ways_are_as_long(self):
        self.assertAlmostEqual(straight_km(MILAN, ROME), straight_km(ROME, MILAN))

    def test_across_the_date_line(self):
        """Half a degree each side of it is one degree, not 359."""
        self.assertAlmostEqual(
            straight_km((0, 179.5), (0, -179.5)), straight_km((0, 0), (0, 1))
        )

    def test_antipodes_are_half_way_round(self):
        self.assertAlmostEqual(straight_km((90, 0), (-90, 0)), EARTH_RADIUS_KM * pi)
        self.assertAlmostEqual(
            straight_km((12, 34), (-12, -146)), EARTH_RADIUS_KM * pi, delta=0.01
        )

    def test_roads_are_longer(self):
        self.assertAlmostEqual(road_km(MILAN, ROME), 1.3 * straight_km(MILAN, ROME))

    def test_travel_takes_time(self):
        self.assertEqual(travel_hours(0), 0)
        self.assertEqual(travel_hours(25), 0.5)

    def test_what_is_a_place(self):
        self.assertTrue(is_place(*MILAN))
        self.assertTrue(is_place(0, 9), "On the equator.")
        self.assertTrue(is_place(51.48, 0), "On the meridian of Greenwich.")
        self.assertFalse(is_place(0, 0), "Not entered.")
        self.assertFalse(is_place(91, 0))
        self.assertFalse(is_place(0, 181))
        self.assertFalse(is_place(nan, 9))
        self.assertFalse(is_place(45, inf))
