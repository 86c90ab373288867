"""Arithmetic on spans of time.

A span is a pair of moments, the end not included. Lists of spans are sorted and do
not overlap, unless a function says otherwise.
"""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta

Span = tuple[datetime, datetime]
HOUR = timedelta(hours=1)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Any spans, in order and joined where they touch or overlap."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if end <= start:
            continue
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def clip(spans: list[Span], start: datetime, end: datetime) -> list[Span]:
    """The parts of ``spans`` that lie between two moments."""
    first = max(bisect_right(spans, (start, start)) - 1, 0)
    clipped = []
    for begin, finish in spans[first:]:
        if begin >= end:
            break
        if finish > start:
            clipped.append((max(begin, start), min(finish, end)))
    return clipped


def complement(spans: list[Span], start: datetime, end: datetime) -> list[Span]:
    """What ``spans`` leave free between two moments."""
    free = []
    moment = start
    for begin, finish in clip(spans, start, end):
        if begin > moment:
            free.append((moment, begin))
        moment = finish
    if moment < end:
        free.append((moment, end))
    return free


def subtract(spans: list[Span], taken: list[Span]) -> list[Span]:
    """``spans`` without what is ``taken``."""
    if not taken:
        return spans
    return [piece for start, end in spans for piece in complement(taken, start, end)]


def hours(spans: Iterable[Span]) -> float:
    """Length of ``spans``."""
    return sum((end - start) / HOUR for start, end in spans)
