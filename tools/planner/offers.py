# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Who can do one task, and when: each place that it could have, not only the best."""

from collections import Counter
from collections.abc import Hashable
from typing import NamedTuple

from .board import Board
from .draft import Draft
from .measure import measure
from .problem import Problem, Stop

PER_PERSON = 2  # so many shifts of one person are offered


class Offer(NamedTuple):
    """A place for a task.

    :param km: kilometres that it adds; None when nobody knows from where
    """

    stop: Stop
    km: float | None


def find_offers(problem: Problem, key: Hashable, most: int = 8) -> list[Offer]:
    """The best places of a task on different shifts, the best one first.

    Work of several people at once has one offer, that of the best of them.

    :param most: so many at most
    """
    board = Board(problem)
    number = board.numbers[key]
    is_single = not board.is_coupled[number]
    found = _find_single(board, number) if is_single else _find_together(board, number)
    return [Offer(stop, _get_more_km(problem, stop)) for stop in _choose(found, most)]


def _get_more_km(problem, stop):
    before, after = measure(problem, ()), measure(problem, [stop])
    is_known = any(
        person.key in stop.people and _is_located(problem, person, stop)
        for person in problem.people
    )
    return max(after.km - before.km, 0.0) if is_known else None


def _is_located(problem, person, stop):
    """Whether somebody comes from anywhere known on the day of ``stop``."""
    return person.home is not None or any(
        fixed.person == person.key
        and fixed.place is not None
        and shift.start <= fixed.start < shift.end
        and shift.start <= stop.start < shift.end
        for fixed in problem.fixed
        for shift in person.shifts
    )


def _find_single(board, number):
    """The best start on each shift, the cheapest first."""
    node, found = board.nodes[number], []
    for day, extra in board.extra[number].items():
        insertion = board.empty[day].find(node)
        if insertion is None:
            continue
        nodes = list(board.empty[day].nodes)
        nodes.insert(insertion.position, node)
        start = board.get_route(day, tuple(nodes)).get_start(number)
        stop = _make_stop(board, number, [day], start)
        found.append((insertion.cost + extra, start, day, stop))
    return [stop for *_order, stop in sorted(found)]


def _find_together(board, number):
    draft = Draft(board)
    if not draft.insert(number):
        return []
    return [_make_stop(board, number, draft.days[number], draft.get_start(number))]


def _make_stop(board, number, days, start):
    task = board.tasks[number]
    people = tuple(board.days[day].person.key for day in sorted(days))
    return Stop(task.key, people, start, start + task.length)


def _choose(stops, most):
    """The first of them, not too many of one person."""
    taken, chosen = Counter(), []
    for stop in stops:
        if taken[stop.people] < PER_PERSON and len(chosen) < most:
            taken[stop.people] += 1
            chosen.append(stop)
    return chosen
