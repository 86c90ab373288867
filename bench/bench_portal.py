# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Open the portal's pages among 100,000 equipment of 10,000 customers.

The reader's company has 5,000 of them, 2,000 jobs and a contract of 1,000 lines. Each
page is a whole request, as the server answers it: ``queries_…`` all that it asks the
database, login included, and ``…_s`` how long it takes.
"""

import time

from werkzeug.test import Client

import odoo.http
import odoo.sql_db
from odoo import Command
from odoo.service import security

CUSTOMERS, EQUIPMENT = 10_000, 100_000
OWN, JOBS, LINES = 5_000, 2_000, 1_000
LOGIN = "bench_customer"
PAGES = {
    "home": "/my",
    "equipment": "/my/equipment",
    "contracts": "/my/contracts",
    "jobs": "/my/jobs",
    "search": "/my/equipment?search=4999&search_in=serial",
    "one_equipment": "/my/equipment/{equipment}",
    "one_contract": "/my/contracts/{contract}",
    "one_job": "/my/jobs/{job}",
    "new_request": "/my/requests/new",
    "request": "/my/requests/new?equipment={equipment}",
    "request_sent": "/my/requests/{job}",
    "which_machine": "/service/machine/{unclear}",
    "meter": "/my/meters/{meter}",
}
GOALS = {
    **{f"queries_{name}": "<= 19" for name in PAGES},
    **{f"{name}_s": "<= 1" for name in PAGES},
}


def setup(env):
    customers = env["res.partner"].create(
        [{"name": f"Customer {one}", "is_company": True} for one in range(CUSTOMERS)]
    )
    product = env["product.product"].create({"name": "Machine"})
    _copy_equipment(env, product, customers)
    reader = env["res.users"].create(
        {
            "name": "Reader",
            "login": LOGIN,
            "group_ids": [Command.set(env.ref("base.group_portal").ids)],
        }
    )
    reader.partner_id.parent_id = customers[0]
    own = env["service.equipment"].search(
        [("partner_id", "=", customers[0].id)], limit=LINES
    )
    _make_contract(env, customers[0], own)
    env["service.meter"].create({"equipment_id": own[0].id, "name": "Hours"})
    env["service.intervention"].with_context(tracking_disable=True).create(
        [{"partner_id": customers[0].id, "title": "Which?", "contract_id": False}]
        + [
            {
                "partner_id": customers[0].id,
                "title": f"Job {one}",
                "contract_id": False,
                "item_ids": [Command.create({"equipment_id": own[one % 5].id})],
            }
            for one in range(JOBS)
        ]
    )


def _copy_equipment(env, product, customers):
    """As many rows as are asked for; the first customer has the most of them."""
    model = env["service.equipment"]
    first = model.create(
        {
            "product_id": product.id,
            "partner_id": customers[0].id,
            "serial_number": "BENCH-0",
        }
    )
    env.flush_all()
    copied = [
        name
        for name, field in model._fields.items()
        if field.store
        and field.column_type
        and name not in ("id", "parent_path", "partner_id", "serial_number", "site_id")
    ]
    columns = ", ".join(copied)
    env.cr.execute(
        f"INSERT INTO service_equipment"
        f" (partner_id, site_id, serial_number, {columns})"
        f" SELECT (%s::int[])[owner], (%s::int[])[owner], 'BENCH-' || number, {columns}"
        f" FROM service_equipment, generate_series(1, %s) number,"
        f" LATERAL (SELECT CASE WHEN number < %s THEN 1"
        f" ELSE 2 + number %% %s END owner) owners WHERE id = %s",
        [
            customers.ids,
            customers.ids,
            EQUIPMENT - 1,
            OWN,
            CUSTOMERS - 1,
            first.id,
        ],
    )
    env.cr.execute("UPDATE service_equipment SET parent_path = id || '/'")
    env.cr.execute("ANALYZE service_equipment")
    env.invalidate_all()


def _make_contract(env, customer, equipment):
    fee = env["product.product"].create(
        {"name": "Fee", "type": "service", "taxes_id": False}
    )
    contract_type = env["service.contract.type"].create(
        {"name": "Full Service", "product_id": fee.id, "billing_interval": 1}
    )
    env["service.contract"].create(
        {
            "partner_id": customer.id,
            "contract_type_id": contract_type.id,
            "date_start": "2026-01-01",
            "line_ids": [
                Command.create({"equipment_id": one.id, "price_unit": 10.0})
                for one in equipment
            ],
        }
    ).action_activate()


def run(env):
    reader = env["res.users"].search([("login", "=", LOGIN)])
    customer = reader.partner_id.parent_id
    ids = {
        name: env[model].search([("partner_id", "=", customer.id)], limit=1).id
        for name, model in (
            ("equipment", "service.equipment"),
            ("contract", "service.contract"),
            ("meter", "service.meter"),
        )
    }
    jobs = env["service.intervention"].search([("partner_id", "=", customer.id)])
    ids["job"] = jobs.filtered("item_ids")[0].id
    ids["unclear"] = jobs.filtered(lambda one: not one.item_ids).id
    client = _log_in(env, reader)
    values = {}
    for name, page in PAGES.items():
        address = page.format(**ids)
        _open(client, address)  # as a page that was opened before, as most are
        queries = odoo.sql_db.sql_counter
        start = time.perf_counter()
        _open(client, address)
        values[f"{name}_s"] = time.perf_counter() - start
        values[f"queries_{name}"] = odoo.sql_db.sql_counter - queries
    return values


def _log_in(env, user):
    session = odoo.http.root.session_store.new()
    session.update(odoo.http.get_default_session(), db=env.cr.dbname)
    session.uid, session.login = user.id, user.login
    session.session_token = security.compute_session_token(
        session, env(user=user.id, su=False)
    )
    session.context = dict(user.context_get())
    odoo.http.root.session_store.save(session)
    client = Client(odoo.http.root)
    client.set_cookie("session_id", session.sid)
    return client


def _open(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    assert answer.get_data(), address
