# Copyright 2026 Service Management Contributors
# License LGPL-3.0 or later (https://www.gnu.org/licenses/lgpl).
"""With ``queue_job`` installed its workers process the batches, to the same cent."""

import json
import os
import subprocess
import sys
from pathlib import Path
from unittest import SkipTest

from odoo.modules.module import get_module_path
from odoo.tests import get_db_name, tagged

from ..databases import DatabasesCase

PACKAGES = {
    "addons": "odoo-addon-queue-job==19.0.*",
    "libraries": "openupgradelib",  # what it needs beside Odoo
}
SCRIPT = """
import json
import threading
from odoo import Command
from odoo.addons.queue_job.controllers.main import RunJobController
from odoo.addons.service_management.models.invoicing import run_progress

run_progress.BATCH = 2
company = env.ref("base.main_company")
if not company.chart_template:
    env["account.chart.template"].try_loading("generic_coa", company)
env["ir.cron"].search([]).active = False
product = env["product.product"].create({"name": "Care", "type": "service"})
contract_type = env["service.contract.type"].create({"name": "Queue"})
partners = env["res.partner"].create([{"name": f"P{one}"} for one in range(7)])
contracts = env["service.contract"].create(
    [
        {
            "partner_id": partner.id,
            "contract_type_id": contract_type.id,
            "date_start": "2026-01-05",
            "billing_interval": 1,
            "billing_unit": "month",
            "billing_alignment": "calendar",
            "line_ids": [
                Command.create({"product_id": product.id, "price_unit": price})
                for price in (100.0, 33.33, 7.77 + number)
            ],
        }
        for number, partner in enumerate(partners)
    ]
)
contracts.action_activate()

def invoice(limit):
    company.service_invoicing_limit = limit
    action = env["service.invoicing"].create(
        {
            "date_to": "2026-03-01",
            "invoice_date": "2026-03-01",
            "partner_ids": [Command.set(partners.ids)],
        }
    ).action_run()
    env.cr.commit()
    return env["service.invoicing.run"].browse(action["res_id"])

def told(run):
    lines = run.invoice_ids.invoice_line_ids.sorted(
        lambda line: (line.partner_id.id, line.sequence)
    )
    return {
        "state": run.state,
        "counts": [run.instalment_count, run.exception_count, run.progress],
        "totals": sorted(run.invoice_ids.mapped("amount_total")),
        "lines": [
            [line.partner_id.id, line.name, str(line.service_period_start),
             line.price_subtotal]
            for line in lines
        ],
    }

def perform(uuids):
    # one worker, as the runner of queue_job calls it
    for uuid in uuids:
        with env.registry.cursor() as cr:
            worker = env(cr=cr, su=False)
            job = RunJobController._acquire_job(worker, uuid)
            RunJobController._runjob(worker, job)

plain = invoice(200)
result = {"plain": told(plain)}
plain.invoice_ids.unlink()
env.cr.commit()

run = invoice(0)
run._cron_process()
run._cron_process()
jobs = env["queue.job"].search([("model_name", "=", "service.invoicing.batch")])
result["jobs"] = len(jobs)
result["channels"] = jobs.mapped("channel")
jobs.state = "enqueued"
env.cr.commit()
uuids = jobs.mapped("uuid")
workers = [
    threading.Thread(target=perform, args=(uuids[number::2],)) for number in range(2)
]
for worker in workers:
    worker.start()
for worker in workers:
    worker.join()
env.cr.rollback()
env.invalidate_all()
result["states"] = jobs.mapped("state")
run._cron_process()
env.invalidate_all()
result["queued"] = told(run)

run.invoice_ids.unlink()
lost = invoice(0)
lost._cron_process()
job = env["queue.job"].search([("state", "=", "pending")], limit=1)
job.write({"state": "failed", "exc_message": "Killed"})
env.cr.commit()
lost._cron_process()
result["given_up"] = sorted(lost.batch_ids.mapped("state"))
result["reasons"] = lost.exception_ids.mapped("message")
with open(OUTPUT, "w") as file:
    json.dump(result, file)
"""


@tagged("post_install", "-at_install")
class TestInvoicingQueue(DatabasesCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = (
            Path(get_module_path("service_management")).resolve() / ".local" / "queue"
        )
        for name, package in PACKAGES.items():
            cls._fetch(package, cls.folder / name)
        path = (os.environ.get("PYTHONPATH"), str(cls.folder / "libraries"))
        cls.environment = {"PYTHONPATH": os.pathsep.join(filter(None, path))}
        super().setUpClass()
        cls.database = f"{get_db_name()}_queue"
        cls._copy_tests(cls.database)

    @classmethod
    def _running_settings(cls):
        addons = str(cls.folder / "addons" / "odoo" / "addons")
        for line in super()._running_settings():
            yield f"{line},{addons}" if line.startswith("addons_path") else line

    @classmethod
    def _fetch(cls, package, target):
        """Install ``package`` beside everything else, once."""
        if target.exists():
            return
        pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps"]
        result = subprocess.run(
            [*pip, "--target", str(target), package],
            capture_output=True,
            text=True,
            check=False,
        )
        if result.returncode:
            raise SkipTest(f"{package} cannot be fetched: {result.stderr[-500:]}")

    def test_workers_invoice_what_a_small_run_does(self):
        self._odoo("server", self.database, "-i", "queue_job")
        output = self.settings.with_name("result.json")
        self._odoo(
            *("shell", self.database, "--no-http"),
            script=f"OUTPUT = {str(output)!r}\n{SCRIPT}",
        )
        result = json.loads(output.read_text())
        self.assertEqual(result["jobs"], 4)  # none twice
        self.assertEqual(set(result["channels"]), {"root.service_invoicing"})
        self.assertEqual(set(result["states"]), {"done"})
        self.assertEqual(result["queued"], result["plain"])
        self.assertEqual(result["queued"]["counts"], [63, 0, 100])
        self.assertEqual(
            result["given_up"], ["failed", "pending", "pending", "pending"]
        )
        self.assertIn("gave up (Killed)", result["reasons"][0])
