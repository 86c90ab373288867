"""Two people, or a person and a scheduled job, invoice at the same moment."""

import threading
from contextlib import contextmanager

import psycopg2

from odoo import SUPERUSER_ID, Command, api, fields
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import mute_logger


class RaceCase(BaseCase):
    """Real transactions, of which others see what has been committed."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())

    @contextmanager
    def _transaction(self):
        with self.registry.cursor() as cr:  # committed at the end
            cr.execute("SET lock_timeout = '10s'")  # rather fail than wait
            # kept in what begins after a rollback
            cr.commit()  # pylint: disable=invalid-commit
            yield api.Environment(cr, SUPERUSER_ID, {})


class InvoicingRaceCase(RaceCase):
    """A contract of which an instalment falls due today."""

    def setUp(self):
        super().setUp()
        self.today = fields.Date.today()
        with self._transaction() as env:
            company = env.ref("base.main_company")
            if not company.chart_template:
                env["account.chart.template"].try_loading("generic_coa", company)
            product = env["product.product"].create({"name": "Care", "type": "service"})
            contract_type = env["service.contract.type"].create({"name": "Race"})
            partner = env["res.partner"].create({"name": "Racer"})
            contract = env["service.contract"].create(
                {
                    "partner_id": partner.id,
                    "contract_type_id": contract_type.id,
                    "company_id": company.id,
                    "date_start": self.today,
                    "line_ids": [
                        Command.create({"product_id": product.id, "price_unit": 100.0})
                    ],
                }
            )
            contract.action_activate()
            self.contract_id, self.partner_id = contract.id, partner.id
            self.made = [partner, product.product_tmpl_id, contract_type]
            self.made = [(record._name, record.id) for record in self.made]
        self.addCleanup(self._clean)

    def _clean(self):
        with self._transaction() as env:
            contract = env["service.contract"].browse(self.contract_id)
            contract.line_ids.invoice_line_ids.move_id.unlink()
            runs = env["service.invoicing.run"].search(
                [("partner_ids", "in", self.partner_id)]
            )
            runs.unlink()
            contract.state = "draft"
            contract.unlink()
            for model, record_id in self.made:
                env[model].browse(record_id).unlink()

    def _run(self, env):
        wizard = env["service.invoicing"].create(
            {
                "company_id": env.ref("base.main_company").id,
                "date_to": self.today,
                "invoice_date": self.today,
                "partner_ids": [Command.set([self.partner_id])],
            }
        )
        wizard.action_run()

    def _count_invoice_lines(self):
        with self._transaction() as env:
            contract = env["service.contract"].browse(self.contract_id)
            return len(contract.line_ids.invoice_line_ids)


@tagged("post_install", "-at_install")
class TestTwoRunsAtOnce(InvoicingRaceCase):
    """Two clerks press the button at the same moment, each in a real transaction."""

    def test_second_run_is_refused_while_the_first_is_under_way(self):
        with self._transaction() as first:
            self._run(first)
            with (
                self.assertRaisesRegex(UserError, "at this moment"),
                self._transaction() as second,
            ):
                self._run(second)
        self.assertEqual(self._count_invoice_lines(), 1)

    def test_second_run_finds_nothing_after_the_first(self):
        with self._transaction() as env:
            self._run(env)
        nothing_due = self.assertRaisesRegex(UserError, "Nothing is due")
        with nothing_due, self._transaction() as env:
            self._run(env)
        self.assertEqual(self._count_invoice_lines(), 1)

    def test_crashed_run_can_be_repeated(self):
        with self.assertRaises(ZeroDivisionError), self._transaction() as env:
            self._run(env)
            env.flush_all()
            raise ZeroDivisionError
        self.assertEqual(self._count_invoice_lines(), 0)
        with self._transaction() as env:
            self._run(env)
        self.assertEqual(self._count_invoice_lines(), 1)

    def test_transaction_that_began_before_the_first_run_adds_nothing(self):
        """A snapshot from before the first run must not let the second one through."""
        with (
            self.assertRaises((UserError, psycopg2.Error)),
            mute_logger("odoo.sql_db"),
            self._transaction() as second,
        ):
            second["service.contract"].browse(self.contract_id).fetch(["name"])
            with self._transaction() as first:
                self._run(first)
            self._run(second)
        self.assertEqual(self._count_invoice_lines(), 1)

    def test_threads_racing_add_one_invoice(self):
        barrier = threading.Barrier(4)
        errors = []

        def press():
            barrier.wait()
            try:
                with self._transaction() as env:
                    self._run(env)
            except (UserError, psycopg2.Error) as error:
                errors.append(error)

        threads = [threading.Thread(target=press) for _clerk in range(4)]
        with mute_logger("odoo.sql_db"):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertEqual(self._count_invoice_lines(), 1)
        self.assertEqual(len(errors), 3)
