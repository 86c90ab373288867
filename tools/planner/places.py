# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Coordinates as rows of a matrix, and the ways between them by car."""

from math import ceil

from ..distance import Place, road_km, travel_hours
from .problem import Travel


class Places:
    """Numbers of places, given as they are asked for."""

    def __init__(self):
        self._numbers: dict[Place, int] = {}

    def get(self, coordinates: Place | None) -> int | None:
        """The number of a place; None when nobody knows where it is."""
        if not coordinates:
            return None
        return self._numbers.setdefault(coordinates, len(self._numbers))

    def get_travel(self) -> Travel:
        """Ways as they are likely to be: the straight line, and as roads are longer."""
        places = list(self._numbers)
        km = [[0.0] * len(places) for _place in places]
        for number, place in enumerate(places):
            for other in range(number):
                km[number][other] = km[other][number] = road_km(place, places[other])
        minutes = [[ceil(60 * travel_hours(way)) for way in row] for row in km]
        return Travel(minutes, km)
