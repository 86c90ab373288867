# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of two transactions at the same moment begin with."""

import threading
from contextlib import ExitStack, contextmanager
from functools import partial

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError, ValidationError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests import BaseCase, get_db_name
from odoo.tools import mute_logger

PEOPLE = 4


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


class ButtonRaceCase(RaceCase):
    """Buttons that several people press at the same moment.

    Each press is a request of its own, served as Odoo serves it.
    """

    def _look(self, env):
        """Hook: read what the button is about, as its screen does."""

    def _press(self, press, refused=PEOPLE - 1):
        """Let all of ``PEOPLE`` call ``press`` at the same moment; what they were told.

        Each has read what it is about before anybody has pressed.

        :param refused: how many of them are told that they were too late
        """
        barrier = threading.Barrier(PEOPLE)
        refusals, errors = [], []

        def serve():
            with self._transaction() as env:
                self._look(env)
                barrier.wait()
                try:
                    retrying(partial(press, env), env)
                except (UserError, ValidationError) as error:
                    env.cr.rollback()
                    refusals.append(str(error))
                except Exception as error:  # noqa: BLE001 (told to the test below)
                    env.cr.rollback()
                    errors.append(error)

        threads = [threading.Thread(target=serve) for _person in range(PEOPLE)]
        with ExitStack() as stack:
            stack.enter_context(mute_logger("odoo.sql_db", "odoo.service.model"))
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        self.assertFalse(errors)
        self.assertEqual(len(refusals), refused, refusals)
        return refusals

    def _delete(self, made):
        """Delete the records that ``made`` names, in this order."""
        with self._transaction() as env:
            for model, record_id in made:
                env[model].browse(record_id).exists().unlink()

    def _delete_goods(self, products):
        """Delete the stock and the moves of ``products``, done ones as well."""
        with self._transaction() as env:
            moves = env["stock.move"].search([("product_id", "in", products)])
            pickings = moves.picking_id
            for statement in (
                "UPDATE stock_move_line SET state = 'draft' WHERE product_id = ANY(%s)",
                "UPDATE stock_move SET state = 'draft' WHERE product_id = ANY(%s)",
            ):
                env.cr.execute(statement, [products])
            env.invalidate_all()
            moves.unlink()
            pickings.unlink()
            env.cr.execute(
                "DELETE FROM stock_quant WHERE product_id = ANY(%s)", [products]
            )
