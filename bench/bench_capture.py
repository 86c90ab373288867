# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Validate a delivery of 1,000 serial numbers, with and without the installed base.

``plain_s`` is the delivery of a product that is not serviced, ``captured_s`` the same
one of a product whose serial numbers register themselves. ``ratio`` is what a customer
of both waits for. ``extra_queries`` is what capture adds for 1,000 serial numbers,
``extra_queries_few`` what it adds for 100; they differ by the chunks in which Odoo
inserts rows, so by a few for each hundred and by none for each serial number.
"""

import time

from odoo import Command

MANY, FEW = 1000, 100
RATIOS = {"ratio": ("captured_s", "plain_s")}
GOALS = {"ratio": "<= 1.25", "extra_queries_per_serial": "<= 0.1"}


def setup(env):
    """Two transfers, reserved and ready to be validated."""
    product = env["product.product"].create(
        {"name": "Machine", "is_storable": True, "tracking": "serial"}
    )
    customer = env["res.partner"].create({"name": "Customer"})
    for number in (MANY, FEW):
        _make_picking(env, product, customer, number)


def _make_picking(env, product, customer, number):
    warehouse = env["stock.warehouse"].search(
        [("company_id", "=", env.company.id)], limit=1
    )
    lots = env["stock.lot"].create(
        [
            {"product_id": product.id, "name": f"{number}-{one:05}"}
            for one in range(number)
        ]
    )
    for lot in lots:
        env["stock.quant"]._update_available_quantity(
            product, warehouse.lot_stock_id, 1.0, lot_id=lot
        )
    picking = env["stock.picking"].create(
        {
            "partner_id": customer.id,
            "picking_type_id": warehouse.out_type_id.id,
            "location_id": warehouse.lot_stock_id.id,
            "location_dest_id": customer.property_stock_customer.id,
            "origin": _origin(number),
            "move_ids": [
                Command.create(
                    {
                        "product_id": product.id,
                        "product_uom_qty": number,
                        "location_id": warehouse.lot_stock_id.id,
                        "location_dest_id": customer.property_stock_customer.id,
                    }
                )
            ],
        }
    )
    picking.action_confirm()
    picking.action_assign()
    picking.move_ids.picked = True


def _origin(number):
    return f"Benchmark {number}"


def run(env):
    """Measure all on the same data, each rolled back before the next."""
    plain_s, plain_queries = _validate(env, MANY, tracked=False)
    captured_s, captured_queries = _validate(env, MANY, tracked=True)
    # once more the other way round: who comes first must not pay for it
    captured_s = min(captured_s, _validate(env, MANY, tracked=True)[0])
    plain_s = min(plain_s, _validate(env, MANY, tracked=False)[0])
    _few_s, plain_few = _validate(env, FEW, tracked=False)
    _few_s, captured_few = _validate(env, FEW, tracked=True)
    extra = captured_queries - plain_queries
    extra_few = captured_few - plain_few
    return {
        "plain_s": plain_s,
        "captured_s": captured_s,
        "extra_queries": extra,
        "extra_queries_few": extra_few,
        "extra_queries_per_serial": (extra - extra_few) / (MANY - FEW),
    }


def _validate(env, number, tracked):
    """Seconds and queries of validating a transfer from cold caches, then undone."""
    picking = env["stock.picking"].search([("origin", "=", _origin(number))])
    product = picking.move_ids.product_id
    product.service_tracked = tracked
    with env.cr.savepoint() as savepoint:
        env.flush_all()
        env.invalidate_all()
        queries = env.cr.sql_log_count
        start = time.perf_counter()
        picking.button_validate()
        env.flush_all()
        seconds = time.perf_counter() - start
        queries = env.cr.sql_log_count - queries
        assert picking.state == "done", picking.state
        registered = env["service.equipment"].search_count(
            [("product_id", "=", product.id)]
        )
        assert registered == (number if tracked else 0), registered
        savepoint.rollback()
    return seconds, queries
