# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Look for ever better plans.

A part of the plan that lies close together is taken out and put back in another order,
over and over: ruin and recreate (G. Schrimpf and others, Journal of Computational
Physics 159, 2000) with the strings and blinks of J. Christiaens and G. Vanden Berghe,
"Slack induction by string removals for vehicle routing problems", Transportation
Science 54, 2020. A plan that is a little worse is gone on with now and then, less and
less often (simulated annealing, S. Kirkpatrick and others, Science 220, 1983).

At the end, stops of a day change places with the next one (the swap of neighbours, the
smallest case of Or-opt: I. Or, dissertation, Northwestern University, 1976) where that
brings forward what is due first and costs nothing.
"""

import random
from collections.abc import Callable
from math import log
from time import monotonic
from typing import NamedTuple

from .board import Board
from .draft import Draft

REMOVED = 10  # tasks taken out at a time, on average
LONGEST_STRING = 10
NEAR = 60  # neighbours of a task that may go with it
BLINK = 0.01  # so often a good place is not seen
WARM, COLD = 0.5, 0.005  # of an average way: how much worse is gone on with
RETRIED = 5  # tasks without a place that are tried again in each round


class Limits(NamedTuple):
    """When to stop: after so many rounds or seconds, whichever comes first.

    Without rounds the seconds alone count, and the same seed may give another plan.
    """

    seconds: float = 10.0
    rounds: int | None = None


class Progress(NamedTuple):
    """How far a search is, and the best so far."""

    part: float
    placed: int
    cost: float


class Search:
    """One search on a board.

    :param watch: told of each better plan; the search ends when it returns True
    """

    def __init__(
        self,
        board: Board,
        limits: Limits,
        seed: int = 0,
        watch: Callable[[Progress], bool | None] | None = None,
    ):
        self.board = board
        self.limits = limits
        self.watch = watch
        self.random = random.Random(seed)
        self.begun = monotonic()
        self._near = {}

    def run(self, draft: Draft) -> Draft:
        """The best plan that is found from ``draft`` on, in the order of urgency."""
        best = self.improve(draft).clone()
        self._order_by_urgency(best)
        return best

    def improve(self, draft: Draft) -> Draft:
        """The best plan that is found; ``draft`` itself where none is better."""
        self.fill(draft)
        best = current = draft
        warm = self._get_average_way(draft)
        done, is_over = 0, not draft.days
        while not is_over and (part := self._get_part(done)) < 1:
            other = current.clone()
            self._change(other)
            heat = warm * WARM * (COLD / WARM) ** part
            if other.cost < current.cost - heat * log(1 - self.random.random()):
                current = other
            if current.cost < best.cost - 1e-9:
                best = current
                is_over = self._tell(best, part)
            done += 1
        return best

    def fill(self, draft: Draft) -> None:
        """Place what has no place, the most urgent first."""
        for task in sorted(draft.absent, key=self._get_urgency):
            draft.insert(task)

    def _get_urgency(self, number):
        task = self.board.tasks[number]
        has_deadline = task.deadline is not None
        return (
            self.board.ranks[number],
            -self.board.sizes[number],
            not has_deadline,
            task.deadline if has_deadline else 0,
            -task.priority,
            number,
        )

    def _get_part(self, done):
        """How much of the search is over, from 0 to 1."""
        passed = (monotonic() - self.begun) / self.limits.seconds
        if self.limits.rounds is None or passed >= 1:
            return passed
        return done / self.limits.rounds

    def _tell(self, draft, part):
        if not self.watch:
            return False
        return bool(self.watch(Progress(part, len(draft.days), draft.cost)))

    def _get_average_way(self, draft):
        ways = sum(route.cost for route in draft.routes)
        return max(ways / max(len(draft.days), 1), 1e-6)

    # === ONE ROUND === #

    def _change(self, draft):
        """Take some neighbours out and put them in again."""
        seed = self.random.randrange(len(self.board.tasks))
        gone = draft.remove(self._choose(draft, seed))
        others = sorted(draft.absent - gone)
        if len(others) > RETRIED:
            others = self.random.sample(others, RETRIED)
        for task in self._arrange([*sorted(gone), *others]):
            draft.insert(task, self._blinks)

    def _blinks(self):
        return self.random.random() < BLINK

    def _choose(self, draft, seed):
        """Strings of stops around ``seed``, each of another day."""
        chosen, touched = [], set()
        average = len(draft.days) / max(len(self.board.days), 1)
        longest = max(1, min(LONGEST_STRING, average * 2))
        count = self.random.uniform(1, 4 * REMOVED / (1 + longest))
        for task in self._get_near(seed):
            days = draft.days.get(task)
            if not days or touched.intersection(days):
                continue
            touched.update(days)
            chosen += self._choose_string(draft.routes[days[0]], task, longest)
            if len(touched) >= count:
                break
        return chosen

    def _choose_string(self, route, task, longest):
        """Some stops in a row, ``task`` among them."""
        tasks = [node.task for node in route.nodes if node.task is not None]
        length = int(self.random.uniform(1, min(len(tasks), longest) + 1))
        position = tasks.index(task)
        first = self.random.randint(
            max(0, position - length + 1), min(position, len(tasks) - length)
        )
        return tasks[first : first + length]

    def _get_near(self, task):
        """A task and those closest to it."""
        if task not in self._near:
            board = self.board
            ways = board.costs.price[board.get_place(task)]
            count = len(board.tasks)
            self._near[task] = sorted(
                range(count),
                key=lambda one: (
                    one != task,
                    ways[board.get_place(one)],
                    (one - task) % count,
                ),
            )[:NEAR]
        return self._near[task]

    def _arrange(self, tasks):
        """The order in which tasks are put in: by chance, or what is hard first."""
        board = self.board
        self.random.shuffle(tasks)
        order = self.random.choice((None, None, self._get_length, self._get_freedom))
        if order:
            tasks.sort(key=order)
        return sorted(tasks, key=lambda task: board.ranks[task])

    def _get_length(self, task):
        return -self.board.nodes[task].length

    def _get_freedom(self, task):
        return len(self.board.extra[task])

    # === AT THE END === #

    def _order_by_urgency(self, draft):
        """Within a day, what is due first comes first where that costs nothing."""
        for day, route in enumerate(draft.routes):
            better = self._order_route(day, route)
            if better is not route:
                draft.set_route(day, better)

    def _order_route(self, day, route):
        for _round in route.nodes:
            before = route
            for position in range(len(route.nodes) - 1):
                one, next_one = route.nodes[position : position + 2]
                if self._is_turned(one, next_one):
                    route = self._turn(day, route, position)
            if route is before:
                break
        return route

    def _is_turned(self, one, next_one):
        if None in (one.task, next_one.task) or (one.pin, next_one.pin) != (None, None):
            return False
        return self._get_urgency(one.task) > self._get_urgency(next_one.task)

    def _turn(self, day, route, position):
        nodes = list(route.nodes)
        nodes[position : position + 2] = nodes[position + 1], nodes[position]
        try:
            other = self.board.get_route(day, tuple(nodes))
        except ValueError:
            return route
        return other if other.cost <= route.cost + 1e-6 else route
