# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A good plan to begin with, by the open solver VROOM where ``pyvroom`` is installed.

VROOM (Verso, https://github.com/VROOM-Project/vroom, BSD) knows hours, breaks, skills,
windows, priorities and what is fixed. It knows no work of several people, none that
waits for other work, none without a place and none that goes on over a break: all that
is left for the search of our own, which goes on from its answer.
"""

import logging
from datetime import timedelta

from .board import Board, get_effort, may_do
from .day import common, merged
from .draft import Draft

try:
    import numpy
    import vroom
except ImportError:
    vroom = None

_logger = logging.getLogger(__name__)

PROFILE = "car"
EFFORT = 3  # of 0 to 5: how long it looks
PRECISION = 100  # of costs, which have to be whole numbers
MAX_PRIORITY = 100  # that of what is fixed


def is_installed() -> bool:
    """Whether the solver is there."""
    return vroom is not None


def start(board: Board, seconds: float) -> Draft:
    """The solver's plan, as far as it keeps our rules; an empty one without it."""
    draft = Draft(board)
    if not is_installed() or not board.nowhere or not board.days:
        return draft
    try:
        visits = _Question(board).ask(seconds)
    except Exception:
        _logger.warning("The solver of plans failed.", exc_info=True)
        return draft
    for day, moment, task in visits:
        draft.put(task, day, moment)
    return draft


class _Question:
    """A board in the words of the solver: a vehicle for each day of each person.

    Jobs have the numbers of their tasks; what is fixed has those that follow.
    """

    def __init__(self, board):
        self.board = board
        self.origin = min(day.start for day in board.days)
        self.end = max(day.end for day in board.days)
        self.has_limits = any(day.most is not None for day in board.days)
        self.abilities = {}  # the solver's skills: who may do what, by number

    def ask(self, seconds) -> list[tuple[int, int, int]]:
        """Day, moment and number of each task that has a place, in order."""
        board, question = self.board, vroom.Input()
        question.set_durations_matrix(PROFILE, self._get_minutes())
        price = numpy.array(board.costs.price) * PRECISION
        question.set_costs_matrix(PROFILE, numpy.rint(price))
        jobs = [
            self._make_job(number, task)
            for number, task in enumerate(board.tasks)
            if task.place is not None
            and board.extra[number]
            and not board.is_coupled[number]
        ]
        if not jobs:
            return []
        question.add_job(jobs + self._make_fixed())
        question.add_vehicle(
            [self._make_vehicle(*each) for each in enumerate(board.days)]
        )
        solution = question.solve(EFFORT, 1, timedelta(seconds=seconds))
        return self._read(solution.routes)

    def _get_minutes(self):
        """Ways in whole steps, so that what comes after them begins at one."""
        step = self.board.problem.step
        return -(-numpy.array(self.board.costs.minutes) // step) * step

    def _make_job(self, number, task):
        first = self.origin if task.earliest is None else task.earliest
        last = self.end if task.deadline is None else task.deadline
        ability = tuple(map(frozenset, (task.skills, task.crew, task.refused)))
        return vroom.Job(
            number,
            task.place,
            default_service=task.length,
            skills={self.abilities.setdefault(ability, len(self.abilities))},
            priority=min(2**task.priority, MAX_PRIORITY - 1),
            time_windows=[
                self._window(*span)
                for span in merged(
                    (max(start, first, self.origin), min(end, last) - task.length)
                    for start, end in task.windows or [(first, last)]
                )
                if span[0] <= span[1]
            ],
            **self._amount("delivery", get_effort(task)),
        )

    def _make_fixed(self):
        """What is planned at a known place: jobs that only one day may have."""
        jobs = []
        for day, route in enumerate(self.board.empty):
            for node in route.nodes:
                if node.place is not None:
                    job = vroom.Job(
                        len(self.board.tasks) + len(jobs),
                        node.place,
                        default_service=node.length,
                        skills={self._get_mark(day)},
                        priority=MAX_PRIORITY,
                        time_windows=[self._window(node.pin, node.pin)],
                        **self._amount("delivery", node.effort),
                    )
                    jobs.append(job)
        return jobs

    def _make_vehicle(self, number, day):
        home = None if day.home == self.board.nowhere else day.home
        elsewhere = [
            (node.pin, node.pin + node.length)
            for node in self.board.empty[number].nodes
            if node.place is None
        ]
        shift = [(day.start, day.end)]
        breaks = common(merged([*day.blocked, *elsewhere]), shift)
        abilities = {
            ability
            for (skills, crew, refused), ability in self.abilities.items()
            if may_do(day.person, skills, crew, refused)
        }
        return vroom.Vehicle(
            number,
            start=self.board.nowhere if home is None else home,
            end=self.board.nowhere if home is None else home,
            skills=abilities | {self._get_mark(number)},
            time_window=self._window(day.start, day.end),
            breaks=[
                vroom.Break(index, [self._window(start, start)], service=end - start)
                for index, (start, end) in enumerate(breaks)
            ],
            **self._amount("capacity", self.end if day.most is None else day.most),
        )

    def _get_mark(self, day):
        """The ability that only this day has."""
        return len(self.board.tasks) + day

    def _window(self, start, end):
        return vroom.TimeWindow(start - self.origin, end - self.origin)

    def _amount(self, name, amount):
        return {name: [amount]} if self.has_limits else {}

    def _read(self, routes):
        if "id" not in routes:  # nobody goes anywhere
            return []
        visits = routes[(routes.type == "job") & (routes.id < len(self.board.tasks))]
        moments = visits.arrival + visits.waiting_time + self.origin
        return sorted(
            (int(day), int(moment), int(task))
            for day, moment, task in zip(
                visits.vehicle_id, moments, visits.id, strict=True
            )
        )
