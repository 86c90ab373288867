# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Invoice 500 contracts of 3 lines each, beside the community's ``contract``.

``run_s`` is our whole run, ``peer_s`` the other's scheduled invoicing of equal
contracts: same customers, product and prices, one draft invoice each.
"""

import bench_invoicing as ours

from odoo import Command, fields

MODULES = ["contract"]
GOALS = {"ratio": "<= 0.75"}
RATIOS = {"ratio": ("run_s", "peer_s")}


def setup(env):
    ours.setup(env)
    contracts = env["service.contract"].search([])
    product = env["product.product"].search([("name", "=", "Maintenance")], limit=1)
    env["contract.contract"].create(
        [
            {
                "name": contract.name,
                "partner_id": contract.partner_id.id,
                "date_start": ours.TODAY,
                "recurring_next_date": ours.TODAY,
                "recurring_rule_type": "yearly",
                "recurring_interval": 1,
                "contract_line_ids": [
                    Command.create(
                        {
                            "product_id": product.id,
                            "name": "Maintenance",
                            "quantity": 1,
                            "price_unit": line.price_unit,
                            "date_start": ours.TODAY,
                            "recurring_next_date": ours.TODAY,
                        }
                    )
                    for line in contract.line_ids
                ],
            }
            for contract in contracts
        ]
    )


def run(env):
    """Measure both on the same data; first the one, then, rolled back, the other."""
    peers = env["contract.contract"].search([])
    before = env["account.move"].search_count([])
    with env.cr.savepoint() as savepoint:
        peer_s = ours.timed(env, lambda: _invoice(peers))
        made = env["account.move"].search_count([]) - before
        assert made == ours.CONTRACTS, made
        savepoint.rollback()
    service_run = ours.make_run(env)
    run_s = ours.timed(env, service_run._execute)
    assert service_run.invoice_count == ours.CONTRACTS, service_run.invoice_count
    return {"run_s": run_s, "peer_s": peer_s}


def _invoice(contracts):
    contracts._recurring_create_invoice(fields.Date.to_date(ours.TODAY))
