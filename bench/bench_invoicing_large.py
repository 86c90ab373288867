# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invoice 10,000 contracts in batches: as cheap each, and as small, as 500.

``ratio`` compares an invoice of the large run with one of a run of 500;
``preview_share`` is how long the preview of all that is due takes of the large run;
``growth`` is how much more memory the process holds after the last batch than after
the tenth.
"""

import statistics
from pathlib import Path

import bench_invoicing as ours

CONTRACTS, SMALL = 10_000, 500
GOALS = {"ratio": "<= 1.1", "preview_share": "<= 0.05", "growth": "<= 1.1"}
RATIOS = {"ratio": ("large_ms", "small_ms"), "preview_share": ("preview_s", "large_s")}


def setup(env):
    ours.setup(env, CONTRACTS)


def run(env):
    """Measure both on the same data; first the one, then, rolled back, the other."""
    customers = env["res.partner"].search([("name", "like", "Customer ")], limit=SMALL)
    small_s = statistics.median(_measure_small(env, customers) for _ in range(3))
    preview_s = ours.timed(env, ours.make_wizard(env)._load_preview)
    large = ours.make_run(env)
    memory = []
    large_s = ours.timed(env, lambda: process(large, memory))
    assert large.invoice_count == CONTRACTS, large.invoice_count
    return {
        "small_ms": 1000 * small_s / SMALL,
        "large_ms": 1000 * large_s / CONTRACTS,
        "preview_s": preview_s,
        "large_s": large_s,
        "growth": memory[-1] / memory[9],
    }


def _measure_small(env, customers):
    run = ours.make_run(env, partner_ids=customers.ids)
    with env.cr.savepoint() as savepoint:
        seconds = ours.timed(env, run._execute)
        assert run.invoice_count == SMALL, run.invoice_count
        savepoint.rollback()
    return seconds


def process(run, memory):
    """What the scheduled action does, without its commits: all is rolled back."""
    env = run.env
    run._plan()
    for batch in run.batch_ids:
        batch._process()
        env.flush_all()
        env.invalidate_all()
        memory.append(_resident_pages())
    run._finish()


def _resident_pages():
    return int(Path("/proc/self/statm").read_text().split()[1])
