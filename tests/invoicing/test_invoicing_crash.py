# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""A process that is killed in the middle of a run: the run goes on, all once."""

import signal
from contextlib import contextmanager

from odoo import SUPERUSER_ID, Command, api
from odoo.modules.registry import Registry
from odoo.tests import get_db_name, tagged

from ..databases import DatabasesCase

CONTRACTS = 5
# Dies once the second batch has created its invoices, before they are committed.
KILLED = """
import os
import signal
from odoo.addons.service_management.models.invoicing import run_progress
from odoo.addons.service_management.models.invoicing.service_invoicing_batch import (
    ServiceInvoicingBatch,
)

run_progress.BATCH = 2
record = ServiceInvoicingBatch._record

def record_and_die(batch, billed):
    record(batch, billed)
    env.flush_all()
    done = batch.run_id.batch_ids.filtered(lambda one: one.state == "done")
    if len(done) == 2:
        os.kill(os.getpid(), signal.SIGKILL)

ServiceInvoicingBatch._record = record_and_die
env["service.invoicing.run"]._cron_process()
"""


@tagged("post_install", "-at_install")
class TestInvoicingKilled(DatabasesCase):
    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        with self._transaction() as env:
            self.company_id = env.ref("base.main_company").id
            self._make(env)
        self.addCleanup(self._clean)

    @contextmanager
    def _transaction(self):
        with self.registry.cursor() as cr:  # committed at the end
            yield api.Environment(cr, SUPERUSER_ID, {})

    def _make(self, env):
        company = env["res.company"].browse(self.company_id)
        if not company.chart_template:
            env["account.chart.template"].try_loading("generic_coa", company)
        product = env["product.product"].create({"name": "Care", "type": "service"})
        contract_type = env["service.contract.type"].create({"name": "Killed"})
        partners = env["res.partner"].create(
            [{"name": f"Killed {number}"} for number in range(CONTRACTS)]
        )
        contracts = env["service.contract"].create(
            [
                {
                    "partner_id": partner.id,
                    "contract_type_id": contract_type.id,
                    "company_id": company.id,
                    "date_start": "2026-01-01",
                    "line_ids": [
                        Command.create({"product_id": product.id, "price_unit": 100.0})
                    ],
                }
                for partner in partners
            ]
        )
        contracts.action_activate()
        self.limit = company.service_invoicing_limit
        company.service_invoicing_limit = 0
        action = (
            env["service.invoicing"]
            .create(
                {
                    "company_id": company.id,
                    "date_to": "2026-01-01",
                    "invoice_date": "2026-01-01",
                    "partner_ids": [Command.set(partners.ids)],
                }
            )
            .action_run()
        )
        self.run_id, self.contract_ids = action["res_id"], contracts.ids
        self.made = [
            (records._name, records.ids)
            for records in (partners, product.product_tmpl_id, contract_type)
        ]

    def _clean(self):
        with self._transaction() as env:
            contracts = env["service.contract"].browse(self.contract_ids)
            contracts.line_ids.invoice_line_ids.move_id.unlink()
            env["service.invoicing.run"].browse(self.run_id).unlink()
            contracts.state = "draft"
            contracts.unlink()
            for model, ids in self.made:
                env[model].browse(ids).unlink()
            company = env["res.company"].browse(self.company_id)
            company.service_invoicing_limit = self.limit
            env["ir.cron.trigger"].search([]).unlink()

    def _look(self):
        """State of the run, states of its batches and invoices of each contract."""
        with self._transaction() as env:
            run = env["service.invoicing.run"].browse(self.run_id)
            contracts = env["service.contract"].browse(self.contract_ids)
            return (
                run.state,
                run.batch_ids.sorted("id").mapped("state"),
                [
                    len(contract.line_ids.invoice_line_ids.move_id)
                    for contract in contracts
                ],
            )

    def _get_attempts(self):
        with self._transaction() as env:
            run = env["service.invoicing.run"].browse(self.run_id)
            return run.batch_ids.mapped("attempts")

    def test_killed_between_two_batches(self):
        self.assertEqual(self._look(), ("pending", [], [0] * CONTRACTS))
        self._run(
            *("shell", get_db_name(), "--no-http"),
            script=KILLED,
            expected=-signal.SIGKILL,
        )
        state, batches, invoices = self._look()
        self.assertEqual((state, batches), ("running", ["done", "pending", "pending"]))
        self.assertEqual(sum(invoices), 2)
        self.assertEqual(sorted(self._get_attempts()), [0, 0, 1])
        with self._transaction() as env:
            env["service.invoicing.run"]._cron_process()
        self.assertEqual(self._look(), ("done", ["done"] * 3, [1] * CONTRACTS))
        self.assertEqual(self._get_attempts(), [0] * 3)
        with self._transaction() as env:
            env["service.invoicing.run"]._cron_process()
        self.assertEqual(self._look(), ("done", ["done"] * 3, [1] * CONTRACTS))
