# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A plan in the making: a route for each shift, and tasks that come and go.

Each task comes where it adds least (the cheapest insertion of M. Solomon, "Algorithms
for the vehicle routing and scheduling problems with time window constraints",
Operations Research 35, 1987). Work of several people, and work that waits for other
work, gets a definite start when it is inserted, so that routes stay independent of one
another; whatever waits for a task goes when it goes.
"""

from collections import defaultdict
from collections.abc import Iterable

from .board import Board
from .problem import Stop
from .route import Insertion, Node, Route


class Draft:
    """Routes by the number of their day, and what has no place yet."""

    def __init__(self, board: Board):
        self.board = board
        self.routes = list(board.empty)
        self.days: dict[int, tuple[int, ...]] = {}  # of each task that has a place
        self.absent = set(range(len(board.tasks)))
        self.cost = sum(board.penalties) + sum(route.cost for route in board.empty)

    def clone(self) -> "Draft":
        """Another one like it, to be changed."""
        other = object.__new__(Draft)
        other.board = self.board
        other.routes = self.routes.copy()
        other.days = self.days.copy()
        other.absent = self.absent.copy()
        other.cost = self.cost
        return other

    def get_start(self, task: int) -> int:
        """When a task that has a place starts."""
        return self.routes[self.days[task][0]].get_start(task)

    # === OUT === #

    def remove(self, tasks) -> set[int]:
        """Take tasks out, and those that wait for them; return all of these.

        Where the rest of a day would not fit any more, because the direct way is longer
        than that over a third place, all of it goes.
        """
        gone = self._get_with_later(tasks)
        days = sorted({day for task in gone for day in self.days[task]})
        for task in gone:
            self._forget(task)
        for day in days:
            nodes = [
                node
                for node in self.routes[day].nodes
                if node.task is None or node.task in self.days
            ]
            try:
                self._set_nodes(day, nodes)
            except ValueError:
                rest = [node.task for node in nodes if node.task is not None]
                gone |= self.remove(rest)
        return gone

    def _get_with_later(self, tasks):
        """Those of ``tasks`` that have a place, with those that wait for them."""
        found, more = set(), [task for task in tasks if task in self.days]
        while more:
            found.update(more)
            more = [
                later
                for task in more
                for later in self.board.later[task]
                if later in self.days and later not in found
            ]
        return found

    def _forget(self, task):
        days = self.days.pop(task)
        self.absent.add(task)
        self.cost += self.board.penalties[task]
        self.cost -= sum(self.board.extra[task][day] for day in days)

    # === IN === #

    def insert(self, task: int, is_skipped=None) -> bool:
        """Give a task the best place that there is; tell whether there was one.

        :param is_skipped: called for each place; one that it is true for is not taken
        """
        if self.board.is_coupled[task]:
            return self._insert_coupled(task, is_skipped)
        node, best, best_day = self.board.nodes[task], None, None
        for day, extra in self.board.extra[task].items():
            if best is not None and extra >= best.cost:
                break  # they are in this order
            found = self.routes[day].find(node)
            if found is None or (is_skipped and is_skipped()):
                continue
            if best is None or found.cost + extra < best.cost:
                best, best_day = Insertion(found.cost + extra, found.position), day
        if best is None:
            return False
        self._put(task, node, [(best_day, best.position)])
        return True

    def put(self, task: int, day: int, moment: int) -> bool:
        """Do a simple task on a day after all that starts up to ``moment``, if it
        fits."""
        position = self.routes[day].count_started(moment)
        try:
            self._put(task, self.board.nodes[task], [(day, position)])
        except ValueError:
            return False
        return True

    def _insert_coupled(self, task, is_skipped):
        """The cheapest start that all of the people can make, after what comes first.

        The earliest of several that cost the same.
        """
        board = self.board
        if not board.before[task] <= self.days.keys():
            return False
        begin = max((self._get_end(one) for one in board.before[task]), default=None)
        offers = defaultdict(dict)  # by start and person
        for day, extra in board.extra[task].items():
            person = board.days[day].person.key
            for start, found in self.routes[day].find_pinned(board.nodes[task]).items():
                if begin is None or start >= begin:
                    offer = Insertion(found.cost + extra, found.position), day
                    offers[start][person] = offer
        best = None
        for start in sorted(offers):
            team = self._choose_team(task, offers[start])
            cost = sum(offer.cost for offer, _day in team)
            is_better = team and (best is None or cost < best[0])
            if is_better and not (is_skipped and is_skipped()):
                best = cost, start, team
        if best is None:
            return False
        _cost, start, team = best
        node = board.nodes[task]._replace(pin=start)
        self._put(task, node, [(day, offer.position) for offer, day in team])
        return True

    def _choose_team(self, task, offers):
        """The cheapest people, as many as it takes; nobody when they are too few."""
        size = self.board.sizes[task]
        return sorted(offers.values())[:size] if len(offers) >= size else []

    def _get_end(self, task):
        return self.get_start(task) + self.board.nodes[task].length

    def _put(self, task, node: Node, places):
        for day, position in places:
            nodes = self.routes[day].nodes
            self._set_nodes(day, [*nodes[:position], node, *nodes[position:]])
        self.days[task] = tuple(day for day, _position in places)
        self.absent.discard(task)
        self.cost -= self.board.penalties[task]
        self.cost += sum(self.board.extra[task][day] for day, _position in places)

    def _set_nodes(self, day, nodes):
        self.set_route(day, self.board.get_route(day, tuple(nodes)))

    def set_route(self, day: int, route: Route):
        """Do the same tasks of a day in another order."""
        self.cost += route.cost - self.routes[day].cost
        self.routes[day] = route


def resume(board: Board, stops: Iterable[Stop]) -> Draft:
    """The plan of these stops, as far as it fits and the work is simple."""
    draft = Draft(board)
    for stop in sorted(stops, key=lambda one: one.start):
        number = board.numbers.get(stop.task)
        if number in draft.absent and not board.is_coupled[number]:
            for day in board.extra[number]:
                shift = board.days[day]
                is_inside = shift.start <= stop.start < shift.end
                if is_inside and (shift.person.key,) == stop.people:
                    draft.put(number, day, stop.start)
    return draft
