# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Whether a plan keeps all the rules.

Looks at each stop again in the plainest way, and shares nothing with what makes plans,
so that no mistake of theirs is one here as well.
"""

from collections import Counter
from typing import NamedTuple

from .problem import Plan, Problem, Stop


class Fault(NamedTuple):
    """A rule that a stop breaks."""

    task: object
    rule: str


def find_faults(problem: Problem, plan: Plan) -> list[Fault]:
    """Every rule that ``plan`` breaks; none when it may be shown.

    Rules: ``once``, ``people``, ``skills``, ``length``, ``step``, ``hours``,
    ``windows``, ``deadline``, ``order``, ``overlap``, ``way`` and ``reserve``.
    """
    checker = _Checker(problem, plan)
    faults = [
        Fault(task.key, "once")
        for task in problem.tasks
        if checker.counts[task.key] + (task.key in plan.left) != 1
    ]
    for stop in plan.stops:
        if stop.task not in checker.tasks or not set(stop.people) <= set(
            checker.people
        ):
            faults.append(Fault(stop.task, "people"))
            continue
        faults += [
            Fault(stop.task, rule)
            for rule, breaks in checker.rules.items()
            if breaks(stop)
        ]
    return faults


class _Checker:
    def __init__(self, problem, plan):
        self.problem = problem
        self.tasks = {task.key: task for task in problem.tasks}
        self.people = {person.key: person for person in problem.people}
        self.counts = Counter(stop.task for stop in plan.stops)
        self.ends = {stop.task: stop.end for stop in plan.stops}
        self.visits = self.get_visits(plan)  # start, end, place and task, if it is new
        self.rules = {
            "people": self.has_wrong_people,
            "skills": self.lacks_skills,
            "length": self.is_of_other_length,
            "step": self.is_between_steps,
            "hours": self.is_outside_hours,
            "windows": self.is_outside_windows,
            "deadline": self.is_late,
            "order": self.is_too_early,
            "overlap": self.overlaps,
            "way": self.leaves_no_time_for_the_way,
            "reserve": self.takes_too_much,
        }

    def get_visits(self, plan):
        visits = {key: [] for key in self.people}
        for stop in self.problem.fixed:
            visit = stop.start, stop.end, stop.place, None
            visits.setdefault(stop.person, []).append(visit)
        for stop in plan.stops:
            place = stop.task in self.tasks and self.tasks[stop.task].place
            for person in stop.people:
                visit = stop.start, stop.end, place, stop.task
                visits.setdefault(person, []).append(visit)
        return visits

    # === THE STOP ITSELF === #

    def has_wrong_people(self, stop):
        task, people = self.tasks[stop.task], set(stop.people)
        if people & set(task.refused):
            return True
        if task.crew:
            return people != set(task.crew)
        return len(people) != task.size

    def lacks_skills(self, stop):
        needed = set(self.tasks[stop.task].skills)
        return any(needed - set(self.people[one].skills) for one in stop.people)

    def is_of_other_length(self, stop):
        return stop.end - stop.start != self.tasks[stop.task].length

    def is_between_steps(self, stop):
        return stop.start % self.problem.step != 0

    def is_outside_windows(self, stop):
        windows = self.tasks[stop.task].windows
        return bool(windows) and not any(
            start <= stop.start and stop.end <= end for start, end in windows
        )

    def is_late(self, stop):
        deadline = self.tasks[stop.task].deadline
        return deadline is not None and stop.end > deadline

    def is_too_early(self, stop):
        task = self.tasks[stop.task]
        if task.earliest is not None and stop.start < task.earliest:
            return True
        return any(
            key not in self.ends or self.ends[key] > stop.start
            for key in task.after
            if key in self.tasks
        )

    # === THE SHIFT === #

    def get_shift(self, person, stop):
        for shift in self.people[person].shifts:
            if shift.start <= stop.start and stop.end <= shift.end:
                return shift
        return None

    def is_outside_hours(self, stop):
        for person in stop.people:
            shift = self.get_shift(person, stop)
            if shift is None or any(_meet(stop, *span) for span in shift.off):
                return True
            crosses = any(_meet(stop, *span) for span in shift.breaks)
            if crosses and self._get_longest_part(shift) >= stop.end - stop.start:
                return True
        return False

    def _get_longest_part(self, shift):
        edges = [shift.start, shift.end]
        for span in shift.breaks:
            edges += span
        edges = sorted(min(max(edge, shift.start), shift.end) for edge in edges)
        parts = zip(edges, edges[1:], strict=False)
        return max(
            end - start
            for start, end in parts
            if not any(begin <= start and end <= last for begin, last in shift.breaks)
        )

    def takes_too_much(self, stop):
        for person in stop.people:
            shift = self.get_shift(person, stop)
            if shift is None or shift.most is None:
                continue
            effort = 0
            for start, end, _place, task in self.visits[person]:
                if start < shift.end and end > shift.start:
                    length = min(end, shift.end) - max(start, shift.start)
                    is_set = task is None or self.tasks[task].effort is None
                    effort += length if is_set else self.tasks[task].effort
            if effort > shift.most:
                return True
        return False

    # === WHAT LIES BESIDE IT === #

    def overlaps(self, stop):
        return any(
            task != stop.task and _meet(stop, start, end)
            for person in stop.people
            for start, end, _place, task in self.visits[person]
        )

    def leaves_no_time_for_the_way(self, stop):
        place = self.tasks[stop.task].place
        return place is not None and any(
            self._is_short_before(stop, person, place)
            or self._is_short_after(stop, person, place)
            for person in stop.people
        )

    def get_home(self, person):
        """Where somebody is when a shift starts and ends, if the way is part of it."""
        person = self.people[person]
        return person.home if person.drives_in_shift else None

    def _is_short_before(self, stop, person, place):
        shift = self.get_shift(person, stop)
        if shift is None:
            return False
        earlier = [
            visit
            for visit in self.visits[person]
            if shift.start < visit[1] <= stop.start and visit[3] != stop.task
        ]
        start = shift.start, shift.start, self.get_home(person)
        known = [visit[:3] for visit in earlier if visit[2] is not None] or [start]
        origin = max(known, key=lambda visit: visit[1])
        return self._is_short(shift, earlier, origin[1:], (stop.start, place))

    def _is_short_after(self, stop, person, place):
        shift = self.get_shift(person, stop)
        if shift is None:
            return False
        later = [
            visit
            for visit in self.visits[person]
            if stop.end <= visit[0] < shift.end and visit[3] != stop.task
        ]
        end = shift.end, shift.end, self.get_home(person)
        known = [visit[:3] for visit in later if visit[2] is not None] or [end]
        goal = min(known, key=lambda visit: visit[0])
        return self._is_short(shift, later, (stop.end, place), (goal[0], goal[2]))

    def _is_short(self, shift, visits, origin, goal):
        """Whether the minutes between two places are too few for the way: those in
        which somebody neither works elsewhere nor pauses."""
        (start, place), (end, other) = origin, goal
        if place is None or other is None:
            return False
        spans = [*shift.breaks, *shift.off, *(visit[:2] for visit in visits)]
        free = sum(
            not any(begin <= minute < finish for begin, finish in spans)
            for minute in range(start, end)
        )
        return free < self.problem.travel.minutes[place][other]


def _meet(stop: Stop, start, end):
    return stop.start < end and start < stop.end
