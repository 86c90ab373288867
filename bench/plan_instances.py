# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Towns, people and jobs that are made up, and published problems that are read.

The same numbers always make the same instance.
"""

import random
from math import ceil, hypot
from pathlib import Path
from typing import NamedTuple

from odoo.addons.service_management.tools.distance import road_km, travel_hours
from odoo.addons.service_management.tools.planner import (
    Person,
    Problem,
    Shift,
    Task,
    Travel,
    Weights,
)

DAY = 1440
DAYS = 5
SOUTH, NORTH, WEST, EAST = 45.2, 46.0, 8.6, 10.6  # most of Lombardy
SKILLS = "ABC"


class Made(NamedTuple):
    """What an instance is made of."""

    jobs: int
    people: int
    is_clustered: bool
    is_ample: bool

    def __str__(self):
        shape = "clustered" if self.is_clustered else "spread"
        return f"{self.jobs} {shape}, {'ample' if self.is_ample else 'scarce'}"


def make(made: Made) -> tuple[Problem, list]:
    """A week of 8 to 17 with a break; return the problem and its coordinates."""
    chance = random.Random(str(tuple(made)))
    towns = [_somewhere(chance) for _town in range(6)]
    coordinates = [
        _near(chance, chance.choice(towns)) if made.is_clustered else _somewhere(chance)
        for _place in range(made.people + made.jobs)
    ]
    shifts = [
        Shift(day + 480, day + 1020, ((day + 720, day + 780),))
        for day in range(0, DAYS * DAY, DAY)
    ]
    people = [
        Person(
            number,
            shifts,
            number,
            frozenset(skill for skill in SKILLS if chance.random() < 0.7),
            drives_in_shift=False,  # as with the rule that plans are compared with
        )
        for number in range(made.people)
    ]
    lengths = (30, 60, 60, 90) if made.is_ample else (60, 90, 120, 120)
    tasks = [
        Task(
            number,
            chance.choice(lengths),
            made.people + number,
            frozenset(chance.choice(SKILLS) if chance.random() < 0.3 else ()),
            deadline=chance.randint(1, DAYS) * DAY if chance.random() < 0.4 else None,
        )
        for number in range(made.jobs)
    ]
    km = [[road_km(one, other) for other in coordinates] for one in coordinates]
    minutes = [[ceil(60 * travel_hours(way)) for way in row] for row in km]
    return Problem(people, tasks, (), Travel(minutes, km)), coordinates


def _somewhere(chance):
    return chance.uniform(SOUTH, NORTH), chance.uniform(WEST, EAST)


def _near(chance, town):
    return chance.gauss(town[0], 0.04), chance.gauss(town[1], 0.06)


def read_solomon(path: Path) -> Problem:
    """One of Solomon's problems: tenths of a unit, as its best values are published.

    What a vehicle may carry is the effort of a shift.
    """
    lines = [line.split() for line in path.read_text().splitlines() if line.strip()]
    rows = [list(map(int, line)) for line in lines if len(line) == 7]
    vehicles, capacity = next(
        map(int, line) for line in lines if len(line) == 2 and line[0].isdigit()
    )
    ways = [
        [int(10 * hypot(one[1] - two[1], one[2] - two[2])) for two in rows]
        for one in rows
    ]
    shift = Shift(0, 10 * rows[0][5], most=capacity)
    people = [Person(number, [shift], 0) for number in range(vehicles)]
    tasks = [
        Task(
            row[0],
            10 * row[6],
            row[0],
            windows=((10 * row[4], 10 * (row[5] + row[6])),),
            effort=row[3],
        )
        for row in rows[1:]
    ]
    weights = Weights(job=1e6, hour=0, soon=0, even=0)
    return Problem(people, tasks, (), Travel(ways, ways), weights, step=1)
