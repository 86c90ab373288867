# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Free slots for work that waits to be planned.

Pure: moments are naive and in UTC, people and work are known by any key. The work that
is due first comes first; each takes the earliest start that its people can make, travel
included. The same question always has the same answer.
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Hashable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from .working_time import Span, clip, subtract

STEP = timedelta(minutes=15)
NO_TIME = timedelta()

Place = tuple[float, float] | None


class Task(NamedTuple):
    """Work to plan: each of ``teams`` can do it, all of its people together."""

    key: Hashable
    length: timedelta
    teams: Sequence[tuple[Hashable, ...]]
    deadline: datetime | None = None
    priority: int = 0
    place: Place = None
    preferred: Hashable = None


class Stop(NamedTuple):
    """Time of a person that is taken, where, and by which work if it has a key."""

    start: datetime
    end: datetime
    place: Place = None
    key: Hashable = None


class Slot(NamedTuple):
    """What was found for a task."""

    team: tuple[Hashable, ...]
    start: datetime
    end: datetime


class Search:
    """People with their hours, filled up task by task.

    :param hours: when each person works; sorted spans, one for each day
    :param stops: what each person does already
    :param travel: time between two places
    :param breaks: when each person pauses on these days; only work that is longer than
        what lies between the breaks of a day goes on over them
    :param off: when each person is off, on days that are worked otherwise
    """

    def __init__(
        self,
        hours: dict[Hashable, list[Span]],
        stops: dict[Hashable, list[Stop]],
        travel: Callable[[Place, Place], timedelta],
        breaks: dict[Hashable, list[Span]] | None = None,
        off: dict[Hashable, list[Span]] | None = None,
    ):
        self.travel = travel
        self.hours = hours
        self.breaks = breaks or {}
        self.stops = {
            person: sorted(stops.get(person, ()), key=_begins) for person in hours
        }
        self.taken = {
            person: [stop[:2] for stop in self.stops[person]]
            + list((off or {}).get(person, ()))
            for person in hours
        }
        self.free = {person: {} for person in hours}  # by length of the work
        self.stretches = {}

    def place_all(self, tasks: Sequence[Task], start: datetime, end: datetime):
        """Slots by the key of their task; what is missing found no place."""
        found = {}
        for task in sorted(tasks, key=_urgency):
            slot = self.find(task, start, end)
            if slot:
                self._take(slot, task.place)
                found[task.key] = slot
        return found

    def find(self, task: Task, start: datetime, end: datetime) -> Slot | None:
        """The best slot of ``task`` between two moments, before its deadline."""
        if task.deadline and task.deadline > start:
            end = min(end, task.deadline)
        best = None
        for rank, team in enumerate(task.teams):
            moment, detour = self._find_start(team, task, start, end)
            if moment is None:
                continue
            order = (moment + detour, task.preferred not in team, rank)
            if best is None or order < best[0]:
                best = order, Slot(team, moment, moment + task.length)
        return best and best[1]

    def _find_start(self, team, task, start, end):
        """Earliest start that suits all of ``team``, and the travel that it adds."""
        moment = _round_up(start)
        while moment is not None and moment + task.length <= end:
            starts = [self._next_start(one, task, moment, end) for one in team]
            if None in starts:
                return None, NO_TIME
            latest = max(starts)
            if latest == moment:
                return moment, self._get_detour(team, task, moment)
            moment = latest
        return None, NO_TIME

    def _next_start(self, person, task, moment, end):
        """Earliest start of one person from ``moment`` on."""
        stops = self.stops[person]
        for begin, finish in clip(self._get_free(person, task.length), moment, end):
            following = bisect_left(stops, begin, key=_begins)
            start, limit = begin, finish
            if following:
                before = stops[following - 1]
                start = max(start, before.end + self.travel(before.place, task.place))
            if following < len(stops):
                after = stops[following]
                way = self.travel(task.place, after.place)
                limit = min(limit, after.start - way)
            start = _round_up(start)
            if start + task.length <= limit:
                return start
        return None

    def _get_detour(self, team, task, moment):
        """Way from what each of ``team`` does before."""
        ways = [NO_TIME]
        for person in team:
            stops = self.stops[person]
            following = bisect_left(stops, moment, key=_begins)
            if following:
                ways.append(self.travel(stops[following - 1].place, task.place))
        return max(ways)

    def _take(self, slot, place):
        taken = [(slot.start, slot.end)]
        for person in slot.team:
            insort(self.stops[person], Stop(*taken[0], place), key=_begins)
            self.taken[person] += taken
            free = self.free[person]
            for length, spans in free.items():
                free[length] = subtract(spans, taken)

    # === HOURS === #

    def _get_free(self, person, length):
        """Spans of a person in each of which work of this length may lie."""
        free = self.free[person]
        if length not in free:
            stretches = self._get_stretches(person, length)
            free[length] = subtract(stretches, self.taken[person])
        return free[length]

    def _get_stretches(self, person, length):
        """The same, whatever the person does already; people share their hours."""
        days, breaks = self.hours[person], self.breaks.get(person)
        if not breaks:
            return days
        key = id(days), id(breaks), length
        if key not in self.stretches:
            self.stretches[key] = [
                span for day in days for span in _divide(day, breaks, length)
            ]
        return self.stretches[key]


def _divide(day, breaks, length):
    """What lies between the breaks of a day; all of it when nothing is long enough."""
    parts = subtract([day], clip(breaks, *day))
    fits = any(end - start >= length for start, end in parts)
    return parts if fits else [day]


def _begins(stop):
    return stop.start


def _urgency(task):
    return task.deadline or datetime.max, -task.priority, task.key


def _round_up(moment):
    """``moment``, or the next quarter of an hour."""
    past = (moment - datetime.min) % STEP
    return moment + (STEP - past) % STEP
