# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""The scheduled run begins while somebody invoices with the wizard, or beside it."""

from odoo.tests import tagged
from odoo.tools import mute_logger

from .common_race import InvoicingRaceCase

MODELS = "odoo.addons.service_management.models"


@tagged("post_install", "-at_install")
class TestNightAtOnce(InvoicingRaceCase):
    """Each in a real transaction: what is due is billed exactly once."""

    def setUp(self):
        super().setUp()
        self._set_company(scheduled=True)

    def _clean(self):
        self._set_company(scheduled=False, limit=200)
        with self._transaction() as env:
            runs = env["service.invoicing.run"].search([("scheduled", "=", True)])
            runs.unlink()
            env["ir.cron.trigger"].search([]).unlink()
        super()._clean()

    def _set_company(self, **settings):
        with self._transaction() as env:
            env.ref("base.main_company").write(
                {f"service_invoicing_{name}": one for name, one in settings.items()}
            )

    def _night(self):
        """The scheduled action, which invoices for each company or plans batches."""
        with self._transaction() as env:
            env["service.invoicing.run"]._cron_invoice()

    def _batches(self):
        """The scheduled action that carries on with large runs."""
        with self._transaction() as env:
            env["service.invoicing.run"]._cron_process()

    def _scheduled_runs(self):
        with self._transaction() as env:
            runs = env["service.invoicing.run"].search(
                [("scheduled", "=", True)], order="id"
            )
            return [(run.state, run.invoice_count) for run in runs]

    def test_the_night_leaves_to_the_wizard_what_it_is_invoicing(self):
        with (
            mute_logger(f"{MODELS}.service_invoicing_run_schedule"),
            self._transaction() as clerk,
        ):
            self._run(clerk)
            self._night()
            self.assertEqual(self._scheduled_runs(), [("failed", 0)])
        self.assertEqual(self._count_invoice_lines(), 1)
        self._night()
        self.assertEqual(self._scheduled_runs(), [("failed", 0)])  # nothing was due
        self.assertEqual(self._count_invoice_lines(), 1)

    def test_batches_of_the_night_wait_for_the_wizard(self):
        self._set_company(limit=0)
        self._night()
        self.assertEqual(self._scheduled_runs(), [("pending", 0)])
        self._set_company(limit=200)
        with self._transaction() as clerk:
            self._run(clerk)
            self._batches()
            self.assertEqual(self._scheduled_runs(), [("running", 0)])
        self._batches()
        self.assertEqual(self._scheduled_runs(), [("done", 0)])
        self.assertEqual(self._count_invoice_lines(), 1)

    def test_night_bills_what_the_wizard_gave_up(self):
        with self.assertRaises(ZeroDivisionError), self._transaction() as clerk:
            self._run(clerk)
            clerk.flush_all()
            raise ZeroDivisionError
        self._night()
        self.assertEqual(self._scheduled_runs(), [("done", 1)])
        self.assertEqual(self._count_invoice_lines(), 1)
