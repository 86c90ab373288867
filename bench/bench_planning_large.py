# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Open the week of 200 people with 20,000 jobs in two weeks."""

from planning_jobs import make_jobs, make_menu, open_menu

GOALS = {"large_open_s": "<= 2"}


def setup(env):
    make_jobs(env, people=200, jobs=20000)
    make_menu(env, "planning", "service_gantt")


def browse(page):
    return {"large_open_s": open_menu(page, "planning", ".o_sg_block")}
