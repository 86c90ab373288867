# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Plans keep all rules, whoever made them; without a database."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from odoo.tests import BaseCase, tagged

from ...tools.planner import (
    Fixed,
    Limits,
    Person,
    Plan,
    Problem,
    Shift,
    Stop,
    Task,
    Travel,
    Weights,
    find_faults,
    find_offers,
    improve,
    measure,
    solve,
)
from ...tools.planner.check import Fault
from ...tools.planner.solve import keep_to_rules

HOUR = 60
DAY = 24 * HOUR
LUNCH = (12 * HOUR, 13 * HOUR)
LIMITS = Limits(60, 60)


def at(hour, day=0):
    return day * DAY + round(hour * HOUR)


def week(days=2, **vals):
    return [
        Shift(at(8, day), at(17, day), [(at(12, day), at(13, day))], **vals)
        for day in range(days)
    ]


def on_a_line(*places):
    """A minute and a kilometre from each place to the next number."""
    rows = [[abs(one - other) for other in places] for one in places]
    return Travel(rows, rows)


def make_spans(hours=40):
    return st.tuples(st.integers(0, hours * 4), st.integers(1, 24)).map(
        lambda pair: (pair[0] * 15, sum(pair) * 15)
    )


PEOPLE = range(3)
SOME = st.frozensets(st.sampled_from(PEOPLE), max_size=2)
PLACES = st.none() | st.integers(0, 5)


@st.composite
def problems(draw):
    """Small ones in which everything occurs."""
    count = draw(st.integers(0, 8))
    places = draw(st.lists(st.integers(0, 200), min_size=6, max_size=6))
    people = [
        Person(
            key,
            [
                Shift(*shift[:3], draw(st.lists(make_spans(), max_size=1)), shift.most)
                for shift in week(2, most=draw(st.none() | st.integers(60, 500)))
            ],
            draw(PLACES),
            draw(st.frozensets(st.sampled_from("AB"))),
            draw(st.booleans()),
        )
        for key in PEOPLE
    ]
    tasks = [
        Task(
            key,
            15 * draw(st.integers(1, 36)),
            draw(PLACES),
            draw(st.frozensets(st.sampled_from("AB"), max_size=1)),
            draw(st.sampled_from((1, 1, 1, 2))),
            draw(st.sampled_from((frozenset(), frozenset(), frozenset({0, 2})))),
            draw(SOME),
            draw(SOME),
            draw(SOME),
            draw(st.lists(make_spans(), max_size=2).map(tuple)),
            draw(st.none() | st.integers(0, 2 * DAY)),
            draw(st.none() | st.integers(0, 2 * DAY)),
            draw(st.integers(0, 3)),
            draw(st.frozensets(st.integers(0, 8), max_size=1)),
        )
        for key in range(count)
    ]
    fixed = [
        Fixed(draw(st.sampled_from(PEOPLE)), start + 7, end, draw(PLACES))
        for start, end in draw(st.lists(make_spans(), max_size=4))
    ]
    return Problem(people, tasks, fixed, on_a_line(*places))


def _is_single(problem, task):
    waiting = {key for one in problem.tasks for key in one.after}
    return (
        task.size == 1
        and len(task.crew) < 2
        and not task.after
        and (task.key not in waiting)
    )


@tagged("post_install", "-at_install")
class TestPlanner(BaseCase):
    travel = on_a_line(0, 30, 60)

    def _solve(self, tasks, people=None, fixed=(), **vals):
        people = people or [Person("ann", week())]
        problem = Problem(people, tasks, fixed, self.travel, **vals)
        plan = solve(problem, LIMITS)
        self.assertFalse(find_faults(problem, plan))
        return plan

    def _starts(self, plan):
        return {stop.task: stop.start for stop in plan.stops}

    @settings(max_examples=60, deadline=None)
    @given(problems(), st.integers(0, 3))
    def test_plans_keep_all_rules(self, problem, seed):
        with self.assertNoLogs("odoo.addons.service_management", "WARNING"):
            plan = solve(problem, LIMITS, seed)
            self.assertEqual(plan, solve(problem, LIMITS, seed))
        self.assertFalse(find_faults(problem, plan))
        for reasons in plan.left.values():
            self.assertEqual(sum(reasons.values()), len(problem.people))
            self.assertNotIn("rule", reasons)
        measures = measure(problem, plan.stops)
        self.assertEqual(measures.jobs, len(problem.fixed) + len(plan.stops))
        self.assertFalse(measures.late)

    def test_neighbours_are_visited_on_the_same_round(self):
        """Two people with a site beside each other's home exchange nothing."""
        people = [
            Person("ann", week(1), home=0),
            Person("bob", week(1), home=2),
        ]
        tasks = [Task(key, 60, place) for key, place in enumerate((0, 2, 0, 2))]
        plan = self._solve(tasks, people)
        people = {stop.task: stop.people[0] for stop in plan.stops}
        self.assertEqual(people, {0: "ann", 1: "bob", 2: "ann", 3: "bob"})
        measures = measure(Problem(people=[], tasks=tasks), plan.stops)
        self.assertEqual((measures.jobs, measures.km), (4, 0))

    def test_breaks(self):
        """Short work and the way stay out of the break; long work goes on over it."""
        fixed = [Fixed("ann", at(8), at(11.75), 0)]
        plan = self._solve([Task(1, 30), Task(2, 5 * HOUR)], fixed=fixed)
        self.assertEqual(self._starts(plan), {1: at(13), 2: at(8, 1)})
        plan = self._solve([Task(1, 30, 1)], [Person("ann", week(1))], fixed)
        self.assertEqual(self._starts(plan), {1: at(13.25)})

    def test_people_at_once_and_in_order(self):
        people = [Person("ann", week()), Person("bob", week())]
        fixed = [Fixed("ann", at(8), at(10)), Fixed("bob", at(11), at(12))]
        plan = self._solve(
            [Task(1, 60, after={2}), Task(2, 60, size=2), Task(3, 60, after={9})],
            people,
            fixed,
        )
        starts = self._starts(plan)
        self.assertEqual(starts[2], at(10))
        self.assertGreaterEqual(starts[1], at(11))
        self.assertEqual(starts[3], at(8))
        circle = self._solve([Task(1, 60, after={2}), Task(2, 60, after={1})], people)
        self.assertEqual(circle.left[1], {"together": 2})

    def test_priority_decides_who_stays_out(self):
        tasks = [Task(key, 8 * HOUR, priority=key % 3) for key in range(4)]
        plan = self._solve(tasks)
        self.assertEqual(self._starts(plan).keys(), {1, 2})
        self.assertEqual(plan.left, {0: {"busy": 1}, 3: {"busy": 1}})

    def test_the_way_from_home(self):
        """Is part of the shift or not; it counts as a way all the same."""
        for drives_in_shift, starts in ((True, {1: at(8.5)}), (False, {1: at(8)})):
            ann = Person("ann", week(1), 0, (), drives_in_shift)
            bob = Person("bob", week(1), 1, (), drives_in_shift)
            plan = self._solve([Task(1, 60, 1)], [ann])
            self.assertEqual(self._starts(plan), starts)
            plan = self._solve([Task(1, 60, 1)], [ann, bob])
            self.assertEqual(plan.stops[0].people, ("bob",))

    def test_what_is_due_first_comes_first(self):
        tasks = [
            Task(1, 60),
            Task(2, 60, priority=3),
            Task(3, 60, deadline=at(17, 1)),
            Task(4, 60, deadline=at(17)),
        ]
        starts = self._starts(self._solve(tasks, [Person("ann", week())]))
        self.assertEqual(sorted(starts, key=starts.get), [4, 3, 2, 1])
        fixed = [Fixed("ann", at(8.5), at(16.5))]
        starts = self._starts(self._solve(tasks[:1], fixed=fixed))
        self.assertEqual(starts, {1: at(8, 1)})

    def test_offers_and_improvements_keep_all_rules(self):
        self._check_offers()
        self._check_improvements()

    @settings(max_examples=30, deadline=None)
    @given(problems())
    def _check_offers(self, problem):
        for task in problem.tasks:
            alone = replace(problem, tasks=[replace(task, after=frozenset())])
            offers = find_offers(alone, task.key)
            for offer in offers:
                self.assertFalse(find_faults(alone, Plan([offer.stop])))
            is_placed = bool(solve(alone, LIMITS).stops)
            self.assertEqual(bool(offers), is_placed)

    @settings(max_examples=30, deadline=None)
    @given(problems())
    def _check_improvements(self, problem):
        """What fits as it is has a place afterwards, too."""
        plan = solve(problem, Limits(60, 1))
        single = {one.key for one in problem.tasks if _is_single(problem, one)}
        stops = [stop for stop in plan.stops if stop.task in single]
        kept = {stop.task for stop in stops}
        smaller = replace(
            problem, tasks=[one for one in problem.tasks if one.key in kept]
        )
        better = improve(smaller, stops, LIMITS)
        self.assertFalse(better.left)
        self.assertFalse(find_faults(smaller, better))

    def test_goals(self):
        """What is wanted decides, by its weight, between people who are free."""
        people = [Person("ann", week(), home=0), Person("bob", week(), home=1)]
        task = Task(1, 60, 0, preferred={"bob"})
        near = self._solve([task], people, weights=Weights(preferred=10))
        self.assertEqual(near.stops[0].people, ("ann",))
        liked = self._solve([task], people, weights=Weights(preferred=100))
        self.assertEqual(liked.stops[0].people, ("bob",))
        usual = Task(1, 60, usual={"bob"})
        self.assertEqual(self._solve([usual], people).stops[0].people, ("bob",))
        pair = [Task(1, 60), Task(2, 60)]
        even = self._solve(pair, people)
        self.assertEqual({one.people for one in even.stops}, {("ann",), ("bob",)})
        self.assertEqual({one.start for one in even.stops}, {at(8)})

    def test_reasons(self):
        people = [
            Person("ann", week(1, most=4 * HOUR), skills={"gas"}),
            Person("bob", week(1), home=0),
            Person("eve", week(1)),
            Person("joe", ()),
        ]
        fixed = [
            Fixed("ann", at(8), at(11)),
            Fixed("eve", at(8), at(16)),
            Fixed("bob", at(8), at(14)),
            Fixed("bob", at(15), at(17)),
        ]
        tasks = [
            Task("skill", 60, skills={"heat"}),
            Task("hours", 10 * HOUR),
            Task("time", 60, deadline=at(8.5)),
            Task("busy", 2 * HOUR, refused={"ann"}),
            Task("way", 60, 1, crew={"bob"}),
            Task("together", 60, crew={"bob", "eve"}),
            Task("reserve", 2 * HOUR, skills={"gas"}),
        ]
        left = self._solve(tasks, people, fixed).left
        self.assertEqual(
            left,
            {
                "skill": {"skills": 4},
                "hours": {"hours": 3, "time": 1},
                "time": {"time": 4},
                "busy": {"unwanted": 1, "busy": 2, "time": 1},
                "way": {"unwanted": 3, "way": 1},
                "together": {"unwanted": 2, "together": 2},
                "reserve": {"skills": 3, "reserve": 1},
            },
        )

    def test_nobody_and_nothing(self):
        self.assertEqual(solve(Problem([], []), LIMITS), Plan([], {}))
        plan = solve(Problem([], [Task(1, 60)]), LIMITS)
        self.assertEqual(plan, Plan([], {1: {}}))

    def test_an_answer_that_breaks_a_rule_is_not_shown(self):
        problem = Problem([Person("ann", week(1))], [Task(1, 60), Task(2, 60)])
        good, bad = Stop(1, ("ann",), at(8), at(9)), Stop(2, ("ann",), at(8), at(9))
        with self.assertLogs("odoo.addons.service_management", "ERROR"):
            plan = keep_to_rules(problem, Plan([good, bad]))
        self.assertEqual(plan, Plan([], {1: {"rule": 1}, 2: {"rule": 1}}))
        self.assertEqual(keep_to_rules(problem, Plan([good], {2: {}})).stops, [good])

    def test_it_can_be_watched_and_stopped(self):
        tasks = [Task(key, 60, key % 3, deadline=at(17, 1)) for key in range(12)]
        problem = Problem([Person(1, week(), 0)], tasks, (), self.travel)
        seen = []
        solve(problem, LIMITS, watch=lambda progress: seen.append(progress) or True)
        self.assertLessEqual(len(seen), 1)


@tagged("post_install", "-at_install")
class TestPlanChecker(BaseCase):
    """Each rule that a plan may break is noticed."""

    def _faults(self, task, *stops, fixed=(), travel=None, left=(), **vals):
        people = [
            Person("ann", week(1, **vals), home=0, skills={"gas"}),
            Person("bob", week(1)),
        ]
        other = Task(2, 60, 0)
        travel = travel or on_a_line(0, 30)
        problem = Problem(people, [task, other], fixed, travel)
        stops = [Stop(key, tuple(people), *span) for key, people, *span in stops]
        plan = Plan(
            stops,
            {
                key: {}
                for key in ({1, 2} | set(left)) - {stop.task for stop in stops}
                | set(left)
            },
        )
        return {fault.rule for fault in find_faults(problem, plan) if fault.task == 1}

    def _at(self, start, people=("ann",), length=1, key=1):
        return key, people, at(start), at(start + length)

    def test_rules(self):
        task = Task(1, 60)
        self.assertFalse(self._faults(task, self._at(8)))
        self.assertFalse(self._faults(task))
        faults = {
            "once": self._faults(task, self._at(8), self._at(9)),
            "people": self._faults(task, self._at(8, ("joe",))),
            "skills": self._faults(Task(1, 60, skills={"gas"}), self._at(8, ("bob",))),
            "length": self._faults(task, self._at(8, length=2)),
            "step": self._faults(task, self._at(8.1)),
            "hours": self._faults(task, self._at(11.5)),
            "windows": self._faults(Task(1, 60, windows=[(0, 60)]), self._at(8)),
            "deadline": self._faults(Task(1, 60, deadline=60), self._at(8)),
            "order": self._faults(Task(1, 60, after={2}), self._at(8)),
            "overlap": self._faults(task, self._at(8), self._at(8.5, key=2)),
            "way": self._faults(Task(1, 60, 1), self._at(8)),
            "reserve": self._faults(task, self._at(8), most=30),
        }
        for rule, found in faults.items():
            with self.subTest(rule=rule):
                self.assertIn(rule, found)

    def test_more_of_the_same(self):
        task = Task(1, 60, 1)
        self.assertEqual(self._faults(task, self._at(9), left={1}), {"once"})
        early = Task(1, 60, earliest=at(9))
        self.assertEqual(self._faults(early, self._at(8)), {"order"})
        pair = Task(1, 60, size=2)
        self.assertEqual(self._faults(pair, self._at(8)), {"people"})
        crew = Task(1, 60, crew={"bob"})
        self.assertEqual(self._faults(crew, self._at(8)), {"people"})
        refused = Task(1, 60, refused={"ann"})
        self.assertEqual(self._faults(refused, self._at(8)), {"people"})
        self.assertEqual(self._faults(Task(1, 60), self._at(17)), {"hours"})
        off = self._faults(Task(1, 60), self._at(8), off=[(at(8), at(9))])
        self.assertEqual(off, {"hours"})
        fixed = [Fixed("ann", at(9), at(10), 0)]
        self.assertEqual(self._faults(task, self._at(10), fixed=fixed), {"way"})
        self.assertEqual(self._faults(task, self._at(10.5), fixed=fixed), set())
        home = self._faults(task, self._at(16))
        self.assertEqual(home, {"way"})
        # the way does not go on in the break
        fixed = [Fixed("ann", at(11), at(11.75), 0)]
        self.assertEqual(self._faults(task, self._at(13), fixed=fixed), {"way"})
        self.assertEqual(self._faults(task, self._at(13.25), fixed=fixed), set())

    def test_a_fault_says_what_is_wrong(self):
        problem = Problem([Person("ann", week(1))], [Task(1, 60)])
        plan = Plan([Stop(1, ("ann",), 0, 60)])
        self.assertEqual(find_faults(problem, plan), [Fault(1, "hours")])
