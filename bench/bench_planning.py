# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Look at the week of 50 people with 2,000 jobs in two weeks, and move a job.

``read_s`` and ``queries`` are the one call of the server. In Chromium ``open_s`` is
from the click on the menu until blocks are on the screen, ``scroll_fps`` and
``drag_fps`` are the frames per second while the wheel turns and while a block is
dragged, ``drop_calls`` the calls that its drop makes.
"""

import time

from planning_jobs import (
    jobs_of_admin,
    make_jobs,
    make_menu,
    measure_drag,
    measure_scroll,
    open_menu,
    read_week,
)

BLOCK = ".o_sg_block"
GOALS = {
    "queries": "<= 12",
    "open_s": "<= 1",
    "scroll_fps": ">= 50",
    "drag_fps": ">= 50",
    "drop_calls": "<= 1",
}


def setup(env):
    make_jobs(env, people=50, jobs=2000)
    make_menu(env, "planning", "service_gantt")


def run(env):
    jobs = jobs_of_admin(env)
    env.invalidate_all()
    queries = env.cr.sql_log_count
    start = time.perf_counter()
    plan = read_week(jobs)
    seconds = time.perf_counter() - start
    assert plan["length"] == 1000, plan["length"]
    return {"read_s": seconds, "queries": env.cr.sql_log_count - queries}


def browse(page):
    open_s = open_menu(page, "planning", BLOCK)
    return {
        "open_s": open_s,
        "scroll_fps": measure_scroll(page),
        **measure_drag(page, BLOCK),
    }
