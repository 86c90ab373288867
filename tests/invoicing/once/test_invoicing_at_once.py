# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""Two people, or a person and a scheduled job, invoice at the same moment."""

import threading

import psycopg2

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_race import InvoicingRaceCase


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
