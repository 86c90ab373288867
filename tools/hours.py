"""Hours of people: rounding, and how much of a span lies in others."""

from math import ceil, floor

HOUR = 3600


def round_hours(hours, minutes, up=False):
    """``hours`` in whole steps of ``minutes``; zero minutes leave them as they are.

    A second more does not begin a new step, so a clock that is read late costs nothing.
    """
    if not minutes:
        return hours
    steps = hours * 60 / minutes
    whole = ceil(steps - 1 / 60) if up else floor(steps + 0.5)
    return max(whole, 0) * minutes / 60


def hours_between(start, end):
    return max((end - start).total_seconds() / HOUR, 0.0)


def overlap_hours(start, end, spans):
    """Hours of ``start``-``end`` that lie in ``spans``, which do not overlap."""
    return sum(
        hours_between(max(start, first), min(end, last)) for first, last in spans
    )
