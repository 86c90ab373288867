# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A better plan from one that is there: what need not change does not."""

from .board import Board
from .check import find_faults
from .draft import resume
from .measure import measure
from .problem import Plan, Problem, Stop
from .search import Limits, Search
from .solve import keep_to_rules, make_plan


def improve(
    problem: Problem,
    stops: list[Stop],
    limits: Limits,
    seed: int = 0,
    mends: bool = True,
) -> Plan:
    """The best plan that is found from ``stops`` on.

    What does not fit as it is gets another place; what does moves only for a shorter
    way. Where nothing comes into a shift and the order is the same, all keep their
    times.

    :param stops: of one person each, at the times at which they are planned now
    :param mends: whether what does not fit gets another place; else that alone is
        ``left``, without a reason, and nothing is looked for
    """
    board = Board(problem)
    first = resume(board, stops)
    did_fit = not first.absent
    if not did_fit and not mends:
        return Plan(left={board.tasks[number].key: {} for number in first.absent})
    draft = Search(board, limits, seed).improve(first)
    plan = _keep_times(problem, stops, keep_to_rules(problem, make_plan(draft)))
    if did_fit and not _is_shorter(problem, plan.stops, stops):
        return Plan(sorted(stops, key=lambda one: one.start))
    return plan


def _is_shorter(problem, stops, others):
    """Whether there is less to drive; ways that nobody knows count for nothing."""
    one, other = measure(problem, stops), measure(problem, others)
    return (one.km, one.travel) < (other.km, other.travel)


def _keep_times(problem, stops, plan):
    """``plan`` with the times that were there, where a shift has nothing new and the
    same order."""
    old, new = _split(problem, stops), _split(problem, plan.stops)
    kept = {}
    for shift, after in new.items():
        tasks = [stop.task for stop in after]
        before = [stop for stop in old.get(shift, ()) if stop.task in tasks]
        if [stop.task for stop in before] == tasks:
            same = {stop.task: stop for stop in before}
            if _fits(problem, plan, same):
                kept |= same
    return Plan([kept.get(stop.task, stop) for stop in plan.stops], plan.left)


def _fits(problem, plan, same):
    """Whether ``same`` keeps the rules at its old times, which may be of any minute."""
    other = Plan([same.get(stop.task, stop) for stop in plan.stops], plan.left)
    return not any(
        fault.task in same and fault.rule != "step"
        for fault in find_faults(problem, other)
    )


def _split(problem, stops):
    """Stops of one person in order, by the person and the begin of the shift."""
    split = {}
    for stop in sorted(stops, key=lambda one: one.start):
        for person in problem.people:
            for shift in person.shifts:
                is_inside = shift.start <= stop.start < shift.end
                if is_inside and (person.key,) == stop.people:
                    split.setdefault((person.key, shift.start), []).append(stop)
    return split
