# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Install, upgrade, uninstall and install again, by Odoo itself on real databases.

None may leave a warning in the log. The database is one where others have worked: it
holds deliveries, service products and invoices from before.
"""

import os

from odoo.modules.module import get_manifest
from odoo.tests import get_db_name, tagged

from .databases import DatabasesCase
from .italy.common_italy import ITALIAN_PERIOD

NAME = "service_management"
# What others did before the add-on came: a serial number sold, shipped and invoiced.
HISTORY = """
if not env.company.chart_template:
    env["account.chart.template"].try_loading("generic_coa", env.company)
env["res.company"].create({"name": "Old Branch"})
env["product.product"].create({"name": "Old Service", "type": "service"})
product = env["product.product"].create(
    {"name": "Old Machine", "is_storable": True, "tracking": "serial"}
)
lot = env["stock.lot"].create({"name": "OLD-1", "product_id": product.id})
stock = env["stock.warehouse"].search([], limit=1).lot_stock_id
env["stock.quant"]._update_available_quantity(product, stock, 1, lot_id=lot)
order = env["sale.order"].create(
    {
        "partner_id": env["res.partner"].create({"name": "Old Customer"}).id,
        "order_line": [(0, 0, {"product_id": product.id})],
    }
)
order.action_confirm()
order.picking_ids.move_ids.picked = True
order.picking_ids.button_validate()
order._create_invoices().action_post()
env.cr.commit()
"""


class LifecycleCommon(DatabasesCase):
    """A database with what the add-on depends on, and copies of it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.dependencies = f"{get_db_name()}_lifecycle"
        cls.addClassCleanup(cls._drop, cls.dependencies)
        cls._make_dependencies(cls.dependencies)
        cls._odoo("shell", cls.dependencies, "--no-http", script=HISTORY)

    @classmethod
    def _make_dependencies(cls, target):
        """``bin/test`` has such a database ready."""
        ready = os.environ.get("DEPENDENCIES_DATABASE")
        if ready:
            cls._copy_database(ready, target)
        else:
            depends = ",".join(get_manifest(NAME)["depends"])
            cls._odoo("server", target, "-i", depends)

    def _copy(self, name):
        """A copy of the dependencies' database, dropped at the end of the test."""
        target = f"{self.dependencies}_{name}"
        self.addCleanup(self._drop, target)
        self._copy_database(self.dependencies, target)
        return target

    def _state(self, database):
        ((state, demo),) = self._query(
            database, "SELECT state, demo FROM ir_module_module WHERE name = %s", NAME
        )
        return state, demo

    def _count(self, database, what):
        ((count,),) = self._query(database, f"SELECT count(*) FROM {what}")
        return count

    def _books(self, database):
        lines = "SELECT count(*), sum(balance) FROM account_move_line"
        return self._query(database, lines)

    def _schema(self, database):
        return self._tables(database), self._columns(database)

    def _tables(self, database):
        rows = self._query(
            database,
            "SELECT tablename FROM pg_tables WHERE starts_with(tablename, 'service_')",
        )
        return {name for (name,) in rows}

    def _columns(self, database):
        """Columns that the add-on adds to the tables of others."""
        rows = self._query(
            database,
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE starts_with(column_name, 'service_')"
            " AND NOT starts_with(table_name, 'service_')",
        )
        return set(rows)


@tagged("post_install", "-at_install")
class TestLifecycle(LifecycleCommon):
    def test_beside_what_exists(self):
        """What was delivered and invoiced before stays as it was."""
        database = self._copy("plain")
        self._assert_something_exists(database)
        books, schema = self._books(database), self._schema(database)
        self._assert_clean("server", database, "-i", NAME)
        self.assertEqual(self._state(database), ("installed", False))
        self._assert_nothing_is_taken_over(database)
        self._assert_companies_are_ready(database)
        self._upgrade_and_uninstall(database, schema)
        self.assertEqual(self._books(database), books)
        self._install_after_italian_invoices(database)

    def test_with_demo_data(self):
        database = self._copy("demo")
        self._odoo("module force-demo", database)
        schema = self._schema(database)
        self._assert_clean("server", database, "-i", NAME, "--with-demo")
        self.assertEqual(self._state(database), ("installed", True))
        self.assertGreater(self._count(database, "service_contract"), 0)
        self._upgrade_and_uninstall(database, schema)
        self._assert_clean("server", database)  # still starts

    def _upgrade_and_uninstall(self, database, schema):
        """Nothing is left of it."""
        self._assert_clean("server", database, "-u", NAME)
        self._assert_clean("module uninstall", database, NAME)
        self.assertEqual(self._state(database)[0], "uninstalled")
        self.assertEqual(self._schema(database), schema)

    def _install_after_italian_invoices(self, database):
        """Installed again, it extends the e-invoices that it finds."""
        self._odoo("server", database, "-i", "l10n_it_edi")
        self._assert_clean("server", database, "-i", NAME)
        self.assertEqual(self._state(database)[0], "installed")
        extensions = f"ir_ui_view WHERE key = '{ITALIAN_PERIOD}'"
        self.assertEqual(self._count(database, extensions), 1)

    def _assert_nothing_is_taken_over(self, database):
        for what in (
            "account_move_line WHERE service_live",
            "service_contract",
            "service_equipment",
        ):
            self.assertEqual(self._count(database, what), 0, what)

    def _assert_something_exists(self, database):
        for what in (
            "stock_picking p JOIN stock_picking_type t ON t.id = p.picking_type_id"
            " WHERE p.state = 'done' AND t.code = 'outgoing'",
            "product_template WHERE type = 'service'",
            "account_move WHERE move_type = 'out_invoice' AND state = 'posted'",
        ):
            with self.subTest(what=what):
                self.assertGreater(self._count(database, what), 0)

    def _assert_companies_are_ready(self, database):
        """Each company has its sequences and its project."""
        companies = self._count(database, "res_company")
        self.assertGreater(companies, 1)
        sequences = self._count(
            database,
            "(SELECT DISTINCT company_id, code FROM ir_sequence"
            " WHERE starts_with(code, 'service.') AND company_id IS NOT NULL) pairs",
        )
        self.assertEqual(sequences, 3 * companies)
        without = "res_company WHERE service_project_id IS NULL"
        self.assertEqual(self._count(database, without), 0)
