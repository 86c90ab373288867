# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Jobs of two weeks for the benchmarks of the planning view, and how it is opened."""

import json
import time
from datetime import datetime, timedelta

from odoo import Command

MONDAY = datetime.now().replace(hour=0, minute=0, second=0, microsecond=0)
MONDAY -= timedelta(days=MONDAY.weekday())

# Seconds from the click on a menu until the frame after blocks have appeared.
OPEN = """
new Promise((resolve, reject) => {
    const item = document.querySelector(MENU);
    const start = performance.now();
    const look = () => {
        if (document.querySelectorAll(BLOCK).length >= 10) {
            requestAnimationFrame(() => setTimeout(
                () => resolve((performance.now() - start) / 1000)
            ));
        } else if (performance.now() - start > 200000) {
            reject(new Error("No blocks: " + document.body.innerText.slice(0, 500)));
        } else {
            requestAnimationFrame(look);
        }
    };
    item.click();
    look();
})
"""


# Frames and calls of the server that are seen until somebody asks.
COUNT = """
(() => {
    const seen = window.benchSeen = { frames: 0, start: performance.now() };
    const count = () => {
        seen.frames++;
        if (window.benchSeen === seen) {
            requestAnimationFrame(count);
        }
    };
    requestAnimationFrame(count);
    performance.clearResourceTimings();
})()
"""
FRAMES_PER_SECOND = "1000 * benchSeen.frames / (performance.now() - benchSeen.start)"
CALLS = """
performance.getEntriesByType("resource")
    .filter(({ name }) => name.includes("/service_gantt_write")).length
"""
# Middle and width of a block that nothing covers.
GRASP = """
[...document.querySelectorAll(BLOCK)].map((block) => {
    const { x, y, width, height } = block.getBoundingClientRect();
    const middle = [x + width / 2, y + height / 2];
    return block.contains(document.elementFromPoint(...middle)) && [...middle, width];
}).find((found) => found && found[0] < 900 && found[1] < 500)
"""
SECONDS = 2  # so long scrolling and dragging are looked at
STEP = 1 / 60


def make_jobs(env, people, jobs):
    """``jobs`` of two weeks in the working hours of ``people``, one after the other."""
    customers = env["res.partner"].create(
        [{"name": f"Customer {number}"} for number in range(100)]
    )
    employees = env["hr.employee"].create(
        [{"name": f"Person {number:03}", "tz": "UTC"} for number in range(people)]
    )
    env.user.tz = "UTC"
    env.ref("base.user_admin").tz = "UTC"
    model = env["service.intervention"].with_context(tracking_disable=True)
    for first in range(0, jobs, 2000):
        numbers = range(first, min(first + 2000, jobs))
        model.create(
            [
                _prepare_job(number, jobs // people, customers, employees)
                for number in numbers
            ]
        )
    env.flush_all()
    env.cr.execute("ANALYZE")


def _prepare_job(number, each, customers, employees):
    """Each person has as many jobs a day as needed, of hours that just touch."""
    daily = -(-each // 10)
    person, position = divmod(number, each)
    day, slot = divmod(position, daily)
    start = MONDAY + timedelta(days=day + 2 * (day // 5), hours=8 + slot * 8 / daily)
    return {
        "title": f"Job {number}",
        "partner_id": customers[number % len(customers)].id,
        "employee_ids": [Command.set(employees[person].ids)],
        "date_start": start,
        "duration": 4 / daily,  # as long as the pause after it
        "state": "planned",
    }


def make_menu(env, name, view_type, arch=None):
    """A menu that opens the jobs in a view of ``view_type``; return its XML id."""
    action = env["ir.actions.act_window"].create(
        {
            "name": name,
            "res_model": "service.intervention",
            "view_mode": f"{view_type},form",
        }
    )
    if arch:
        view = env["ir.ui.view"].create(
            {"name": name, "model": "service.intervention", "type": view_type}
            | {"arch": arch}
        )
        action.view_id = view
    menu = env["ir.ui.menu"].create(
        {
            "name": name,
            "sequence": 1,
            "parent_id": env.ref("service_management.service_menu_root").id,
            "action": f"ir.actions.act_window,{action.id}",
        }
    )
    env["ir.model.data"].create(
        {"name": name, "module": "bench", "model": "ir.ui.menu", "res_id": menu.id}
    )


def open_menu(page, name, block):
    """Seconds from the click on the menu until blocks are on the screen."""
    menu = f"[data-menu-xmlid='bench.{name}']"
    page.open("/odoo/my-jobs-today", f"document.querySelector({json.dumps(menu)})")
    page.wait("document.querySelector('.o_kanban_view')")
    code = OPEN.replace("MENU", json.dumps(menu)).replace("BLOCK", json.dumps(block))
    return page.evaluate(code)


def jobs_of_admin(env):
    """The model of the jobs as in a request of the administrator."""
    return (
        env["service.intervention"]
        .with_user(env.ref("base.user_admin"))
        .with_context(lang="en_US", tz="UTC", allowed_company_ids=env.company.ids)
    )


def read_week(jobs):
    """The one call of the server for what the view shows."""
    return jobs.service_gantt_read(
        [],
        str(MONDAY),
        str(MONDAY + timedelta(days=7)),
        ["employee_ids"],
        ["display_name", "title", "partner_id", "employee_ids", "state"],
        {
            "date_start": "date_start",
            "date_stop": "date_end",
            "deadline": "deadline",
            "color": "employee_ids",
            "progress": "progress",
            "display_unavailability": True,
            "plan": True,
        },
    )


def measure_scroll(page):
    """Frames per second while the wheel turns down and up again."""
    x, y = page.center(".o_sg_scroll")
    page.evaluate(COUNT)
    for step in _paced_steps():
        page.mouse("mouseWheel", x, y, deltaX=0, deltaY=60 if step < 0.5 else -60)
    return page.evaluate(FRAMES_PER_SECOND)


def measure_drag(page, block):
    """Frames per second while a block is dragged, and calls when it is dropped."""
    x, y, width = page.evaluate(GRASP.replace("BLOCK", json.dumps(block)))
    page.mouse("mouseMoved", x, y)
    page.mouse("mousePressed", x, y, button="left", buttons=1, clickCount=1)
    page.evaluate(COUNT)
    for step in _paced_steps():
        way = 1 - abs(2 * step - 1)  # there and back
        page.mouse("mouseMoved", x + 300 * way, y + 200 * way, button="left", buttons=1)
    frames = page.evaluate(FRAMES_PER_SECOND)
    page.mouse("mouseMoved", x + width / 2, y, button="left", buttons=1)
    page.mouse("mouseReleased", x + width / 2, y, button="left", clickCount=1)
    time.sleep(SECONDS)
    return {"drag_fps": frames, "drop_calls": page.evaluate(CALLS)}


def _paced_steps():
    """Yield how much of ``SECONDS`` has passed, from 0 to 1, as often as a screen."""
    start = time.perf_counter()
    while (passed := time.perf_counter() - start) < SECONDS:
        yield passed / SECONDS
        time.sleep(STEP)
