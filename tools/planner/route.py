# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The order of the stops in one shift.

A route never changes: with a stop more or less it is another one. So each remembers
where a task would fit best, and a search that comes back to it need not look again.
Every stop starts as early as those before it let it.
"""

from bisect import bisect_right
from typing import NamedTuple

from .day import Day
from .problem import Place


class Node(NamedTuple):
    """A stop of a route; what is there already has no task.

    :param pin: when it starts; None when that follows from what lies before
    """

    task: int | None
    length: int
    place: Place
    effort: int
    pin: int | None = None


class Insertion(NamedTuple):
    """What it costs to have one task more, and where it comes in the route."""

    cost: float
    position: int


class Costs:
    """What routes cost, and the tasks that they are made of.

    :param minutes: time from place to place; the last row and column, of zeros, stand
        for a place that nobody knows
    :param price: cost of each way
    :param even: cost of the square of an hour's work in a shift
    """

    def __init__(self, tasks, minutes, price, even):
        self.tasks = tasks
        self.minutes = minutes
        self.price = price
        self.even = even

    def of_load(self, load: int) -> float:
        """Cost of so many minutes of work in one shift: the more, the dearer."""
        return self.even * (load / 60) ** 2


class Route:
    """Stops of a shift in order, with their times.

    :raises ValueError: when they do not fit
    """

    __slots__ = (
        "_ats",
        "_begins",
        "_ends",
        "_found",
        "_latest",
        "_next_places",
        "_pinned",
        "cost",
        "costs",
        "day",
        "load",
        "nodes",
    )

    def __init__(self, day: Day, nodes: tuple[Node, ...], costs: Costs):
        self.day = day
        self.nodes = nodes
        self.costs = costs
        self.load = sum(node.effort for node in nodes)
        if any(node.task is not None for node in nodes) and self._is_full(self.load):
            raise ValueError("It is too much work")
        self._found = {}
        self._pinned = {}
        self._set_times()
        self._set_limits()
        way = sum(
            costs.price[start][end]
            for start, end in zip(self._ats, [*self._ats[1:], day.home], strict=True)
        )
        self.cost = way + costs.of_load(self.load)

    def get_start(self, task: int) -> int:
        """When one of its tasks starts."""
        pairs = zip(self.nodes, self._begins, strict=True)
        return next(begin for node, begin in pairs if node.task == task)

    @property
    def spans(self) -> list[tuple[int, int]]:
        """When each stop starts and ends."""
        return list(zip(self._begins, self._ends[1:], strict=True))

    def count_started(self, moment: int) -> int:
        """How many of its stops start up to ``moment``."""
        return bisect_right(self._begins, moment)

    # === TIMES === #

    def _set_times(self):
        """Starts and ends, and where somebody is then; the first ones are those of
        the shift itself."""
        self._begins, self._ends, self._ats = [], [self.day.start], [self.day.home]
        for position, node in enumerate(self.nodes):
            begin = self._get_begin(node, position)
            self._begins.append(begin)
            self._ends.append(begin + node.length)
            self._ats.append(self._ats[-1] if node.place is None else node.place)
        if self.nodes and self.nodes[-1].task is not None and not self._gets_home():
            raise ValueError("The way home is too long")

    def _get_begin(self, node, position):
        at = self._ats[-1]
        way = 0 if node.place is None else self.costs.minutes[at][node.place]
        arrival = self.day.arrive(self._ends[-1], way)
        begin = self._get_first(node, arrival)
        if begin is not None:
            return begin
        is_given = node.task is None and (
            not position or self.nodes[position - 1].task is None
        )
        if is_given:  # what is planned already stays, whether it fits or not
            return node.pin
        raise ValueError("A stop does not fit")

    def _gets_home(self):
        way = self.costs.minutes[self._ats[-1]][self.day.home]
        return self.day.arrive(self._ends[-1], way) <= self.day.end

    def _set_limits(self):
        """Latest start of each stop, and the next known place from each position on."""
        count, day = len(self.nodes), self.day
        self._latest = [0] * count
        self._next_places = [day.home] * (count + 1)
        limit = day.leave(day.end, self.costs.minutes[self._ats[-1]][day.home])
        for position in range(count - 1, -1, -1):
            node = self.nodes[position]
            latest = self._get_last(node, limit - node.length)
            latest = self._begins[position] if latest is None else latest
            self._latest[position] = latest
            at = self._ats[position]
            if node.place is None:
                limit = latest
                self._next_places[position] = self._next_places[position + 1]
            else:
                limit = day.leave(latest, self.costs.minutes[at][node.place])
                self._next_places[position] = node.place

    def _get_first(self, node, moment):
        """The first start of ``node`` from ``moment`` on."""
        if node.pin is not None:
            return node.pin if moment <= node.pin else None
        return self.day.first_start(self._get_starts(node), moment)

    def _get_last(self, node, moment):
        """The last start of ``node`` up to ``moment``."""
        if node.pin is not None:
            return node.pin if node.pin <= moment else None
        return self.day.last_start(self._get_starts(node), moment)

    def _get_starts(self, node):
        return self.day.get_starts(self.costs.tasks[node.task])

    # === ONE STOP MORE === #

    def find(self, node: Node) -> Insertion | None:
        """Where ``node`` fits at the least cost; it has no pin."""
        try:
            return self._found[node.task]
        except KeyError:
            found = self._found[node.task] = self._find(node, self._get_starts(node))
            return found

    def find_pinned(self, node: Node) -> dict[int, Insertion]:
        """The same for each moment at which ``node`` could start."""
        if node.task not in self._pinned:
            step = self.day.step
            self._pinned[node.task] = {
                moment: found
                for first, last in self._get_starts(node)
                for moment in range(first, last + 1, step)
                if (found := self._find(node, [(moment, moment)]))
            }
        return self._pinned[node.task]

    def _find(self, node, starts):
        load = self.load + node.effort
        if not starts or self._is_full(load):
            return None
        minutes, price, day = self.costs.minutes, self.costs.price, self.day
        best = None
        for position, end in enumerate(self._ends):
            at = self._ats[position]
            place = at if node.place is None else node.place
            following = self._next_places[position]
            cost = price[at][place] + price[place][following] - price[at][following]
            if best is not None and cost >= best.cost:
                continue
            begin = day.first_start(starts, day.arrive(end, minutes[at][place]))
            if begin is None:
                if end > starts[-1][1]:
                    break
                continue
            if self._suits(position, begin + node.length, place):
                best = Insertion(cost, position)
        if best is None:
            return None
        more = self.costs.of_load(load) - self.costs.of_load(self.load)
        return Insertion(best.cost + more, best.position)

    def _is_full(self, load):
        return self.day.most is not None and load > self.day.most

    def _suits(self, position, end, place):
        """Whether the rest still fits when somebody leaves ``place`` at ``end``."""
        minutes, day = self.costs.minutes, self.day
        for following in range(position, len(self.nodes)):
            node = self.nodes[following]
            if node.place is not None:
                way = minutes[place][node.place]
                return day.arrive(end, way) <= self._latest[following]
            begin = self._get_first(node, end)
            if begin is None:
                return False
            end = begin + node.length
        return day.arrive(end, minutes[place][day.home]) <= day.end
