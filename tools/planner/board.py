# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A problem made ready for a search: everything by number, costs worked out once."""

from .day import Day
from .problem import Person, Problem, Task
from .route import Costs, Node, Route

MAX_ROUTES = 40_000  # so many are remembered
HOUR_MOVED = 8**2 - 7**2 - 1**2  # squares of hours, from a full shift to an empty one


class Board:
    """Tasks and days by number, and what they cost together.

    :ivar extra: for each task what it costs more on each of the days that its people
        have, the cheapest first
    :ivar penalties: what it costs to leave each task out
    :ivar before, later: tasks that come before each one, and those that wait for it
    """

    def __init__(self, problem: Problem):
        self.problem = problem
        self.tasks = list(problem.tasks)
        self.numbers = {task.key: number for number, task in enumerate(self.tasks)}
        self.homes = self._number_homes()
        self.nowhere = len(problem.travel.minutes) + len(self.homes)
        self.costs = self._make_costs()
        self.days = self._make_days()
        self.nodes = [
            Node(number, task.length, task.place, get_effort(task))
            for number, task in enumerate(self.tasks)
        ]
        self.sizes = [len(task.crew) or task.size for task in self.tasks]
        self._set_order()
        self._set_costs()
        self._routes = {}
        self.empty = [
            self.get_route(day, nodes) for day, nodes in enumerate(self._get_fixed())
        ]

    def get_route(self, day: int, nodes: tuple[Node, ...]) -> Route:
        """The route of these stops; the same one whenever it is asked for.

        :raises ValueError: when they do not fit
        """
        key = day, nodes
        if key not in self._routes:
            if len(self._routes) >= MAX_ROUTES:
                self._routes.clear()
            self._routes[key] = Route(self.days[day], nodes, self.costs)
        return self._routes[key]

    def get_place(self, task: int) -> int:
        """The row of the matrices where a task is done."""
        place = self.tasks[task].place
        return self.nowhere if place is None else place

    # === PREPARATION === #

    def _number_homes(self):
        """Rows of the matrices for homes from which the way takes no time."""
        homes = {
            person.home: None
            for person in self.problem.people
            if person.home is not None and not person.drives_in_shift
        }
        return {
            home: number
            for number, home in enumerate(homes, len(self.problem.travel.minutes))
        }

    def _make_costs(self):
        """The matrices, with homes that are no time away and a place that nobody knows.

        It costs as much to go there as to other places on average, so that another day
        is not free of charge where nobody knows from where somebody sets out.
        """
        travel, weights = self.problem.travel, self.problem.weights
        price = [
            [
                weights.km * km + weights.hour * time / 60
                for km, time in zip(*rows, strict=True)
            ]
            for rows in zip(travel.km, travel.minutes, strict=True)
        ]
        minutes = [list(row) for row in travel.minutes]
        for home in self.homes:
            _add_place(price, [row[home] for row in price], price[home])
            _add_place(minutes, [0] * len(minutes), [0] * len(minutes))
        usual = [sum(row) / max(len(row) - 1, 1) for row in price]
        _add_place(price, usual, usual)
        _add_place(minutes, [0] * len(minutes), [0] * len(minutes))
        return Costs(self.tasks, minutes, price, weights.even / HOUR_MOVED)

    def _get_home(self, person):
        """The row of the matrices from which somebody sets out."""
        if person.home is None:
            return self.nowhere
        return person.home if person.drives_in_shift else self.homes[person.home]

    def _make_days(self):
        return [
            Day(
                person,
                shift,
                self._get_home(person),
                self.problem.step,
            )
            for person in self.problem.people
            for shift in person.shifts
        ]

    def _set_order(self):
        self.before = [
            {self.numbers[key] for key in task.after if key in self.numbers}
            for task in self.tasks
        ]
        self.later = [set() for _task in self.tasks]
        for number, before in enumerate(self.before):
            for first in before:
                self.later[first].add(number)
        self.is_coupled = [
            bool(self.before[number] or self.later[number] or self.sizes[number] > 1)
            for number in range(len(self.tasks))
        ]
        self.ranks = self._rank()

    def _rank(self):
        """How many tasks in a row come before each one; endless for a circle."""
        ranks = [0] * len(self.tasks)
        for _round in self.tasks:
            known = [
                1 + max((ranks[one] for one in before), default=-1)
                for before in self.before
            ]
            if known == ranks:
                break
            ranks = known
        return ranks

    def _set_costs(self):
        first = min((day.start for day in self.days), default=0)
        weights = self.problem.weights
        self.extra, self.penalties = [], []
        for task in self.tasks:
            urgency = 2**task.priority
            soon = weights.soon * urgency / self.problem.day
            extra = {
                number: soon * (day.start - first) + self._get_liking(task, day)
                for number, day in enumerate(self.days)
                if may_do(day.person, task.skills, task.crew, task.refused)
                and day.get_starts(task)
            }
            self.extra.append(dict(sorted(extra.items(), key=lambda item: item[1])))
            self.penalties.append(weights.job * urgency)

    def _get_liking(self, task, day):
        weights, person = self.problem.weights, day.person
        cost = 0.0
        if task.now is not None and not day.start <= task.now < day.end:
            cost += weights.change
        if task.preferred and person.key not in task.preferred:
            cost += weights.preferred
        if task.usual and person.key not in task.usual:
            cost += weights.usual
        return cost

    def _get_fixed(self):
        """What is there already, for each day; as far as it lies in it."""
        taken = {person.key: [] for person in self.problem.people}
        for stop in self.problem.fixed:
            if stop.person in taken:
                taken[stop.person].append(stop)
        return [
            _line_up(
                [
                    (max(stop.start, day.start), min(stop.end, day.end), stop.place)
                    for stop in taken[day.person.key]
                    if stop.start < day.end and stop.end > day.start
                ]
            )
            for day in self.days
        ]


def may_do(person: Person, skills, crew, refused) -> bool:
    """Whether somebody may do what takes these skills and these people."""
    if person.key in refused or (crew and person.key not in crew):
        return False
    return set(skills) <= set(person.skills)


def get_effort(task: Task) -> int:
    """What a task takes of the most that a shift may hold."""
    return task.length if task.effort is None else task.effort


def _line_up(stops):
    """Nodes of stops that stay; one that begins during another follows it."""
    nodes, free = [], float("-inf")
    for start, end, place in sorted(stops, key=lambda stop: stop[:2]):
        begin = max(start, free)
        if begin < end:
            nodes.append(Node(None, end - begin, place, end - begin, begin))
            free = end
    return tuple(nodes)


def _add_place(matrix, column, row):
    """A place more: how far it is from the others, and they from it."""
    row = [*row, 0]
    for line, value in zip(matrix, column, strict=True):
        line.append(value)
    matrix.append(row)
