# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""What tests of two transactions at the same moment begin with."""

from contextlib import contextmanager

from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests import BaseCase, get_db_name


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
