"""Install, upgrade, uninstall and install again, by Odoo itself on real databases.

None may leave a warning in the log. The database is one where others have worked: it
holds deliveries, service products and invoices from before.
"""

from odoo.modules.module import get_manifest
from odoo.sql_db import close_db, db_connect
from odoo.tests import get_db_name, tagged

from .databases import DatabasesCase

NAME = "service_management"
# What others did before the add-on came: a serial number sold, shipped and invoiced.
HISTORY = """
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
        depends = ",".join(get_manifest(NAME)["depends"])
        cls._odoo("server", cls.dependencies, "-i", depends, "--with-demo")
        cls._odoo("shell", cls.dependencies, "--no-http", script=HISTORY)

    def _copy(self, name, demo=False):
        """A copy of the dependencies' database, dropped at the end of the test.

        :param demo: whether the add-on's own demo data will be installed in it
        """
        target = f"{self.dependencies}_{name}"
        self.addCleanup(self._drop, target)
        close_db(self.dependencies)
        self._manage("CREATE DATABASE %s TEMPLATE %s", target, self.dependencies)
        self._link_files(self.dependencies, target)
        if not demo:
            with db_connect(target).cursor() as cr:
                cr.execute("UPDATE ir_module_module SET demo = FALSE")
        return target

    def _state(self, database):
        ((state, demo),) = self._query(
            database, "SELECT state, demo FROM ir_module_module WHERE name = %s", NAME
        )
        return state, demo

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
    def _live(self, database, *options):
        """Install, upgrade and uninstall; nothing is left of it."""
        tables, columns = self._tables(database), self._columns(database)
        self._assert_clean("server", database, "-i", NAME, *options)
        self.assertEqual(self._state(database)[0], "installed")
        self._assert_clean("server", database, "-u", NAME)
        contracts = self._query(database, "SELECT count(*) FROM service_contract")
        self._assert_clean("module uninstall", database, NAME)
        self.assertEqual(self._state(database)[0], "uninstalled")
        self.assertEqual(self._tables(database), tables)
        self.assertEqual(self._columns(database), columns)
        self._assert_clean("server", database)  # still starts
        return contracts[0][0]

    def test_without_demo_data(self):
        database = self._copy("plain")
        self.assertEqual(self._live(database), 0)
        self._assert_clean("server", database, "-i", NAME)
        self.assertEqual(self._state(database), ("installed", False))

    def test_with_demo_data(self):
        database = self._copy("demo", demo=True)
        self.assertGreater(self._live(database, "--with-demo"), 0)

    def test_beside_what_exists(self):
        """What was delivered and invoiced before stays as it was."""
        database = self._copy("existing")
        lines = "SELECT count(*), sum(balance) FROM account_move_line"
        before = self._query(database, lines)
        self._assert_something_exists(database)
        self._assert_clean("server", database, "-i", NAME)
        self.assertEqual(self._query(database, lines), before)
        self.assertEqual(
            self._query(
                database, "SELECT count(*) FROM account_move_line WHERE service_live"
            ),
            [(0,)],
        )
        self.assertEqual(
            self._query(database, "SELECT count(*) FROM service_equipment"), [(0,)]
        )
        self._assert_companies_are_ready(database)

    def _assert_something_exists(self, database):
        for what in (
            "stock_picking p JOIN stock_picking_type t ON t.id = p.picking_type_id"
            " WHERE p.state = 'done' AND t.code = 'outgoing'",
            "product_template WHERE type = 'service'",
            "account_move WHERE move_type = 'out_invoice' AND state = 'posted'",
        ):
            with self.subTest(what=what):
                ((count,),) = self._query(database, f"SELECT count(*) FROM {what}")
                self.assertGreater(count, 0)

    def _assert_companies_are_ready(self, database):
        """Each company has its sequences and its project."""
        ((companies,),) = self._query(database, "SELECT count(*) FROM res_company")
        ((sequences,),) = self._query(
            database,
            "SELECT count(DISTINCT (company_id, code)) FROM ir_sequence"
            " WHERE starts_with(code, 'service.') AND company_id IS NOT NULL",
        )
        self.assertEqual(sequences, 3 * companies)
        self.assertEqual(
            self._query(
                database,
                "SELECT count(*) FROM res_company WHERE service_project_id IS NULL",
            ),
            [(0,)],
        )
