# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who overlaps whom, without comparing everybody with everybody."""

from collections.abc import Iterator, Sequence
from datetime import datetime


def overlaps(
    spans: Sequence[tuple[datetime, datetime]], limit: int = 3
) -> Iterator[tuple[int, int]]:
    """Yield pairs of positions in ``spans`` that share some time.

    Each span that overlaps any other is in at least one pair. A span is paired with
    at most ``limit`` of those that begin after it, so that the number of pairs grows
    with the number of spans and not with its square.
    """
    order = sorted(
        (one for one, (start, end) in enumerate(spans) if start < end),
        key=lambda one: spans[one],
    )
    longest = 0  # of those so far, the one that ends last
    for rank, one in enumerate(order):
        start, end = spans[one]
        for other in order[rank + 1 : rank + 1 + limit]:
            if spans[other][0] >= end:
                break
            yield one, other
        if rank - longest > limit and spans[order[longest]][1] > start:
            yield order[longest], one
        if end > spans[order[longest]][1]:
            longest = rank
