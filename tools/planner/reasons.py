# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Why a task has no place: the first rule that keeps each of the people from it."""

from collections import Counter

from .board import Board, get_effort, may_do
from .day import common, without
from .draft import Draft

# In the order in which they are looked at; a person counts for the last one that any
# of their shifts gets to.
REASONS = (
    "unwanted",  # must not, or is not of the people who do it
    "skills",  # lacks a skill
    "hours",  # has no stretch of working time that is long enough
    "time",  # has none at all, or none within its windows and deadline
    "reserve",  # may hold no more effort on such a day
    "busy",  # does other work then
    "way",  # has a gap that is long enough, but not for the way as well
    "together",  # could, but not when the others can, nor after what comes first
)


def explain(draft: Draft, task: int) -> dict[str, int]:
    """How many people do not do a task, by the reason."""
    return dict(
        Counter(_explain(draft, task, person) for person in draft.board.problem.people)
    )


def _explain(draft, number, person):
    board = draft.board
    task = board.tasks[number]
    if not may_do(person, (), task.crew, task.refused):
        return "unwanted"
    if not may_do(person, task.skills, (), ()):
        return "skills"
    return max(
        (
            _explain_day(board, number, route)
            for route in draft.routes
            if route.day.person is person
        ),
        key=REASONS.index,
        default="time",
    )


def _explain_day(board: Board, number, route):
    task, day = board.tasks[number], route.day
    if not day.get_rooms(task.length):
        return "hours"
    starts = day.get_starts(task)
    if not starts:
        return "time"
    if day.most is not None and route.load + get_effort(task) > day.most:
        return "reserve"
    rooms = common(
        day.get_rooms(task.length),
        [(first, last + task.length) for first, last in starts],
    )
    gaps = without(rooms, route.spans)
    if all(end - start < task.length for start, end in gaps):
        return "busy"
    if not board.is_coupled[number]:
        return "way"
    return "together" if route.find_pinned(board.nodes[number]) else "way"
