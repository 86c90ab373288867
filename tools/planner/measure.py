# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What a plan comes to, in numbers that people compare."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from .problem import Fixed, Problem, Stop


class Measures(NamedTuple):
    """Of all shifts together.

    :param jobs: stops, what is fixed included; one of several people counts once
    :param km: kilometres, from and to home included
    :param travel: hours on the way
    :param late: tasks that end after their deadline
    :param overtime: hours of stops outside the shifts
    """

    jobs: int = 0
    km: float = 0.0
    travel: float = 0.0
    late: int = 0
    overtime: float = 0.0


def measure(problem: Problem, stops: Iterable[Stop]) -> Measures:
    """What is fixed and ``stops`` come to."""
    stops = list(stops)
    tasks = {task.key: task for task in problem.tasks}
    visits = defaultdict(list)
    for fixed in problem.fixed:
        visits[fixed.person].append(fixed)
    for stop in stops:
        for person in stop.people:
            place = tasks[stop.task].place
            visits[person].append(Fixed(person, stop.start, stop.end, place))
    minutes = sum(fixed.end - fixed.start for fixed in problem.fixed)
    minutes += sum((stop.end - stop.start) * len(stop.people) for stop in stops)
    km = travel = inside = 0
    for person in problem.people:
        for shift in person.shifts:
            here = [
                visit
                for visit in sorted(visits[person.key], key=lambda visit: visit[1:3])
                if visit.start < shift.end and visit.end > shift.start
            ]
            ways = list(_get_ways(person, here))
            km += sum(problem.travel.km[start][end] for start, end in ways)
            travel += sum(problem.travel.minutes[start][end] for start, end in ways)
            inside += sum(
                min(visit.end, shift.end) - max(visit.start, shift.start)
                for visit in here
            )
    late = sum(
        tasks[stop.task].deadline is not None and stop.end > tasks[stop.task].deadline
        for stop in stops
    )
    jobs = _count_fixed(problem.fixed) + len(stops)
    return Measures(jobs, km, travel / 60, late, (minutes - inside) / 60)


def _count_fixed(fixed):
    keys = [stop.key for stop in fixed]
    return len({key for key in keys if key is not None}) + keys.count(None)


def _get_ways(person, visits):
    """From place to place, and from and to home when there is anything to visit."""
    places = [visit.place for visit in visits if visit.place is not None]
    if places and person.home is not None:
        places = [person.home, *places, person.home]
    return zip(places, places[1:], strict=False)
