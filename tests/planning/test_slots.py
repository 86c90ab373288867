# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Free slots and overlaps, without a database."""

from datetime import datetime, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.slots import Search, Stop, Task
from ...tools.sweep import overlaps
from ...tools.working_time import complement, hours, merge, subtract

MONDAY = datetime(2026, 3, 9)
HOUR = timedelta(hours=1)
# places on a line: the way takes as many quarters as the difference
PLACES = st.integers(0, 4).map(lambda number: (float(number), 0.0)) | st.none()


def at(hour, day=0):
    return MONDAY + timedelta(days=day, hours=hour)


def travel(start, end):
    if not start or not end:
        return timedelta()
    return abs(start[0] - end[0]) * timedelta(minutes=15)


def spans_within(length, size=12):
    return st.lists(
        st.tuples(st.integers(0, length), st.integers(0, 8)).map(
            lambda pair: (at(pair[0]), at(sum(pair)))
        ),
        max_size=size,
    )


@tagged("post_install", "-at_install")
class TestSlots(BaseCase):
    week = [(at(8, day), at(17, day)) for day in range(5)]

    def _search(self, stops=None, people=("ann",)):
        return Search(dict.fromkeys(people, self.week), stops or {}, travel)

    def _find(self, search, *tasks, start=MONDAY, end=None):
        found = search.place_all(tasks, start, end or at(0, 5))
        return {key: (slot.team, slot.start) for key, slot in found.items()}

    def _task(self, key, length=2, teams=(("ann",),), **vals):
        return Task(key, length * HOUR, teams, **vals)

    def test_what_is_due_first_comes_first(self):
        found = self._find(
            self._search(),
            self._task(1, deadline=at(17, 3)),
            self._task(2, deadline=at(17)),
            self._task(3),
            self._task(4, priority=3),
        )
        order = sorted(found, key=lambda key: found[key][1])
        self.assertEqual(order, [2, 1, 4, 3])

    def test_what_is_planned_stays_free(self):
        search = self._search({"ann": [Stop(at(9), at(16))]})
        self.assertEqual(self._find(search, self._task(1))[1][1], at(8, 1))

    def test_travel(self):
        search = self._search({"ann": [Stop(at(8), at(9), (0.0, 0.0))]})
        task = self._task(1, place=(2.0, 0.0))
        self.assertEqual(self._find(search, task)[1][1], at(9.5))

    def test_who_is_near_goes(self):
        search = self._search(
            {
                "ann": [Stop(at(8), at(9), (4.0, 0.0))],
                "bob": [Stop(at(8), at(9), (1.0, 0.0))],
            },
            ("ann", "bob"),
        )
        teams = (("ann",), ("bob",))
        task = self._task(1, teams=teams, place=(0.0, 0.0))
        self.assertEqual(self._find(search, task)[1], (("bob",), at(9.25)))

    def test_who_is_responsible_goes(self):
        search = self._search(people=("ann", "bob"))
        task = self._task(1, teams=(("ann",), ("bob",)), preferred="bob")
        self.assertEqual(self._find(search, task)[1][0], ("bob",))

    def test_a_team_goes_together(self):
        search = self._search(
            {"ann": [Stop(at(8), at(12))], "bob": [Stop(at(13), at(17))]},
            ("ann", "bob"),
        )
        task = self._task(1, teams=(("ann", "bob"),))
        self.assertEqual(self._find(search, task)[1], (("ann", "bob"), at(8, 1)))

    def test_no_place(self):
        self.assertFalse(self._find(self._search(), self._task(1, length=10)))
        self.assertFalse(self._find(self._search(), self._task(1, deadline=at(9))))
        # what is late already is done as soon as possible
        late = self._task(1, deadline=at(-5))
        self.assertTrue(self._find(self._search(), late))

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(
            st.tuples(st.integers(1, 8), st.booleans(), PLACES, st.integers(0, 110)),
            max_size=8,
        ),
        spans_within(110, 5),
        PLACES,
    )
    def test_nothing_collides(self, wanted, taken, place):
        taken = [Stop(*span, place) for span in merge(taken)]
        search = self._search({"ann": taken}, ("ann", "bob"))
        teams = (("ann",), ("bob",))
        tasks = [
            Task(
                key,
                length * HOUR / 2,
                teams[:1] if alone else teams,
                at(due),
                place=where,
            )
            for key, (length, alone, where, due) in enumerate(wanted)
        ]
        found = search.place_all(tasks, MONDAY, at(0, 5))
        for task in tasks:
            slot = found.get(task.key)
            if slot:
                self.assertEqual(slot.end - slot.start, task.length)
                self.assertTrue(
                    any(
                        start <= slot.start and slot.end <= end
                        for start, end in self.week
                    )
                )
                self.assertTrue(slot.end <= task.deadline or task.deadline <= MONDAY)
        for stops in search.stops.values():
            planned = [stop for stop in stops if stop not in taken]
            for stop in planned:
                for other in stops:
                    if other is stop:
                        continue
                    first, second = sorted((stop, other), key=lambda one: one.start)
                    self.assertLessEqual(first.end, second.start)
        again = self._search({"ann": taken}, ("ann", "bob"))
        self.assertEqual(again.place_all(tasks[::-1], MONDAY, at(0, 5)), found)

    # === OVERLAPS AND SPANS === #

    @settings(max_examples=100, deadline=None)
    @given(spans_within(30, 25), st.integers(1, 4))
    def test_everybody_who_overlaps_is_found(self, spans, limit):
        pairs = {frozenset(pair) for pair in overlaps(spans, limit)}
        expected = {
            frozenset(pair)
            for pair in combinations(range(len(spans)), 2)
            if max(spans[one][0] for one in pair) < min(spans[one][1] for one in pair)
            and all(spans[one][0] < spans[one][1] for one in pair)
        }
        self.assertLessEqual(pairs, expected)
        self.assertEqual(
            {one for pair in pairs for one in pair},
            {one for pair in expected for one in pair},
        )
        self.assertLessEqual(len(pairs), (limit + 1) * len(spans))

    @settings(max_examples=100, deadline=None)
    @given(spans_within(40), spans_within(40))
    def test_spans_add_up(self, spans, taken):
        spans, taken = merge(spans), merge(taken)
        left = subtract(spans, taken)
        both = subtract(spans, complement(taken, at(-1), at(60)))
        self.assertAlmostEqual(hours(left) + hours(both), hours(spans))
        self.assertEqual(merge([*left, *both]), spans)
