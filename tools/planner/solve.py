# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""From the question to the answer."""

import logging
from collections.abc import Collection

from . import vroom_solver
from .board import Board
from .check import find_faults
from .draft import Draft, resume
from .problem import Plan, Problem, Stop
from .reasons import explain
from .search import Limits, Search

_logger = logging.getLogger(__name__)

DEFAULT = Limits()


def solve(
    problem: Problem,
    limits: Limits = DEFAULT,
    seed: int = 0,
    watch=None,
    solver=True,
    known: Collection[Stop] = (),
) -> Plan:
    """The best plan that is found within the limits.

    :param seed: with the same one, the same rounds and enough seconds for them, the
        same problem has the same plan
    :param watch: told of the :class:`~.search.Progress` of each better plan; the
        search ends when it returns True
    :param solver: whether an installed solver may make the first plan
    :param known: an earlier answer, which this one goes on from
    """
    board = Board(problem)
    search = Search(board, limits, seed, watch)
    draft = resume(board, known)
    if not draft.days and solver and vroom_solver.is_installed():
        draft = vroom_solver.start(board, limits.seconds / 2)
    return keep_to_rules(problem, make_plan(search.run(draft)))


def make_plan(draft: Draft) -> Plan:
    """What a draft comes to, with the reasons of what has no place."""
    tasks = draft.board.tasks
    stops = []
    for number, days in draft.days.items():
        start = draft.get_start(number)
        people = tuple(draft.board.days[day].person.key for day in sorted(days))
        end = start + tasks[number].length
        stops.append((start, number, Stop(tasks[number].key, people, start, end)))
    return Plan(
        [stop for _start, _number, stop in sorted(stops)],
        {tasks[number].key: explain(draft, number) for number in sorted(draft.absent)},
        draft.cost,
    )


def keep_to_rules(problem: Problem, plan: Plan) -> Plan:
    """``plan`` without the stops that break a rule; there should be none."""
    while faults := find_faults(problem, plan):
        _logger.error("A plan breaks rules: %s", faults)
        wrong = {fault.task for fault in faults}
        stops = [stop for stop in plan.stops if stop.task not in wrong]
        left = {**dict.fromkeys(wrong, {"rule": 1}), **plan.left}
        plan = Plan(stops, left, plan.cost)
    return plan
