# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Distances between places on the Earth.

Pure functions on coordinates in degrees. The straight line is the great circle by the
haversine formula (R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68,
1984) on a sphere of the Earth's mean radius. A road is longer by about a third (R. F.
Love and J. G. Morris, "Modelling inter-city road distances by mathematical functions",
Operational Research Quarterly 23, 1972): good enough to put visits into an order.
"""

from math import asin, cos, isfinite, radians, sin, sqrt

EARTH_RADIUS_KM = 6371.0088
ROAD_FACTOR = 1.3
ROAD_SPEED_KMH = 50.0

Place = tuple[float, float]


def is_place(latitude: float, longitude: float) -> bool:
    """Whether these are coordinates; both zero means that nobody has entered them."""
    return (
        isfinite(latitude)
        and isfinite(longitude)
        and -90 <= latitude <= 90
        and -180 <= longitude <= 180
        and bool(latitude or longitude)
    )


def straight_km(start: Place, end: Place) -> float:
    """Kilometres of the great circle between two places."""
    latitude, other_latitude = radians(start[0]), radians(end[0])
    half_latitude = (other_latitude - latitude) / 2
    half_longitude = radians(end[1] - start[1]) / 2
    square = (
        sin(half_latitude) ** 2
        + cos(latitude) * cos(other_latitude) * sin(half_longitude) ** 2
    )
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(square)))


def road_km(start: Place, end: Place) -> float:
    """Kilometres that a car is likely to drive between two places."""
    return ROAD_FACTOR * straight_km(start, end)


def travel_hours(km: float) -> float:
    """Hours that a car is likely to need for ``km``."""
    return km / ROAD_SPEED_KMH
