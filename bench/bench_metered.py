# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invoice 10,000 contract lines by use in batches: as cheap each as 1,000.

Each line bills a machine of its own, whose meter was read every month of a year.
``ratio`` compares a line of the large run with one of a run of a tenth; ``idle`` is
what a second run takes, when nothing is due any more, of the large one.
"""

import statistics

import bench_invoicing as ours
import bench_invoicing_large as large_run

from odoo import Command

LINES, SMALL = 10_000, 1_000
PER_CONTRACT = 10
DAYS = [f"2025-{month:02}-28" for month in range(1, 13)]
TODAY = "2026-01-31"
GOALS = {"ratio": "<= 1.1", "idle": "<= 0.01"}
RATIOS = {"ratio": ("large_ms", "small_ms"), "idle": ("idle_s", "large_s")}


def setup(env):
    env["account.chart.template"].try_loading("generic_coa", env.company)
    product = env["product.product"].create(
        {"name": "Copies", "type": "service", "list_price": 0.01}
    )
    copier = env["product.product"].create({"name": "Copier", "type": "consu"})
    kind = env["service.contract.type"].create(
        {"name": "Benchmark", "product_id": product.id, "duration_months": 0}
    )
    customers = env["res.partner"].create(
        [{"name": f"Customer {one}"} for one in range(LINES // PER_CONTRACT)]
    )
    for customer in customers:
        _make_contract(env, customer, kind, copier)
    env.flush_all()
    env.cr.execute("ANALYZE")


def _make_contract(env, customer, kind, copier):
    machines = env["service.equipment"].create(
        [
            {
                "product_id": copier.id,
                "serial_number": f"C-{customer.id}-{one}",
                "partner_id": customer.id,
            }
            for one in range(PER_CONTRACT)
        ]
    )
    meters = env["service.meter"].create(
        [{"equipment_id": machine.id, "name": "Copies"} for machine in machines]
    )
    env["service.meter.reading"].create(
        [
            {"meter_id": meter.id, "date": day, "value": 1000 * number}
            for meter in meters
            for number, day in enumerate([*DAYS, TODAY])
        ]
    )
    contract = env["service.contract"].create(
        {
            "partner_id": customer.id,
            "contract_type_id": kind.id,
            "date_start": "2026-01-01",
            "billing_interval": 1,
            "billing_unit": "month",
            "line_ids": [
                Command.create(
                    {
                        "equipment_id": meter.equipment_id.id,
                        "price_unit": 0.05,
                        "meter_ids": [Command.set(meter.ids)],
                    }
                )
                for meter in meters
            ],
        }
    )
    contract.action_activate()


def run(env):
    """Measure both on the same data; first the small run, rolled back, then all."""
    customers = env["res.partner"].search(
        [("name", "like", "Customer ")], limit=SMALL // PER_CONTRACT
    )
    small_s = statistics.median(_measure_small(env, customers) for _ in range(3))
    run_all = _make_run(env)
    large_s = ours.timed(env, lambda: large_run.process(run_all, []))
    assert run_all.instalment_count == LINES, run_all.instalment_count
    idle_s = ours.timed(env, lambda: _make_run(env)._execute())
    return {
        "small_ms": 1000 * small_s / SMALL,
        "large_ms": 1000 * large_s / LINES,
        "large_s": large_s,
        "idle_s": idle_s,
    }


def _make_run(env, **criteria):
    return ours.make_run(env, date_to=TODAY, invoice_date=TODAY, **criteria)


def _measure_small(env, customers):
    run_some = _make_run(env, partner_ids=customers.ids)
    with env.cr.savepoint() as savepoint:
        seconds = ours.timed(env, run_some._execute)
        assert run_some.instalment_count == SMALL, run_some.instalment_count
        savepoint.rollback()
    return seconds
