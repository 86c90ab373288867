# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Propose a plan for 200 jobs and 10 people, and plan made and published weeks.

``first_s`` and ``queries`` are the one call of the server behind "Propose". The table
has for each made week jobs done, kilometres from and to home included, seconds and
megabytes: of the rule "one job after the other at its earliest start", of the search
of our own alone for as long as the first answer takes, and of all of it for 10 seconds,
which begins with the solver where that is installed. Each plan but the rule's is
checked. Published problems are read from ../shared/benchmarks, or the folder named by
``PLAN_BENCHMARKS``; without it they are left out.
"""

import csv
import os
import resource
import time
from datetime import datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

from plan_instances import DAYS, Made, make, read_solomon
from planning_jobs import MONDAY, jobs_of_admin

from odoo.addons.service_management.tools import slots
from odoo.addons.service_management.tools.planner import (
    Limits,
    Stop,
    find_faults,
    measure,
    solve,
)

GOALS = {"first_s": "<= 2", "proposed": ">= 150"}
SIZES = ((40, 2), (150, 8), (300, 15), (1000, 50))
FIRST, LONG = Limits(2), Limits(10)
ROOT = Path(__file__).resolve().parent.parent
PUBLISHED = Path(os.environ.get("PLAN_BENCHMARKS", ROOT.parent / "shared/benchmarks"))
BEGIN = datetime(2026, 3, 9)
MINUTE = timedelta(minutes=1)


def setup(env):
    """The people and jobs of a made week, at their places."""
    problem, coordinates = make(Made(200, 10, False, False))
    sites = env["res.partner"].create(
        [
            {"name": f"Site {one}", "partner_latitude": lat, "partner_longitude": long}
            for one, (lat, long) in enumerate(coordinates)
        ]
    )
    env["hr.employee"].create(
        [
            {
                "name": f"Person {person.key:02}",
                "tz": "UTC",
                "address_id": sites[person.home].id,
                "service_plannable": True,
            }
            for person in problem.people
        ]
    )
    env["service.intervention"].with_context(tracking_disable=True).create(
        [
            {
                "title": f"Job {task.key}",
                "partner_id": sites[task.place].id,
                "site_id": sites[task.place].id,
                "duration": task.length / 60,
            }
            for task in problem.tasks
        ]
    )


def run(env):
    jobs = jobs_of_admin(env)
    waiting = jobs.search([("title", "like", "Job "), ("date_start", "=", False)])
    start = MONDAY + timedelta(days=7)
    env.invalidate_all()
    queries, begun = env.cr.sql_log_count, time.perf_counter()
    answer = jobs.service_gantt_propose(
        waiting.ids,
        str(start),
        str(start + timedelta(days=DAYS)),
        {"date_start": "date_start", "date_stop": "date_end", "plan": True},
    )
    return {
        "first_s": time.perf_counter() - begun,
        "queries": env.cr.sql_log_count - queries,
        "proposed": len(answer["changes"]),
    }


def table():
    """Made weeks, and how far published problems are from their best known values."""
    yield "week", "by", "jobs", "km", "s", "MB"
    for jobs, people in SIZES:
        for is_clustered in (False, True):
            for is_ample in (False, True):
                made = Made(jobs, people, is_clustered, is_ample)
                for name, planner in PLANNERS.items():
                    yield str(made), name, *_measured(planner, made)
    yield from _measure_published()


# === MADE WEEKS === #


def _measured(planner, made):
    """In a process of its own, which has a memory of its own."""
    with get_context("fork").Pool(1) as pool:
        return pool.apply(_measure, (planner, made))


def _measure(planner, made):
    problem, coordinates = make(made)
    before, begun = _get_memory(), time.perf_counter()
    stops = planner(problem, coordinates)
    seconds, memory = time.perf_counter() - begun, _get_memory() - before
    measures = measure(problem, stops)
    return measures.jobs, round(measures.km), round(seconds, 2), round(memory, 1)


def _get_memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _plan_by_the_rule(problem, coordinates):
    def moment(minute):
        return BEGIN + minute * MINUTE

    def travel(one, other):
        known = one is not None and other is not None
        return (problem.travel.minutes[one][other] if known else 0) * MINUTE

    hours, breaks = (
        {
            person.key: [(moment(start), moment(end)) for start, end in spans(person)]
            for person in problem.people
        }
        for spans in (_get_hours, _get_breaks)
    )
    tasks = [
        slots.Task(
            task.key,
            task.length * MINUTE,
            [
                (person.key,)
                for person in problem.people
                if task.skills <= person.skills
            ],
            None if task.deadline is None else moment(task.deadline),
            place=task.place,
        )
        for task in problem.tasks
    ]
    search = slots.Search(hours, {}, travel, breaks)
    found = search.place_all(tasks, BEGIN, moment(DAYS * 1440))
    return [
        Stop(
            key, slot.team, (slot.start - BEGIN) // MINUTE, (slot.end - BEGIN) // MINUTE
        )
        for key, slot in found.items()
    ]


def _get_hours(person):
    return [(shift.start, shift.end) for shift in person.shifts]


def _get_breaks(person):
    return [span for shift in person.shifts for span in shift.breaks]


def _plan_alone(problem, _coordinates):
    return _checked(problem, solve(problem, FIRST, solver=False))


def _plan_long(problem, _coordinates):
    return _checked(problem, solve(problem, LONG))


def _checked(problem, plan):
    faults = find_faults(problem, plan)
    assert not faults, faults
    return plan.stops


PLANNERS = {
    "the rule": _plan_by_the_rule,
    "search, 2 s": _plan_alone,
    "all, 10 s": _plan_long,
}


# === PUBLISHED PROBLEMS === #


def _measure_published():
    folder = PUBLISHED / "solomon"
    if not folder.is_dir():
        yield "Solomon's problems left out:", f"there is no folder {folder}"
        return
    with (folder / "best_known.csv").open() as file:
        best = {row["instance"]: float(row["distance"]) for row in csv.DictReader(file)}
    gaps = []
    for name, distance in sorted(best.items()):
        problem = read_solomon(folder / f"{name}.txt")
        stops = _checked(problem, solve(problem, LONG))
        found = measure(problem, stops)
        gaps.append(100 * (found.km / 10 / distance - 1))
        yield (
            f"Solomon {name}",
            f"{gaps[-1]:.1f} % above the best",
            found.jobs,
            round(found.km / 10, 1),
        )
    yield "Solomon, mean", f"{sum(gaps) / len(gaps):.2f} % above the best"
