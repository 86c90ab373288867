# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""One shift of one person: when work may start in it, and how long a way takes.

Nobody travels in a break or while off: a way that meets one goes on after it. Whoever
arrives later never starts earlier, so that it is enough to know the latest start of
each stop to see whether another one fits before it (M. Savelsbergh, "Local search in
routing problems with time windows", Annals of Operations Research 4, 1985).
"""

from collections.abc import Sequence

from .problem import Person, Shift, Span, Task


class Day:
    """A shift, with what its routes ask again and again.

    :param home: the row of the matrices where it starts and ends
    :param step: work starts at multiples of it
    """

    def __init__(self, person: Person, shift: Shift, home: int, step: int):
        self.person = person
        self.home = home
        self.step = step
        self.start, self.end = shift.start, shift.end
        self.most = shift.most
        self.blocked = merged([*shift.breaks, *shift.off])
        self._off = shift.off
        self._parts = without([(shift.start, shift.end)], shift.breaks)
        self._rooms = {}
        self._starts = {}

    def arrive(self, moment: int, way: int) -> int:
        """When somebody arrives who leaves at ``moment``."""
        if way:
            for start, end in self.blocked:
                if moment < end:
                    if moment + way <= start:
                        break
                    way -= max(start - moment, 0)
                    moment = end
        return moment + way

    def leave(self, moment: int, way: int) -> int:
        """When somebody leaves at the latest who has to arrive at ``moment``."""
        if way:
            for start, end in reversed(self.blocked):
                if moment > start:
                    if moment - way >= end:
                        break
                    way -= max(moment - end, 0)
                    moment = start
        return moment - way

    def get_rooms(self, length: int) -> list[Span]:
        """Spans in each of which work of this length may lie."""
        if length not in self._rooms:
            fits = any(end - start >= length for start, end in self._parts)
            parts = self._parts if fits else [(self.start, self.end)]
            self._rooms[length] = [
                span for span in without(parts, self._off) if _length(span) >= length
            ]
        return self._rooms[length]

    def get_starts(self, task: Task) -> list[Span]:
        """First and last possible starts of ``task``, both included, in order."""
        key = task.length, tuple(task.windows), task.earliest, task.deadline
        if key not in self._starts:
            self._starts[key] = self._find_starts(task)
        return self._starts[key]

    def first_start(self, starts: list[Span], moment: int) -> int | None:
        """The first of possible ``starts`` from ``moment`` on."""
        for first, last in starts:
            if moment <= first:
                return first
            if moment <= last:  # which is a multiple of the step
                return -(-moment // self.step) * self.step
        return None

    def last_start(self, starts: list[Span], moment: int) -> int | None:
        """The last of possible ``starts`` up to ``moment``."""
        for first, last in reversed(starts):
            if moment >= last:
                return last
            if moment >= first:
                return moment // self.step * self.step
        return None

    def _find_starts(self, task):
        spans = self.get_rooms(task.length)
        if task.windows:
            spans = common(spans, task.windows)
        first = self.start if task.earliest is None else task.earliest
        last = self.end if task.deadline is None else task.deadline
        starts = [
            (
                -(-max(start, first) // self.step) * self.step,
                (min(end, last) - task.length) // self.step * self.step,
            )
            for start, end in spans
        ]
        return merged([(start, end) for start, end in starts if start <= end])


def merged(spans: Sequence[Span]) -> list[Span]:
    """Spans in order, joined where they touch or overlap."""
    result = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = result[-1][0], max(end, result[-1][1])
        else:
            result.append((start, end))
    return result


def without(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """What ``taken`` leaves of ``spans``."""
    for start, end in taken:
        spans = [
            part
            for span in spans
            for part in ((span[0], min(span[1], start)), (max(span[0], end), span[1]))
            if _length(part) > 0
        ]
    return list(spans)


def common(spans: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    """What lies in both."""
    both = [
        (max(start, begin), min(end, finish))
        for start, end in spans
        for begin, finish in others
    ]
    return [span for span in both if _length(span) > 0]


def _length(span):
    return span[1] - span[0]
