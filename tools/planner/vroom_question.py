# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A question in the words of the solver VROOM; needs ``pyvroom``."""

from datetime import timedelta

import numpy
import vroom

from .board import get_effort, may_do
from .day import common, merged

PROFILE = "car"
EFFORT = 0  # of 0 to 5: it looks shortly, our own search goes on
PRECISION = 100  # of costs, which have to be whole numbers
MAX_PRIORITY = 100  # that of what is fixed


class Question:
    """A board in the words of the solver: a vehicle for each day of each person.

    Jobs have the numbers of their tasks; what is fixed has those that follow.
    """

    def __init__(self, board):
        self.board = board
        self.origin = min(day.start for day in board.days)
        self.end = max(day.end for day in board.days)
        self.is_limited = any(day.most is not None for day in board.days)
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
            start=day.home,
            end=day.home,
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
        return {name: [amount]} if self.is_limited else {}

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
