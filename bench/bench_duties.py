# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Make the duties of 100,000 machines, and look again when nothing is due.

``make_s`` is what the nightly work takes to give 100,000 machines their first duty,
``make_few_s`` the same for a tenth; ``growth`` compares the cost of one machine.
``idle_s`` is the night after, when every machine has what it needs.
"""

import time

MANY, FEW = 100_000, 10_000
RATIOS = {"growth": ("make_per_machine_ms", "make_few_per_machine_ms")}
GOALS = {"growth": "<= 1.1", "idle_s": "<= 2"}


def setup(env):
    """Machines of two products, and a duty type for each that waits for them."""
    customer = env["res.partner"].create({"name": "Customer"})
    for number in (MANY, FEW):
        product = env["product.product"].create({"name": f"Machine {number}"})
        env.cr.execute(
            """INSERT INTO service_equipment
                 (company_id, partner_id, site_id, product_id, serial_number, state,
                  quantity, active, delivery_date, install_date)
               SELECT %s, %s, %s, %s, 'SN-' || %s || '-' || one, 'in_service',
                      1, TRUE, DATE '2024-01-01' + one %% 365, NULL
                 FROM generate_series(1, %s) AS one""",
            [
                env.company.id,
                customer.id,
                customer.id,
                product.id,
                number,
                number,
            ],
        )
        env.cr.execute(
            "UPDATE service_equipment SET parent_path = id || '/' "
            "WHERE product_id = %s",
            [product.id],
        )
        env["service.duty.type"].create(
            {
                "name": str(number),
                "active": False,
                "product_tmpl_ids": product.product_tmpl_id.ids,
                "interval": 6,
                "end_of_month": True,
            }
        )
    env.cr.execute("ANALYZE service_equipment")


def run(env):
    """Each size alone, the small one first and last."""
    few_s = _make(env, FEW)
    many_s = _make(env, MANY)
    return {
        "make_s": many_s,
        "make_few_s": few_s,
        "make_per_machine_ms": 1000 * many_s / MANY,
        "make_few_per_machine_ms": 1000 * few_s / FEW,
        "idle_s": _follow(env, MANY),
    }


def _get_type(env, number):
    types = env["service.duty.type"].with_context(active_test=False)
    return types.search([("name", "=", str(number))])


def _make(env, number):
    """Seconds that the first duties of ``number`` machines take."""
    # without the shortcut of a form, which leaves most to the night
    env.cr.execute(
        "UPDATE service_duty_type SET active = TRUE WHERE id = %s",
        [_get_type(env, number).id],
    )
    env.invalidate_all()
    return _follow(env, number)


def _follow(env, number):
    duty_type = _get_type(env, number)
    start = time.perf_counter()
    duty_type._follow_machines()
    env.flush_all()
    seconds = time.perf_counter() - start
    made = env["service.duty"].search_count([("type_id", "=", duty_type.id)])
    assert made == number, made
    env.invalidate_all()
    return seconds
