# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invoice 500 contracts of 3 lines each, beside bare invoices of the same content.

``run_s`` is the whole run: find what is due, compute it, create 500 draft invoices and
record what they bill. ``bare_s`` is one ``create`` of 500 invoices with the same values
and no service behind them. A ``ratio`` below 1 means that billing costs nothing on top.
"""

import time

from odoo import Command

CONTRACTS, LINES, HISTORY = 500, 3, 500
TODAY = "2026-01-01"
GOALS = {"ratio": "<= 0.95"}
RATIOS = {"ratio": ("run_s", "bare_s")}
# What ties an invoice line to the service that it bills.
SERVICE_FIELDS = (
    "service_contract_line_id",
    "service_period_start",
    "service_period_end",
    "service_intervention_id",
    "service_activity_ids",
    "service_charge_ids",
)


def setup(env, number=CONTRACTS):
    """Contracts in force, each of its own customer, with one instalment due a line."""
    env["account.chart.template"].try_loading("generic_coa", env.company)
    product = env["product.product"].create(
        {"name": "Maintenance", "type": "service", "list_price": 100.0}
    )
    contract_type = env["service.contract.type"].create(
        {"name": "Benchmark", "product_id": product.id, "duration_months": 0}
    )
    customers = env["res.partner"].create(
        [{"name": f"Customer {one}"} for one in range(number)]
    )
    contracts = env["service.contract"].create(
        [
            {
                "partner_id": customer.id,
                "contract_type_id": contract_type.id,
                "date_start": TODAY,
                "line_ids": [
                    Command.create({"price_unit": 100.0 + one}) for one in range(LINES)
                ],
            }
            for customer in customers
        ]
    )
    contracts.action_activate()
    _make_history(env, customers[0], product)


def _make_history(env, customer, product):
    """Invoices of others: a real database is not empty and knows its statistics."""
    vals = {
        "move_type": "out_invoice",
        "partner_id": customer.id,
        "invoice_date": TODAY,
        "invoice_line_ids": [
            Command.create({"product_id": product.id}) for _line in range(LINES)
        ],
    }
    for _batch in range(HISTORY // 50):
        env["account.move"].create([vals] * 50).action_post()
        env.flush_all()
        env.cr.execute("ANALYZE")


def run(env):
    """Measure both on the same data; first the one, then, rolled back, the other."""
    service_run = make_run(env)
    bare_vals = [_without_service(vals) for vals in _invoice_vals(service_run)]
    with env.cr.savepoint() as savepoint:
        bare_s = timed(env, lambda: env["account.move"].create(bare_vals))
        savepoint.rollback()
    run_s = timed(env, service_run._execute)
    assert service_run.invoice_count == CONTRACTS, service_run.invoice_count
    assert service_run.instalment_count == CONTRACTS * LINES
    return {"run_s": run_s, "bare_s": bare_s}


def make_run(env, **criteria):
    """A run that the wizard would make of all that is due."""
    wizard = make_wizard(env, **criteria)
    run = env["service.invoicing.run"].create(wizard._prepare_run_vals())
    env.flush_all()
    return run


def make_wizard(env, **criteria):
    """The wizard as somebody would fill it in to invoice all that is due."""
    return env["service.invoicing"].create(
        {
            "date_to": TODAY,
            "invoice_date": TODAY,
            "grouping": "contract",
            **criteria,
        }
    )


def _invoice_vals(service_run):
    items = service_run._find_due_items()
    groups = service_run._group_due_items(items)
    return [service_run._prepare_invoice_vals(group) for group in groups]


def _without_service(vals):
    lines = [
        Command.create(
            {name: value for name, value in line.items() if name not in SERVICE_FIELDS}
        )
        for _command, _id, line in vals["invoice_line_ids"]
    ]
    return {**vals, "invoice_line_ids": lines}


def timed(env, action):
    """Seconds of ``action`` from cold caches until all of it is in the database."""
    env.flush_all()
    env.invalidate_all()
    start = time.perf_counter()
    action()
    env.flush_all()
    return time.perf_counter() - start
