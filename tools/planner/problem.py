# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a plan is made from, and what comes out.

Moments are whole numbers, minutes for us, counted from any beginning; spans are pairs
of them, the end not included. Places are rows of the matrices of :class:`Travel`; a
place of None is wherever somebody is already. Keys are anything that can be hashed.
"""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

Span = tuple[int, int]
Place = int | None
NOBODY = frozenset()


class Shift(NamedTuple):
    """Hours of a person at a stretch, usually a day.

    :param breaks: within it; only work that is longer than what lies between them goes
        on over them
    :param off: within it, never worked
    :param most: most effort that it may hold; None when its length is the only limit
    """

    start: int
    end: int
    breaks: Sequence[Span] = ()
    off: Sequence[Span] = ()
    most: int | None = None


@dataclass(frozen=True)
class Person:
    """Somebody who works.

    :param shifts: in order, without overlaps
    :param home: where each shift starts and ends
    :param drives_in_shift: whether the way from and to home lies within the shift;
        else it is before and after it
    """

    key: Hashable
    shifts: Sequence[Shift]
    home: Place = None
    skills: Collection[Hashable] = NOBODY
    drives_in_shift: bool = True


@dataclass(frozen=True)
class Task:
    """Work to plan, done at one go.

    :param length: how long everybody who does it is there
    :param skills: what each of its people has to have
    :param size: how many people it takes at once
    :param crew: people who do it, all of them and nobody else; else any who may
    :param refused: people who must not
    :param preferred: people who had better
    :param usual: people who know the place, from last time for instance
    :param windows: spans in one of which it lies; any time when there are none
    :param earliest: when it may start
    :param deadline: when it has to be finished
    :param priority: 0 and up; one step counts as twice as important
    :param after: tasks that have to be finished before it starts
    :param now: when it starts, where it is planned already
    :param effort: what it takes of the most that a shift may hold; its length if None
    """

    key: Hashable
    length: int
    place: Place = None
    skills: Collection[Hashable] = NOBODY
    size: int = 1
    crew: Collection[Hashable] = NOBODY
    refused: Collection[Hashable] = NOBODY
    preferred: Collection[Hashable] = NOBODY
    usual: Collection[Hashable] = NOBODY
    windows: Sequence[Span] = ()
    earliest: int | None = None
    deadline: int | None = None
    priority: int = 0
    after: Collection[Hashable] = NOBODY
    effort: int | None = None
    now: int | None = None


class Fixed(NamedTuple):
    """What somebody does already, and where; it stays as it is.

    :param key: of the work, which is one when several people do it together
    """

    person: Hashable
    start: int
    end: int
    place: Place = None
    key: Hashable = None


class Travel(NamedTuple):
    """Time and kilometres from each place to each other, as rows of square matrices."""

    minutes: Sequence[Sequence[int]] = ()
    km: Sequence[Sequence[float]] = ()


class Weights(NamedTuple):
    """How many kilometres it is worth, more or less.

    :param job: to do one more task of priority 0
    :param km: one kilometre
    :param hour: an hour less of travel
    :param preferred: that one of the preferred people does it
    :param usual: that one of the usual people does it
    :param soon: to do it one day earlier
    :param change: that what is planned already stays on its day
    :param even: an hour of work moved from a full shift of eight hours to an empty one
    """

    job: float = 10_000.0
    km: float = 1.0
    hour: float = 10.0
    preferred: float = 20.0
    usual: float = 5.0
    soon: float = 0.5
    even: float = 0.5
    change: float = 20.0


@dataclass(frozen=True)
class Problem:
    """Everything that is asked.

    :param step: work starts at multiples of it
    :param day: length of a day, for what is better done soon
    """

    people: Sequence[Person]
    tasks: Sequence[Task]
    fixed: Sequence[Fixed] = ()
    travel: Travel = Travel()
    weights: Weights = Weights()
    step: int = 15
    day: int = 1440


class Stop(NamedTuple):
    """When a task is done, and by whom."""

    task: Hashable
    people: tuple[Hashable, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Plan:
    """The answer: each task has a stop, or is ``left`` with the reasons why.

    :param stops: by their start
    :param left: for each task without a stop how many people cannot do it, by the
        first rule that keeps them from it; see :mod:`.reasons`
    :param cost: what the search makes smaller; of two answers to one question that
        with less is the better one
    """

    stops: Sequence[Stop] = ()
    left: Mapping[Hashable, Mapping[str, int]] = field(default_factory=dict)
    cost: float = field(default=0.0, compare=False)
