# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Open 2,000 jobs of 50 people, beside the timeline of the community.

From the click on a menu until blocks are on the screen, in the same Chromium and on
the same jobs: ``open_s`` for the planning view, ``timeline_s`` for ``web_timeline``.
"""

from planning_jobs import make_jobs, make_menu, open_menu

MODULES = ["web_timeline"]
RATIOS = {"advantage": ("timeline_s", "open_s")}
GOALS = {"open_s": "<= 1", "advantage": ">= 10"}
TIMELINE = (
    '<timeline date_start="date_start" date_stop="date_end" mode="week"'
    ' default_group_by="employee_ids" event_open_popup="true"/>'
)


def setup(env):
    make_jobs(env, people=50, jobs=2000)
    make_menu(env, "planning", "service_gantt")
    make_menu(env, "timeline", "timeline", TIMELINE)


def browse(page):
    return {
        "open_s": open_menu(page, "planning", ".o_sg_block"),
        "timeline_s": open_menu(page, "timeline", ".vis-item .vis-item-content"),
    }
